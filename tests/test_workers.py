"""Work that is spread over processes, some of which are killed."""

import multiprocessing
import os
import select
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from badgepress import workers
from badgepress.parcels import left_in
from badgepress.workers import Crew

HERE = os.getpid()
COUNT = 8
Work: TypeAlias = Callable[[int], str]


def _spread(work: Work) -> Iterable[str | None]:
    return workers.spread(work, range(COUNT), 2)


def _forked(work: Work) -> Iterable[str | None]:
    return workers.forked(work, COUNT)


def _employed(work: Work) -> Iterable[str | None]:
    context = multiprocessing.get_context("spawn")
    crew = Crew(partial(ProcessPoolExecutor, 2, context))
    done = dict(workers.employed(crew, work, COUNT))
    return [done[number] for number in range(COUNT)]


WAYS = pytest.mark.parametrize("way", [_spread, _forked, _employed])


@pytest.fixture(autouse=True)
def two_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """As on a machine with two processors; gives the folder where they leave what they send."""
    monkeypatch.setenv(workers.PROCESSES, "2")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    # Browsers and servers of tests before leave threads that wait; a build of one's own has none.
    monkeypatch.setattr(workers.threading, "active_count", lambda: 1)
    workers.can_fork()  # ends a pool of an earlier test
    yield tmp_path / "tmp"
    workers.can_fork()  # its processes send in their own way now


def _ended(number: int, parent: int) -> str:
    if number == 3 and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return str(number)


def _cut(number: int, parent: int) -> str:
    if os.getpid() != parent:
        Connection._send = _half  # type: ignore[attr-defined]
    return str(number) * 200_000


def _half(self: Connection, content: bytes, **_: Any) -> None:
    """Send as to a pipe that is full, and be killed when there is more to send."""
    os.write(self.fileno(), content[: select.PIPE_BUF])
    if len(content) > select.PIPE_BUF:
        os.kill(os.getpid(), signal.SIGKILL)


@WAYS
def test_what_a_killed_process_has_not_done_is_not_lost(
    way: Callable[[Work], Iterable[str | None]],
) -> None:
    """It is done here, or told to whoever employs strangers."""
    done = list(way(partial(_ended, parent=HERE)))
    lost = {number for number, result in enumerate(done) if result is None}
    assert 3 in lost if way is _employed else not lost
    assert done == [None if n in lost else str(n) for n in range(COUNT)]


@WAYS
def test_nobody_waits_for_what_a_killed_process_was_sending(
    way: Callable[[Work], Iterable[str | None]],
) -> None:
    """Large results are there at once or not at all, so that nobody waits for their second half."""
    expected = [str(number) * 200_000 for number in range(COUNT)]
    assert list(way(partial(_cut, parent=HERE))) == expected


def _refused(number: int, parent: int) -> str:
    if os.getpid() != parent:
        Connection._send = _half  # type: ignore[attr-defined]
    if number < 3:
        return str(number)
    raise ValueError("no " * 4000)


@WAYS
def test_what_goes_wrong_elsewhere_goes_wrong_here(
    way: Callable[[Work], Iterable[str | None]], two_processes: Path
) -> None:
    """An error comes whole, however long, and nothing stays behind."""
    with pytest.raises(ValueError, match="no no no") as raised:
        list(way(partial(_refused, parent=HERE)))
    assert "in _refused" in raised.value.__notes__[0]
    assert list(two_processes.iterdir()) == []


@WAYS
def test_without_room_for_files_results_come_through_the_pipe(
    way: Callable[[Work], Iterable[str | None]], two_processes: Path
) -> None:
    """A full disk for temporary files ends no build that needs none."""
    two_processes.rmdir()
    two_processes.write_text("no folder")
    assert list(way(str)) == [str(number) for number in range(COUNT)]


def _left(number: int, place: Path) -> str:
    return " ".join(sorted(path.name for path in place.glob(".badgepress-parcels-*")))


@WAYS
def test_what_is_sent_lies_where_it_is_deleted_in_any_case(
    way: Callable[[Work], Iterable[str | None]], two_processes: Path, tmp_path: Path
) -> None:
    """A build that is killed leaves it in a folder of its own, which the next one deletes."""
    place = tmp_path / "project" / ".site.new"
    with left_in(place):
        found = set(way(partial(_left, place=place)))
    assert all(found)
    assert list(place.iterdir()) == []
    assert list(two_processes.iterdir()) == []


def test_few_pieces_of_work_are_not_worth_a_process() -> None:
    """They are done here."""
    assert list(workers.spread(partial(_ended, parent=0), range(3), 4)) == ["0", "1", "2"]
