"""How fast messages leave for a tenant, a workspace, a conversation: buckets that replicas share."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate` a second on average, 0: without limit; `burst`: as many at one moment after a pause."""

    rate: float
    burst: int = 1


@dataclass(frozen=True, slots=True)
class Paces:
    """Of a platform: for what is shared (tenant, workspace, mail server), for one conversation, and for
    editing messages, None: edits count like messages.
    """

    shared: Pace
    conversation: Pace
    edits: Pace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """`next_free_at`: when it is as if nothing had been sent; `queue_at`: when the newest of those that were
    told to wait is likely to go; `rate`: at present, below its pace until `slowed_until` after a 429.
    """

    scope: str
    next_free_at: datetime
    queue_at: datetime
    rate: float
    slowed_until: datetime | None = None
