"""A line of a broadcast's report in plain words: what has become of it, and what can be done; pure."""

from collections.abc import Callable, Iterator, Mapping

from bot.cards import Say, say
from bot.dialog import said_moment
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Reached
from bot.domain.delivery.state import WAITING, State
from dialogs.broadcast.causes import next_step, reason
from dialogs.facts import typed

CHANNELS = frozenset({"teams", "slack", "email", "playground"})
REASONED = frozenset({State.FAILED, State.EXPIRED, State.SUPPRESSED, State.RETRY, State.PARKED})
BY_STATE = {
    State.RETRY: "next-nothing",
    State.UNCERTAIN: "next-nothing",
    State.PARKED: "next-ask",
    State.EXPIRED: "next-otherwise",
}
"""Where it is not the cause that says what to do."""
Chosen = Callable[[Reached], bool]


def silent(one: Reached) -> bool:
    return one.state is State.SENT and not one.acked_at and not one.recalled_at


def of_state(state: State) -> Chosen:
    return lambda one: one.state is state


CHOICES: Mapping[str, Chosen] = {**{str(one): of_state(one) for one in State}, "silent": silent}
"""Lines that can be looked at alone."""


def channel(one: Reached) -> Say:
    if one.platform in CHANNELS:
        return say(f"reach-{one.platform}")
    return typed(one.platform) or say("report-nothing")


def delegation(one: Reached) -> Say:
    return say("delegation", id=one.delegation) if one.delegation else say("report-nothing")


def state(one: Reached) -> Say:
    """Taken back is said first: it is what stands now."""
    return say("report-recalled") if one.recalled_at else say(f"report-{one.state}")


def details(one: Reached, newest: int) -> Iterator[Say]:
    """Why, and what else is to be known of how it went."""
    if one.first_cause:
        yield say("report-second", reason=reason(one.first_cause))
    if one.cause and one.state in REASONED:
        yield reason(one.cause)
    if one.repeated:
        yield say("report-repeated")
    if one.state is State.SENT and 0 < one.version < newest:
        yield say("report-older", version=one.version)


def time(one: Reached) -> Say | None:
    """When it was sent, or is to be."""
    if one.sent_at:
        return said_moment(one.sent_at)
    return say("report-due-at", at=said_moment(one.due_at)) if one.due_at and one.state in WAITING else None


def acknowledged(one: Reached, of: Broadcast) -> Say | None:
    if one.acked_at:
        at = said_moment(one.acked_at)
        return say("report-acknowledged-earlier", at=at) if one.acknowledged_before(of.sent_version) else at
    return say("report-not-acknowledged") if of.needs_ack and silent(one) else None


def next_for(one: Reached, of: Broadcast) -> Say | None:
    """None where nothing is left to do."""
    if one.state in BY_STATE:
        return say(BY_STATE[one.state])
    if one.state in REASONED and one.cause:
        return next_step(one.cause)
    if of.needs_ack and silent(one) and not of.recalled_at:
        return say("report-next-remind")
    return next_step(one.first_cause) if one.first_cause else None
