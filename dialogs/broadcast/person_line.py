"""What has become of a broadcast for one person, in plain lines: how it stands, why, and what to do next."""

from collections.abc import Iterator

from bot.cards import Say, say
from bot.dialog import said_moment
from bot.domain.broadcast.counts import Reached
from bot.domain.delivery.state import State
from dialogs.broadcast.causes import next_step, reason

CALM = frozenset({State.SENT, State.DUE, State.SENDING, State.CANCELLED, State.SUPPRESSED})
"""Nothing needs to be done about these."""


def lines(one: Reached, newest: int, *, asks: bool = False) -> Say:
    """`newest`: the version that was approved last; `asks`: for an acknowledgement."""
    silent = asks and one.state is State.SENT and not one.acked_at and not one.recalled_at
    found = (*told(one, newest), *((say("reached-silent"),) if silent else ()))
    return Say("rows", {str(place): line for place, line in enumerate(found)})


def told(one: Reached, newest: int) -> Iterator[Say]:
    match one.state:
        case State.SENT:
            yield from sent(one, newest)
        case State.FAILED:
            yield say("reached-failed")
            yield from by_second(one)
            yield reason(one.cause)
            yield next_step(one.cause)
        case State.RETRY:
            yield say("reached-retry", at=due(one), count=one.attempts)
            yield from (reason(cause) for cause in (one.cause,) if cause)
            yield say("next-nothing")
        case State.PARKED:
            yield say("reached-parked")
            yield say("next-ask")
        case State.UNCERTAIN:
            yield say("reached-uncertain")
            yield say("next-nothing")
        case State.EXPIRED:
            yield say("reached-expired")
            yield say("next-otherwise")
        case State.SUPPRESSED:
            yield reason(one.cause) if one.cause else say("reached-suppressed")
        case State.DUE:
            yield say("reached-due", at=due(one))
        case State.SENDING | State.CANCELLED:
            yield say(f"reached-{one.state}")


def sent(one: Reached, newest: int) -> Iterator[Say]:
    at = said_moment(one.sent_at) if one.sent_at else say("broadcast-some-time")
    platform = say(f"reach-{one.platform}") if one.platform else say("somewhere")
    yield say("reached-sent", platform=platform, at=at, version=one.version)
    yield from by_second(one)
    if one.repeated:
        yield say("reached-repeated")
    if one.recalled_at:
        yield say("reached-recalled", at=said_moment(one.recalled_at))
    if one.acked_at:
        key = "reached-acknowledged-earlier" if one.acknowledged_before(newest) else "reached-acknowledged"
        yield say(key, at=said_moment(one.acked_at))


def by_second(one: Reached) -> Iterator[Say]:
    """Why the first channel did not do, also where the second was no better."""
    if one.first_cause:
        yield say("reached-second", reason=reason(one.first_cause))


def due(one: Reached) -> Say:
    return said_moment(one.due_at) if one.due_at else say("broadcast-some-time")
