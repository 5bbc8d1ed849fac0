"""How far an approved broadcast is: planned for later, on its way, or complete."""

from typing import Literal

from bot.domain.broadcast.broadcast import Broadcast, When
from bot.domain.broadcast.counts import Counts
from bot.domain.delivery.state import State

Stage = Literal["planned", "going", "complete"]


def stage(one: Broadcast, counts: Counts) -> Stage:
    if counts.complete:
        return "complete"
    begun = one.when is When.NOW or counts.of(State.SENT, State.SENDING)
    return "going" if begun else "planned"
