"""What has happened on a floor, said in a few words."""

from collections.abc import Iterator
from datetime import timedelta

from bot.cards import Say, say
from bot.domain.floor.entry import Kind, Motion
from bot.domain.floor.log import Line
from dialogs.facts import delegation, listed
from dialogs.floor.words import clock, length

OF_ONE = frozenset({"moved", "swap-offered"})
"""Which name another delegation only to say before whom, or to whom."""
ON_PAPER = timedelta(minutes=1)


def happened(one: Line) -> Say:
    """With what is to be known of it, and the reason behind it where there is one."""
    if one.back:
        return say("floor-log-undone", what=happened(one.back))
    reason = str(one.detail.get("reason") or one.detail.get("ruling") or "")
    done = Say(f"floor-log-{one.what}{how(one, reason)}", {"who": who(one), "reason": reason, **figures(one)})
    for part in more(one):
        done = say("floor-log-with", done=done, more=part)
    said = one.what == "called" or not reason
    return done if said else say("floor-log-because", done=done, reason=reason)


def how(one: Line, reason: str) -> str:
    """Where the same is said in other words."""
    match one.what:
        case "requested" if one.asked and one.asked.kind is not Kind.STATEMENT:
            return "-as"
        case "called" if one.detail.get("out_of_order"):
            return "-out-of-order-because" if reason else "-out-of-order"
        case "passed" if one.detail.get("final"):
            return "-twice"
        case "ended" if one.detail.get("cut_off"):
            return "-by-chair"
        case "readied" if not one.detail.get("ready"):
            return "-not"
        case "swap-offered" if len(one.delegations) == 1:
            return "-not"
        case "moved" if len(one.delegations) > 1:
            return "-before"
        case "detailed" if any(changed(one)):
            return "-to"
    return ""


def who(one: Line) -> Say | str:
    named = one.delegations[:1] if one.what in OF_ONE else one.delegations
    return listed(delegation(of) for of in named) or ""


def figures(one: Line) -> dict[str, str | int | Say]:
    """Item, limit, the other delegation, the kind and what was changed, as far as it has them."""
    found: dict[str, str | int | Say] = {"item": str(one.detail.get("item", ""))}
    if one.what in OF_ONE and len(one.delegations) > 1:
        found["other"] = delegation(one.delegations[1])
    if isinstance(seconds := one.detail.get("limit_s"), int):
        found["limit"] = length(seconds)
    if one.asked:
        found["kind"] = kind(one.asked.kind)
    if changes := listed(changed(one)):
        found["changes"] = changes
    return found


def more(one: Line) -> Iterator[Say]:
    match one.what:
        case "requested":
            yield from of_request(one)
        case "called" if one.was and one.was.kind is not Kind.STATEMENT:
            yield kind(one.was.kind)


def of_request(one: Line) -> Iterator[Say]:
    """What sets it apart from others."""
    asked = one.asked
    if asked is None:
        return
    if asked.motion is not Motion.NONE:
        yield say(f"floor-log-motion-{asked.motion}")
    if asked.after:
        yield say("floor-log-again")
    if asked.group:
        yield say("desk-on-behalf", group=asked.group)
    if asked.late:
        yield say("desk-late")
    if one.moderator:
        yield say("floor-log-at-desk" if asked.source == "desk" else "floor-log-by-moderator")
        if one.at - asked.at >= ON_PAPER:
            yield say("floor-log-on-paper", at=clock(asked.at, exact=True))


def changed(one: Line) -> Iterator[Say]:
    """As it reads now; what is private is left out."""
    now, was = one.asked, one.was
    if one.what != "detailed" or now is None or was is None:
        return
    if now.kind is not was.kind:
        yield kind(now.kind)
    if now.motion is not was.motion and now.motion is not Motion.NONE:
        yield say(f"floor-log-motion-{now.motion}")
    if now.mode is not was.mode:
        yield say(f"floor-log-mode-{now.mode}")
    if now.group != was.group and now.group:
        yield say("desk-on-behalf", group=now.group)
    if now.speaker != was.speaker and now.speaker:
        yield say("floor-log-speaker", speaker=now.speaker)


def kind(of: Kind) -> Say:
    return say(f"floor-log-kind-{of}")
