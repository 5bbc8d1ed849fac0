"""What can go wrong.

FocalError
├── Misconfigured      the program refuses to start; one line per fault
├── Malformed          a request of a page that is none of ours: 400, naming the field
├── Unavailable        the database cannot be reached: 503, the event comes again
│   ├── Conflict       two units of work met: the same again may succeed at once
│   └── Flooded        somebody sends more than is taken from one: 429
├── LeaseOver          a message is not ours any more, and nothing of it was written
└── DeliveryFailed     a platform did not take a message now; `retry_after` seconds when it said so
    └── Unreachable    never again at this address; `cause` is one of the outbox's plain words
"""

from collections.abc import Sequence


class FocalError(Exception):
    """Root of our own errors."""


class Misconfigured(FocalError):
    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Malformed(FocalError):
    """A request that is none of ours; names the field."""


class Unavailable(FocalError):
    """Nothing was kept; the sender must try again."""


class Conflict(Unavailable):
    """Nothing was kept; the whole unit of work can be run again."""


class Flooded(Unavailable):
    """Nothing was kept; a little later it is taken."""


class LeaseOver(FocalError):
    """Another relay may have taken the message over."""


class DeliveryFailed(FocalError):
    def __init__(self, cause: str, retry_after: float | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.retry_after = retry_after


class Unreachable(DeliveryFailed):
    """Do not retry."""
