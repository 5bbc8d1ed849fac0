"""What is done with an approved broadcast while it is being sent, and after."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.broadcast.broadcast import Broadcast, Phase
from bot.domain.broadcast.counts import Counts
from bot.domain.broadcast.life import cancelled_already, ended, last, recalled_already, stepped, unasked
from bot.domain.broadcast.moments import over
from bot.domain.delivery.state import IN_DOUBT, State
from bot.domain.people import Refused, refused

REACHED = (State.SENT, State.SENDING, *IN_DOUBT)


def paused(was: Broadcast, counts: Counts, *, by: str, at: datetime) -> Broadcast | Refused:
    """Nothing of it is sent from now on, until it goes on."""
    if no := unstoppable(was, counts):
        return no
    if was.phase is Phase.PAUSED:
        step = last(was, "paused")
        return refused("broadcast-paused-already", by=step.by, at=step.at)
    return stepped(replace(was, phase=Phase.PAUSED), "paused", by=by, at=at)


def resumed(was: Broadcast, *, by: str, at: datetime) -> Broadcast | Refused:
    if no := unsent(was) or stopped(was):
        return no
    if was.phase is not Phase.PAUSED:
        return refused("broadcast-not-paused")
    return stepped(replace(was, phase=Phase.APPROVED), "resumed", by=by, at=at)


def cancelled(was: Broadcast, counts: Counts, *, by: str, at: datetime) -> Broadcast | Refused:
    """Before it was approved too; a version that waits for approval waits no more."""
    if no := unstoppable(was, counts) if was.sent_version else ended(was):
        return no
    return stepped(replace(unasked(was), phase=Phase.CANCELLED), "cancelled", by=by, at=at)


def recalled(was: Broadcast, counts: Counts, *, by: str, at: datetime) -> Broadcast | Refused:
    """Taken back from whoever has it; who has not will not get it."""
    if no := unsent(was):
        return no
    if was.recalled_at:
        return recalled_already(was)
    if not counts.of(*REACHED):
        return refused("broadcast-nobody-has-it")
    new = replace(unasked(was), phase=Phase.CANCELLED, recalled_at=at)
    return stepped(new, "recalled", by=by, at=at)


def reminded(was: Broadcast, silent: int, *, by: str, at: datetime) -> Broadcast | Refused:
    """`silent`: how many have it and have not acknowledged it."""
    if no := unsent(was):
        return no
    if was.recalled_at:
        return recalled_already(was)
    if not was.needs_ack:
        return refused("broadcast-asks-no-ack")
    if over(was, now=at):
        return refused("broadcast-over")
    if not silent:
        return refused("broadcast-nobody-silent")
    return stepped(replace(was, reminders=was.reminders + 1), "reminded", by=by, at=at, note=str(silent))


def rehearsed(was: Broadcast, problems: Sequence[Refused], *, by: str, at: datetime) -> Broadcast | Refused:
    """All but the calls, before it is approved; `problems`: its faults as it stands."""
    if was.sent_version:
        return refused("broadcast-rehearsed-late")
    if no := ended(was) or (problems[0] if problems else None):
        return no
    return stepped(replace(was, dry_runs=was.dry_runs + 1), "dry-run", by=by, at=at)


def unstoppable(was: Broadcast, counts: Counts) -> Refused | None:
    """There is nothing left that could be held back."""
    if no := unsent(was) or stopped(was):
        return no
    return refused("broadcast-complete", count=counts.of(State.SENT)) if counts.complete else None


def unsent(was: Broadcast) -> Refused | None:
    return None if was.sent_version else ended(was) or refused("broadcast-not-approved")


def stopped(was: Broadcast) -> Refused | None:
    if was.recalled_at:
        return recalled_already(was)
    return cancelled_already(was) if was.phase is Phase.CANCELLED else None
