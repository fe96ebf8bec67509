"""A site that other processes make, on any executor and on a Dask cluster: the same bytes."""

import http.server
import multiprocessing
import os
import re
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from clusters import Cluster, cluster_in
from mkdocs.config.config_options import Hooks

from badgepress import cluster, mkdocs_elsewhere, workers
from badgepress.build import build
from badgepress.cli import main
from badgepress.inputs import engine_prints
from badgepress.mkdocs_apart import Apart
from badgepress.mkdocs_elsewhere import Spec, make_part
from badgepress.refusal import Refusal
from badgepress.workers import Crew
from tests.bench.generate import generate, place_of

SIZE = 12
SAME = (
    " — give all machines the same project at the same place and the same badgepress, start the"
    " workers anew, and build again"
)
WITHOUT = """
import sys
class Without:
    def find_spec(name, *others):
        if name == "badgepress":
            raise ModuleNotFoundError(f"No module named '{name}'")
sys.meta_path.insert(0, Without)
"""
Site = dict[str, bytes]
Deed = Callable[[], Any]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that nobody changes."""
    root = tmp_path_factory.mktemp("many") / "project"
    generate(root, SIZE)
    return root


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The project is large enough, and there are parts for everybody."""
    monkeypatch.setattr(mkdocs_elsewhere, "WORTH", SIZE)
    monkeypatch.setattr(mkdocs_elsewhere, "_PART", 2)
    monkeypatch.setattr("badgepress.mkdocs_adapter.make_index", lambda *_: None)


@pytest.fixture(scope="module")
def expected(many: Path) -> Site:
    """The site as one process makes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(workers.PROCESSES, "1")
        patch.setattr("badgepress.mkdocs_adapter.make_index", lambda *_: None)
        build(many, many.parent / "expected")
    return _files(many.parent / "expected")


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers that nobody ends."""
    with cluster_in(tmp_path_factory.mktemp("cluster")) as found:
        found.add_worker()
        found.add_worker()
        yield found


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    with cluster_in(tmp_path / "cluster") as found:
        yield found


def _files(site: Path) -> Site:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def _same(made: Site, expected: Site) -> None:
    assert sorted(made) == sorted(expected)
    assert [path for path in expected if expected[path] != made[path]] == []


def _half_way(monkeypatch: pytest.MonkeyPatch, deed: Deed) -> None:
    """Do something when the first file of a part has come."""
    put, done = Apart.put, []

    def put_and_do(self: Apart, name: str, content: bytes) -> None:
        if not done:
            done.append(deed())
        put(self, name, content)

    monkeypatch.setattr(Apart, "put", put_and_do)


def _spawned() -> Executor:
    return ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))


@pytest.mark.parametrize("executor", [_spawned, lambda: ThreadPoolExecutor(2)])
def test_any_executor_makes_the_same_site(
    many: Path, expected: Site, tmp_path: Path, executor: Callable[[], Executor]
) -> None:
    """Processes that are started anew, or threads of this one: every file is the same."""
    build(many, tmp_path / "site", Crew(executor))
    _same(_files(tmp_path / "site"), expected)


def test_parts_are_made_elsewhere(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a crew, the process that builds makes no page of an entry."""
    monkeypatch.setattr(Apart, "part", None)
    build(many, tmp_path / "site", Crew(_spawned))
    assert len(list((tmp_path / "site" / "catalog").iterdir())) > SIZE


def test_where_no_process_can_be_copied_others_are_started(
    many: Path, expected: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On macOS and Windows a large site is made by several processes, too."""
    monkeypatch.setattr(workers, "_COPIES", False)
    monkeypatch.setattr("badgepress.build._WORTH", SIZE)
    monkeypatch.setattr(Apart, "part", None)
    monkeypatch.setenv(workers.PROCESSES, "2")
    build(many, tmp_path / "site")
    _same(_files(tmp_path / "site"), expected)


def test_pool_that_breaks_costs_nothing_but_time(
    many: Path, expected: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What killed processes have not made is made by the one that builds."""
    pool = _spawned()
    made, part = [], Apart.part

    def counted(self: Apart, number: int, *others: Any) -> Any:
        made.append(number)
        return part(self, number, *others)

    def end() -> None:
        for process in list(pool._processes.values()):  # type: ignore[attr-defined]
            process.kill()

    monkeypatch.setattr(Apart, "part", counted)
    _half_way(monkeypatch, end)
    build(many, tmp_path / "site", Crew(lambda: pool))
    _same(_files(tmp_path / "site"), expected)
    assert 1 < len(made) == len(set(made))


def test_cluster_makes_the_same_site(
    many: Path,
    expected: Site,
    lasting: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`badgepress build --scheduler`: two workers make it, and nobody hears of Dask."""
    monkeypatch.setattr(Apart, "part", None)
    site = tmp_path / "site"
    options = ["--project", str(many), "--site", str(site), "--scheduler", lasting.address]
    assert main(["build", *options]) == 0
    _same(_files(site), expected)
    told = capsys.readouterr()
    assert told.out.startswith("Built site/: ")
    assert told.err.count("\n") == 1  # that nothing is published yet


def test_cluster_serves_one_build_after_another(
    many: Path, expected: Site, lasting: Cluster, tmp_path: Path
) -> None:
    """Workers that made one project make another one, and that again when it or a hook changed."""
    other = tmp_path / "other"
    shutil.copytree(many, other)
    file = other / place_of(0)
    config = yaml.safe_load((other / "mkdocs.yml").read_text("utf-8"))
    config["hooks"].append("own.py")
    (other / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    for name in ("Changed once", "Changed again"):
        file.write_text(re.sub("name: .*", f"name: {name}", file.read_text("utf-8"), count=1))
        (other / "own.py").write_text(f"def on_config(config): config.copyright = 'by {name}'\n")
        Hooks._load_hook.cache_clear()  # the command is a process of its own each time
        build(other, tmp_path / "site", cluster.crew_at(lasting.address))
        page = (tmp_path / "site" / "catalog" / file.stem / "index.html").read_text("utf-8")
        assert f"{name}</h1>" in page
        assert f"by {name}" in page
    build(many, tmp_path / "site", cluster.crew_at(lasting.address))
    _same(_files(tmp_path / "site"), expected)


def test_worker_that_is_killed_costs_nothing_but_time(
    many: Path,
    expected: Site,
    mortal: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One of two workers is killed half-way: the other one makes what is left, the same bytes."""
    first, second = mortal.add_worker(), mortal.add_worker()
    _half_way(monkeypatch, lambda: os.kill(first.pid, signal.SIGKILL))
    monkeypatch.setattr(Apart, "part", None)
    build(many, tmp_path / "site", cluster.crew_at(mortal.address))
    _same(_files(tmp_path / "site"), expected)
    assert first.wait() == -signal.SIGKILL
    assert second.poll() is None


@pytest.mark.parametrize("who", ["workers", "scheduler"])
def test_cluster_that_is_gone_is_told(
    many: Path,
    mortal: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    who: str,
) -> None:
    """Without workers or scheduler there is one sentence, and the old site stays."""
    running = [mortal.add_worker(), mortal.add_worker()]
    if who == "scheduler":
        running = [mortal.scheduler]
    monkeypatch.setattr(cluster, "_RETURN", 2)
    _half_way(monkeypatch, lambda: [process.kill() for process in running])
    site = tmp_path / "site"
    site.mkdir()
    (site / "404.html").write_text("the old one")
    what = {
        "workers": "all workers are gone — start some, and build again",
        "scheduler": "it is gone — start it, and build again",
    }[who]
    options = ["--project", str(many), "--site", str(site), "--scheduler", mortal.address]
    assert main(["build", *options]) == 1
    told = capfd.readouterr().err.splitlines()[1:]  # after what is not published yet
    assert told == [f"The scheduler at {mortal.address} did not make the site: {what}"]
    assert [path.name for path in site.parent.glob("*site*")] == ["site"]
    assert [path.name for path in site.iterdir()] == ["404.html"]


def _refused(root: Path, site: Path, crew: Crew) -> str:
    with pytest.raises(Refusal) as refused:
        build(root, site, crew)
    assert not site.exists()
    return re.sub(r" on \S+ \(process \d+\) ", " on HOST ", str(refused.value))


@pytest.mark.parametrize(
    ("name", "what"),
    [
        (place_of(1), "catalog"),
        ("glossary.yaml", "glossary.yaml"),
        ("pages/about/index.md", "pages"),
        ("published/addresses.txt", "published"),
        ("images/own.svg", "pictures"),
        ("theme/partials/footer.html", "theme"),
    ],
)
def test_worker_that_sees_other_files_refuses(
    many: Path,
    lasting: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    what: str,
) -> None:
    """Whatever is changed when the build has begun, nothing of it gets into the site."""
    root = tmp_path / "project"
    shutil.copytree(many, root)
    config = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    config["theme"]["custom_dir"] = "theme"
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    (root / "theme").mkdir()
    (root / "images").mkdir()
    (root / "images" / "own.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    entry = yaml.safe_load((root / place_of(2)).read_text("utf-8"))
    entry["artwork"] = {"image": "../../images/own.svg"}
    (root / place_of(2)).write_text(yaml.safe_dump(entry), "utf-8")
    employed = workers.employed

    def changed(*arguments: Any) -> Any:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("a") as file:
            file.write("\n")
        return employed(*arguments)

    monkeypatch.setattr(mkdocs_elsewhere, "employed", changed)
    told = _refused(root, tmp_path / "site", cluster.crew_at(lasting.address))
    assert told == f"A worker on HOST differs from this build in {what}{SAME}"


def test_worker_with_another_engine_refuses(many: Path, mortal: Cluster, tmp_path: Path) -> None:
    """One line of the engine is another one: no page of it gets into the site."""
    engine = Path(mkdocs_elsewhere.__file__).parent
    shutil.copytree(engine, tmp_path / "badgepress", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "badgepress" / "words.py").open("a") as file:
        file.write("# another one\n")
    mortal.add_worker({"PYTHONPATH": str(tmp_path)})
    told = _refused(many, tmp_path / "site", cluster.crew_at(mortal.address))
    assert told == f"A worker on HOST differs from this build in badgepress{SAME}"


def test_worker_that_is_told_other_settings_refuses(
    many: Path, mortal: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings may come from the environment, which is each machine's own."""
    root = tmp_path / "project"
    shutil.copytree(many, root)
    with (root / "mkdocs.yml").open("a") as file:
        file.write("copyright: !ENV [OWNER, nobody]\n")
    mortal.add_worker({"OWNER": "somebody"})
    told = _refused(root, tmp_path / "site", cluster.crew_at(mortal.address))
    assert told == f"A worker on HOST differs from this build in settings{SAME}"


def test_worker_without_the_project_or_a_library_refuses(tmp_path: Path) -> None:
    """What is not there is named, with both versions where it is a library."""
    file = tmp_path / "mkdocs.yml"
    old = {**engine_prints(), "pydantic": "2.0"}
    with pytest.raises(
        Refusal, match=r" differs from this build in pydantic \([\d.]+, here 2\.0\)"
    ):
        make_part(Spec(str(file), 1, old, ("elsewhere", 1)), 0)
    with pytest.raises(Refusal, match=f" does not find {re.escape(str(file))} — give all"):
        make_part(Spec(str(file), 1, engine_prints(), ("elsewhere", 1)), 0)


def test_worker_without_badgepress_is_named(many: Path, mortal: Cluster, tmp_path: Path) -> None:
    """Before anything is read, it is known who cannot help."""
    (tmp_path / "sitecustomize.py").write_text(WITHOUT)
    mortal.add_worker({"PYTHONPATH": str(tmp_path)})
    with pytest.raises(Refusal) as refused:
        cluster.crew_at(mortal.address)
    assert re.sub(r"at \S+:\d+:", "at ADDRESS:", str(refused.value)) == (
        "Badgepress cannot be used by the worker at ADDRESS: No module named 'badgepress' —"
        " install the same badgepress on all machines, and start scheduler and workers anew"
    )


def test_scheduler_without_workers_is_told(
    mortal: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers that are about to start are waited for, but not for ever."""
    monkeypatch.setattr(cluster, "_ANSWER", 2)
    with pytest.raises(Refusal) as refused:
        cluster.crew_at(mortal.address)
    assert str(refused.value) == (
        f"The scheduler at {mortal.address} has no workers — start some, on each machine: dask"
        f" worker {mortal.address} --nworkers auto --nthreads 1"
    )


class _Silent(http.server.BaseHTTPRequestHandler):
    """A web server, which understands nothing of this."""

    def log_message(self, *arguments: Any) -> None: ...


@pytest.fixture
def web_server() -> Iterator[str]:
    """An address where something else answers."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Silent)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"tcp://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_is_no_scheduler_is_told(
    many: Path,
    lasting: Cluster,
    web_server: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A port where nobody listens, a web server, or a worker: one sentence, no waiting for ever."""
    monkeypatch.setattr(cluster, "_ANSWER", 2)
    nothing = "nothing is heard within 2 seconds"
    addresses = {
        "tcp://127.0.0.1:1": nothing,
        web_server: nothing,
        lasting.workers()[0]: "a worker answers",
    }
    for address, reason in addresses.items():
        assert main(["build", "--project", str(many), "--scheduler", address]) == 1
        assert capsys.readouterr().err == (
            f"There is no scheduler at {address}: {reason} — start one there with 'dask"
            " scheduler', or mend the address\n"
        )


@pytest.mark.parametrize("address", ["", "127.0.0.1:8786", "http://x:80", "tcp://x", "tcp://x:1/y"])
def test_what_is_no_address_is_told(
    many: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    """A slip is told at once."""
    assert main(["build", "--project", str(many), "--scheduler", address]) == 2
    assert capsys.readouterr().err == (
        f"'{address}' is no address of a scheduler — write it as 'dask scheduler' shows it, such"
        " as tcp://192.0.2.1:8786\n"
    )


def test_without_the_package_it_is_told_what_to_install(
    many: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The package for clusters is optional."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["build", "--project", str(many), "--scheduler", "tcp://127.0.0.1:8786"]) == 2
    assert capsys.readouterr().err == (
        "--scheduler needs the package 'distributed', here and on all machines of the cluster —"
        " install it beside badgepress: python -m pip install distributed\n"
    )


def test_small_site_is_made_here_and_says_so(
    many: Path,
    expected: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nobody believes that a cluster works when it does not."""
    monkeypatch.setattr(mkdocs_elsewhere, "WORTH", 1000)
    build(many, tmp_path / "site", Crew(_spawned))
    _same(_files(tmp_path / "site"), expected)
    assert capsys.readouterr().err.splitlines()[1:] == [
        "The workers were not asked for anything: the catalog is small, or the navigation, a"
        " template, another hook or a plugin needs every page here"
    ]


def test_few_results_wait_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts there are, memory holds some: no more is asked for than is taken."""
    asked: list[int] = []
    monkeypatch.setattr(workers, "_AT_ONCE", 3)

    def work(number: int) -> int:
        asked.append(number)
        return number

    crew = Crew(lambda: ThreadPoolExecutor(2))
    for taken, (number, result) in enumerate(workers.employed(crew, work, 20), start=1):
        assert number == result
        assert len(asked) <= taken + 2
    assert sorted(asked) == list(range(20))
