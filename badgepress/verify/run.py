"""The whole verification: the home first, then everything that should answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from tqdm import tqdm

from badgepress.verify.checks import REQUESTS, Found, Verifier
from badgepress.verify.client import MAX_REDIRECTS, MAX_SECONDS_FACTOR, Client, seconds
from badgepress.verify.faults import Fault, FaultError
from badgepress.verify.targets import Expected, Target
from badgepress.verify.tls import certificate, http_leads_to_https
from badgepress.verify.workers import Workers


@dataclass(slots=True)
class Report:
    """What a live site had to say."""

    home: str
    """Where it was asked."""
    base_url: str
    published: bool
    """Whether frozen files were compared."""
    addresses: int = 0
    """How many were asked for."""
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    certificate_days: int | None = None
    """Whole days for which the certificate is still valid."""


def verify(expected: Expected, home: str, timeout: float, jobs: int, *, progress: bool) -> Report:
    """Ask a live site for everything it should answer; nothing is raised for what is wrong there.

    `timeout` is in seconds for one request, `jobs` the number of requests at a time. `progress`
    shows a bar on standard error.
    """
    report = Report(home, expected.base_url, expected.published, len(expected.targets))
    client = Client(timeout, jobs)
    try:
        _verify(report, expected.targets, client, jobs, progress)
    finally:
        client.close()
    report.faults.sort()
    return report


def _verify(
    report: Report, targets: Sequence[Target], client: Client, jobs: int, progress: bool
) -> None:
    verifier = Verifier(client, report.home, report.base_url)
    try:
        client.ask(report.home)
    except FaultError as error:
        # Hundreds of lines would say the same.
        report.addresses = 1
        report.faults = [error.at(report.home)]
        return
    _secure(report, client)
    report.faults += verifier.missing()
    workers = Workers(verifier.check, jobs, _limit(client.timeout))
    known = {target.path for target in targets}
    references = _checked(report, workers, targets, progress)
    more = [Target(path) for path in sorted(set(references) - known)]
    report.addresses += len(more)
    _checked(report, workers, more, progress)


def _limit(timeout: float) -> float:
    """The most seconds that checking one address can take, unless a host plays tricks."""
    return REQUESTS * (MAX_REDIRECTS + 1) * MAX_SECONDS_FACTOR * timeout


def _secure(report: Report, client: Client) -> None:
    if urlsplit(report.home).scheme != "https":
        if urlsplit(report.base_url).scheme == "https":
            report.notes.append("This copy is asked by http; nothing is said about certificates.")
        return
    if found := certificate(report.home, client.timeout):
        report.certificate_days = found.days(datetime.now(UTC))
    faults, notes = http_leads_to_https(client, report.home)
    report.faults += faults
    report.notes += notes


def _checked(
    report: Report, workers: Workers[Target, Found], targets: Sequence[Target], progress: bool
) -> Iterable[str]:
    """Check addresses; returns what their documents name."""
    references: list[str] = []
    with tqdm(total=len(targets), unit="address", leave=False, disable=not progress) as bar:
        for target, found in workers.results(targets):
            bar.update()
            if found is None:
                message = f"no whole answer within {seconds(workers.limit)}"
                advice = "see what the host sends there"
                report.faults.append(Fault(report.home + target.path, "timeout", message, advice))
                continue
            report.faults += found.faults
            references += found.references
    return references
