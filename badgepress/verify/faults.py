"""What is wrong at an address, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One promise that an address does not keep."""

    address: str
    """Complete, as it was asked for."""
    name: str
    """A permanent short name, for programs: `status`, `type`, `bytes` …"""
    message: str
    """What is wrong, as a sentence without a full stop."""
    advice: str
    """What to do about it, in the same form."""

    def __str__(self) -> str:
        return f"{self.address}: {self.message} — {self.advice}"


class FaultError(Exception):
    """An address does not answer at all, or so that nothing more can be said about it."""

    def __init__(self, name: str, message: str, advice: str) -> None:
        self.name = name
        self.message = message
        self.advice = advice
        super().__init__(message)

    def at(self, address: str) -> Fault:
        """The fault, with the address that was asked for."""
        return Fault(address, self.name, self.message, self.advice)
