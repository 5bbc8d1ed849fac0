"""How far a broadcast has come, in plain lines whose numbers add up to its audience."""

from collections.abc import Iterator

from bot.cards import Block, Progress, Say, Text, say
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Counts
from bot.domain.broadcast.texts import corrects
from bot.domain.delivery.state import WAITING, State
from dialogs.broadcast.causes import reason
from dialogs.facts import listed

LINES: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("count-sent", (State.SENT,)),
    ("count-sending", (State.SENDING,)),
    ("count-waiting", tuple(sorted(WAITING))),
    ("count-failed", (State.FAILED,)),
    ("count-uncertain", (State.UNCERTAIN,)),
    ("count-parked", (State.PARKED,)),
    ("count-cancelled", (State.CANCELLED,)),
    ("count-expired", (State.EXPIRED,)),
    ("count-suppressed", (State.SUPPRESSED,)),
)
"""Every state in one of them."""
STILL = (State.SENDING, *sorted(WAITING), State.UNCERTAIN, State.PARKED)


def progress(one: Broadcast, counts: Counts) -> Iterator[Block]:
    over = counts.audience - counts.of(*STILL)
    yield Progress(over, counts.audience, say("broadcast-done"))
    if total := adding_up(counts):
        yield Text(total)
    for line in of_those_sent(one, counts):
        yield Text(line)
    yield from not_reached(counts)


def adding_up(counts: Counts) -> Say | None:
    """All that there are, and what has become of them: the parts make the whole."""
    parts = [say(key, count=number) for key, states in LINES if (number := counts.of(*states))]
    told = listed(parts)
    return say("broadcast-adds-up", count=counts.audience, parts=told) if told else None


def of_those_sent(one: Broadcast, counts: Counts) -> Iterator[Say]:
    sent = counts.of(State.SENT)
    if one.needs_ack and sent:
        yield say("broadcast-acknowledged-by", count=counts.acknowledged, sent=sent)
    if counts.acknowledged_older:
        yield say("broadcast-acknowledged-earlier-by", count=counts.acknowledged_older)
    if corrects(one, one.sent_version):
        yield say("broadcast-versions", version=one.sent_version, newest=counts.newest, older=counts.older)
    if counts.by_second:
        yield say("broadcast-by-second", count=counts.by_second)
    if one.recalled_at:
        yield say("broadcast-taken-back", count=counts.recalled, sent=counts.of(State.SENT))


def not_reached(counts: Counts) -> Iterator[Block]:
    for cause, count in sorted(counts.by_cause.items(), key=lambda found: (-found[1], found[0])):
        yield Text(say("broadcast-not-reached", count=count, reason=reason(cause)))
