"""The command line: what owners type, and what they are told."""

import argparse
import errno
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import badgepress
from badgepress.generated import Texts, stale, write
from badgepress.hosting.command import add_options as hosting_options
from badgepress.importing.command import add_options as import_options
from badgepress.load import CONFIG_FILE, Documents
from badgepress.messages import mkdocs_messages
from badgepress.platforms.command import add_options as export_options
from badgepress.problems import Problem, as_github, as_json, as_text
from badgepress.published.commands import add_commands as add_publishing
from badgepress.refusal import Refusal
from badgepress.verify.command import add_options as verify_options
from badgepress.words import count

Command = Callable[[argparse.Namespace], int]

_INTERRUPTED = 130
"""What shells answer for a command that Ctrl-C ended."""


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code: 0, or 1 for problems, or 2 for a wrong call."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            # A console of another encoding shows '\u2192' rather than a traceback.
            reconfigure(errors="backslashreplace")
    arguments = make_parser().parse_args(argv)
    run: Command = arguments.run
    try:
        code = run(arguments)
        sys.stdout.flush()  # a reader that has gone is met here, not at Python's end
    except Refusal as refusal:
        code = _fail(str(refusal), refusal.code)
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has seen enough; Python must not complain again when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except OSError as error:
        code = _fail(f"{error.filename or 'A file'}: {error.strerror or error}", 1)
    return code


def make_parser() -> argparse.ArgumentParser:
    """All commands with their help; the reference's page on commands is made from it."""
    parser = argparse.ArgumentParser(
        prog="badgepress",
        description="From YAML to a public catalog of micro-credentials with hosted badge classes.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {badgepress.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        command.add_argument(
            "--project",
            type=Path,
            default=Path(),
            metavar="FOLDER",
            help="the folder of mkdocs.yml; left out, the current one",
        )
        return command

    checked = add("check", _check, "Find every problem in the project's files.")
    checked.add_argument(
        "--format",
        choices=("text", "github", "json"),
        default="text",
        help="text to read, annotations of a pull request, or a JSON list; left out, text",
    )
    checked.add_argument(
        "--against",
        metavar="REF",
        help="also prove that nothing published was removed or altered since that git commit",
    )
    _add_site_commands(add)
    add_publishing(add, _root)
    _add_new(add)
    import_options(
        add(
            "import",
            _import,
            "Make skeletons from badges that exist elsewhere; overwrites nothing.",
        )
    )
    export_options(
        add(
            "export", _export, "Write what another system takes: Canvas, Moodle, Credly and others."
        )
    )
    hosting_options(
        add("hosting", _hosting, "Print the configuration of a web host, ready for this project.")
    )
    verify_options(
        add("verify", _verify, "Check a live site from outside, as a backpack would find it.")
    )
    _add_generated(add)
    return parser


Add = Callable[[str, Command, str], argparse.ArgumentParser]


def _add_site_commands(add: Add) -> None:
    built = add("build", _build, "Build the site aside, check it, and put it in its place.")
    built.add_argument(
        "--site",
        type=Path,
        metavar="FOLDER",
        help="where the site goes; left out, the site_dir of mkdocs.yml",
    )
    built.add_argument(
        "--fresh",
        action="store_true",
        help="make every file anew; left out, what has not changed is taken from the last site",
    )
    built.add_argument(
        "--profile",
        action="store_true",
        help="also print, on standard error, how long each stage of the build took",
    )
    built.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="make pages on the workers of this Dask scheduler, such as tcp://192.0.2.1:8786",
    )
    served = add("serve", _serve, "Preview the site, drafts included, and follow every edit.")
    served.add_argument(
        "--address",
        metavar="HOST:PORT",
        help="where the preview answers; left out, the dev_addr of mkdocs.yml, or 127.0.0.1:8000",
    )


def _add_new(add: Add) -> None:
    new = add("new", _new, "Write a commented skeleton that passes the check as it is.")
    new.add_argument(
        "kind",
        metavar="KIND",
        choices=("micro-credential", "stack", "term", "issuer", "recognizer"),
        help="micro-credential, stack, term, issuer or recognizer",
    )
    new.add_argument("id", metavar="ID", help="its id for ever, such as safe-online-interaction")
    new.add_argument(
        "--in",
        dest="subfolder",
        metavar="SUBFOLDER",
        help="a folder below the kind's own, such as digital-citizenship",
    )


def _add_generated(add: Add) -> None:
    for name, run, what in (
        ("schema", _schema, "Write the JSON Schemas that editors use, from the model."),
        ("reference", _reference, "Write the generated pages of the reference, from the engine."),
    ):
        add(name, run, what).add_argument(
            "--check",
            action="store_true",
            help="write nothing; exit 1 if a written file is out of date",
        )


def _root(arguments: argparse.Namespace) -> Path:
    """The project's folder. Raises `Refusal` if it is none."""
    root: Path = arguments.project
    if not (root / CONFIG_FILE).exists():
        raise Refusal(
            f"There is no {CONFIG_FILE} in {root.resolve()} — start badgepress in the project's"
            " folder, or name it with --project",
            2,
        )
    return root.resolve()


def _check(arguments: argparse.Namespace) -> int:
    from badgepress.project import inspect

    root = _root(arguments)
    documents, problems = inspect(root)
    if arguments.against is not None:
        from badgepress.published.against import check_against

        good = None if problems.errors else documents
        problems.extend(check_against(root, arguments.against, good))
    found = [*problems.sorted(), *problems.remarks]
    forms: dict[str, Callable[[Sequence[Problem]], str]] = {
        "text": as_text,
        "github": as_github,
        "json": as_json,
    }
    if found or arguments.format == "json":
        print(forms[arguments.format](found))
    else:
        print(f"{_extent(documents)}: no problems")
    return 1 if problems.errors else 0


def _extent(documents: Documents) -> str:
    """What was checked: how many of each kind."""
    counted = [(len(entries), name) for name, entries in documents.entries.items()]
    return ", ".join(count(n, name) for n, name in (*counted, (len(documents.terms), "term")))


def _build(arguments: argparse.Namespace) -> int:
    from badgepress import stages
    from badgepress.build import build

    stages.clock.restart()
    root, crew = _root(arguments), None
    if arguments.scheduler is not None:
        from badgepress.cluster import crew_at

        crew = crew_at(arguments.scheduler)
    print(build(root, arguments.site, crew, fresh=arguments.fresh))
    if arguments.profile:
        print(stages.clock.table(), file=sys.stderr)
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    root = _root(arguments)
    with mkdocs_messages(logging.INFO):
        from badgepress.mkdocs_ondemand import serve_site

        try:
            serve_site(root / CONFIG_FILE, arguments.address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            where = arguments.address or "The preview's address"
            advice = "stop the other preview, or name another address with --address"
            return _fail(f"{where} is in use — {advice}, such as 127.0.0.1:8001", 1)
        except (Exception, SystemExit) as error:
            # MkDocs' own errors are those of click: they know how to be shown.
            message = getattr(error, "format_message", None)
            if message is None:
                raise
            return _fail(message(), 1)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from badgepress.platforms.command import run

    return run(arguments, _root(arguments))


def _hosting(arguments: argparse.Namespace) -> int:
    from badgepress.hosting.command import run

    print(run(arguments, _root(arguments)), end="")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    from badgepress.verify.command import run

    return run(arguments, _root(arguments))


def _new(arguments: argparse.Namespace) -> int:
    from badgepress.scaffold import make

    print(make(_root(arguments), arguments.kind, arguments.id, arguments.subfolder))
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from badgepress.importing.command import run

    return run(arguments, _root(arguments))


def _schema(arguments: argparse.Namespace) -> int:
    from badgepress.schema import schema_files

    return _write(arguments, schema_files())


def _reference(arguments: argparse.Namespace) -> int:
    from badgepress.reference import FOLDER, reference_files

    if arguments.check and not (_root(arguments) / FOLDER).is_dir():
        print(f"{FOLDER}/ is not there: this site publishes no reference")
        return 0
    return _write(arguments, reference_files(make_parser()))


def _write(arguments: argparse.Namespace, texts: Texts) -> int:
    """Write generated files, or with `--check` only say which are out of date."""
    root = _root(arguments)
    names = stale(root, texts) if arguments.check else write(root, texts)
    verb = "is out of date" if arguments.check else "was written"
    for name in names:
        print(f"{name} {verb}")
    if not names:
        print(f"{count(len(texts), 'file')}: all up to date")
    return 1 if names and arguments.check else 0


def _fail(text: str, code: int) -> int:
    if text:
        print(text, file=sys.stderr)
    return code
