"""The verification's result, for people and for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from badgepress.problems import printable
from badgepress.verify.run import Report
from badgepress.words import count

_SOON = 14
"""Days before its end at which a certificate is mentioned as ending soon."""


def as_text(report: Report) -> str:
    """A line for each fault, then what is worth knowing, then how many there are."""
    return "\n".join(printable(line) for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    if report.home != report.base_url:
        yield f"{report.home} is checked as a copy of {report.base_url}, which ids are made from."
    yield from map(str, report.faults)
    if not report.published:
        yield "Nothing is published yet: the addresses are those that the catalog would have."
    yield from report.notes
    if (days := report.certificate_days) is not None:
        ends = " — see that it is renewed" if days < _SOON else ""
        yield f"The certificate is valid for {count(days, 'more day', 'more days')}{ends}."
    asked = count(report.addresses, "address", "addresses")
    faulty = len({fault.address for fault in report.faults})
    if report.faults:
        yield f"{asked} checked: {count(len(report.faults), 'fault')} at {faulty} of them."
    else:
        yield f"{asked} checked: all answer as they should."


def as_json(report: Report) -> str:
    """An object with everything that was found."""
    return json.dumps(asdict(report), indent=2)
