"""The command line: exit codes, formats, and what owners are told."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import NOT_PUBLISHED, SMALL, MakeProject
from publishing import published

import badgepress
from badgepress.cli import main

ROOT = Path(__file__).parent.parent
ISSUER = "catalog/issuers/small-agency.yaml"
MISSPELLED = {ISSUER: (SMALL / ISSUER).read_text("utf-8").replace("email:", "emial:")}
UNREAD = {"catalog/notes.txt": "nothing reads this"}


def test_check_of_a_good_project_says_what_was_checked(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without problems the answer names how much of each kind there is, and the code is 0."""
    root = published(project())
    assert main(["check", "--project", str(root)]) == 0
    assert capsys.readouterr().out == (
        "3 micro-credentials, 2 stacks, 1 issuer, 1 recognizer, 1 framework, 3 terms: no problems\n"
    )


def test_check_says_what_is_not_published_yet(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """What may still change is named in a line, which is no failure."""
    assert main(["check", "--project", str(project())]) == 0
    assert capsys.readouterr().out == (
        f"mkdocs.yml:7:15: warning: {NOT_PUBLISHED}\n0 errors, 1 warning\n"
    )


def test_check_prints_problems_and_exits_1(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error is printed with file, line and column, and the code is 1."""
    assert main(["check", "--project", str(project(MISSPELLED))]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{ISSUER}:3:1: emial: there is no such field — did you mean 'email'?")
    assert out.endswith("1 error, 0 warnings\n")


def test_check_of_warnings_alone_exits_0(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Warnings are printed, but they are no failure."""
    assert main(["check", "--project", str(project(UNREAD))]) == 0
    out = capsys.readouterr().out
    assert "catalog/notes.txt:1:1: warning: nothing reads this file" in out
    assert out.endswith("0 errors, 2 warnings\n")


def test_check_as_json_is_a_list(project: MakeProject, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get every problem as an object, and an empty list where there is none."""
    assert main(["check", "--format", "json", "--project", str(project(MISSPELLED))]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["rule"] == "unknown-field"
    assert (problem["file"], problem["line"]) == (ISSUER, 3)


def test_check_as_json_without_problems_is_an_empty_list(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing is wrong, programs still get JSON."""
    root = published(project())
    assert main(["check", "--format", "json", "--project", str(root)]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_check_for_github_is_an_annotation(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pull request shows the problem beside its line, under the rule's name."""
    assert main(["check", "--format", "github", "--project", str(project(MISSPELLED))]) == 1
    line = capsys.readouterr().out
    assert line.startswith(f"::error file={ISSUER},line=3,col=1,title=unknown-field::emial: ")


@pytest.mark.parametrize("command", ["check", "build", "serve", "schema", "reference"])
def test_folder_without_settings_is_one_sentence(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that is no project is refused in one line, with exit code 2, by every command."""
    assert main([command, "--project", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"There is no mkdocs.yml in {tmp_path.resolve()} — ")
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_current_folder_is_the_project_by_default(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --project, the folder in which the command starts is checked."""
    monkeypatch.chdir(project(MISSPELLED))
    assert main(["check"]) == 1
    assert ISSUER in capsys.readouterr().out


def test_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    """--version prints the version that the package has."""
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"badgepress {badgepress.__version__}\n"


def test_unknown_command_is_a_wrong_call() -> None:
    """A misspelled command exits with 2, as usual on a command line."""
    with pytest.raises(SystemExit) as stopped:
        main(["chekc"])
    assert stopped.value.code == 2


def test_interruption_is_quiet(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends a command without a traceback, with the code that shells expect."""

    def interrupted(root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("badgepress.project.inspect", interrupted)
    assert main(["check", "--project", str(project())]) == 130
    assert capsys.readouterr().err == ""


def test_place_that_cannot_be_written_is_a_sentence(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file where a folder is needed is named; there is no traceback."""
    root = project({"badgepress": "a file"})
    assert main(["schema", "--project", str(root)]) == 1
    error = capsys.readouterr().err
    assert str(root / "badgepress") in error
    assert error.count("\n") == 1


def test_reader_that_stops_is_no_traceback(project: MakeProject) -> None:
    """`badgepress check | head` does not complain about the closed pipe."""
    with subprocess.Popen(
        [sys.executable, "-m", "badgepress", "check", "--project", str(project(UNREAD))],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_console_of_another_encoding_shows_escapes(project: MakeProject) -> None:
    """Where the console cannot show a dash, the message comes with an escape, not a traceback."""
    found = subprocess.run(
        [sys.executable, "-m", "badgepress", "check", "--project", str(project(MISSPELLED))],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 1
    assert "there is no such field \\u2014 did you mean 'email'?" in found.stdout
    assert found.stderr == ""


def test_check_needs_no_mkdocs(project: MakeProject) -> None:
    """The check imports neither MkDocs nor the adapter, so it stays fast and outlives them."""
    code = (
        "import sys; from badgepress.cli import main; main(['check', '--project', sys.argv[1]]);"
        "print([name for name in sys.modules if 'mkdocs' in name])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(project())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.splitlines()[-1] == "[]"


def test_serve_refuses_an_address_that_is_none(project: MakeProject) -> None:
    """A preview address without a port is a sentence, and the command ends."""
    found = subprocess.run(
        [
            *(sys.executable, "-m", "badgepress", "serve", "--address", "nowhere"),
            *("--project", str(project())),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert found.returncode == 1
    assert "Config value 'dev_addr'" in found.stderr
    assert "Traceback" not in found.stderr


def test_check_refuses_flat_addresses_at_their_line(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a build refuses in mkdocs.yml is told by the check, with the line."""
    text = (SMALL / "mkdocs.yml").read_text("utf-8")
    root = project({"mkdocs.yml": f"{text}use_directory_urls: false\n"})
    assert main(["check", "--project", str(root)]) == 1
    line = text.count("\n") + 1
    assert capsys.readouterr().out.startswith(
        f"mkdocs.yml:{line}:21: use_directory_urls: without folders as addresses,"
    )
