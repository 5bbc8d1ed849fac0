"""The rules of the floor once more, written from the book and not from the code: slow and plain."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import singledispatch
from hashlib import sha256

from bot.domain.floor import command as c
from bot.domain.floor.entry import (
    LINK_LENGTH,
    NOTE_LENGTH,
    ORDINARY,
    SPEAKER_LENGTH,
    Asked,
    Capacity,
    Kind,
    ListName,
    Mode,
    Motion,
    State,
)
from bot.domain.floor.floor import ListState
from tests.domain.floor.paper import (
    ENDED,
    HEAD,
    NO_LOT,
    OFFICER,
    POINT,
    QUESTION,
    STATEMENT,
    Berth,
    Heading,
    No,
    Sheet,
    Slip,
)

SPOKEN = {State.FINISHED, State.CUT_OFF}
SPEAKS = (State.SPEAKING, State.PAUSED)
UNSPOKEN = (State.LISTED, State.CALLED)
LISTS = (ListName.STATEMENTS, ListName.QUESTIONS, ListName.REPLIES)


@singledispatch
def carry_out(wish: object, sheet: Sheet, by: c.Command, number: int) -> None:
    """Changes the sheet, or raises No."""
    raise TypeError(wish)


def own(sheet: Sheet, entry: str, by: c.Command) -> Slip:
    slip = sheet.slip(entry)
    if not by.moderator and slip.asked.delegation != by.acts_for:
        raise No("not-yours")
    return slip


def needs(fit: object, why: str) -> None:
    if not fit:
        raise No(why)


def is_chair(by: c.Command) -> None:
    needs(by.moderator, "not-a-moderator")


# Requests


@carry_out.register
def _(wish: c.Request, sheet: Sheet, by: c.Command, number: int) -> None:
    asked = wish.asked
    needs(asked.item in sheet.headings, "no-such-item")
    needs(by.moderator or by.acts_for == asked.delegation, "not-yours")
    needs(not any(one.id == wish.entry for one in sheet.slips), "id-taken")
    readable(asked)
    if by.moderator:
        asked = asked._replace(at=min(asked.at, by.received_at))
    else:
        asked = asked._replace(at=by.received_at, by=by.by, allotted_s=None)
    late = taken_now(sheet, asked, by)
    slip = listed(sheet, wish.entry, asked._replace(late=late, after=earlier(sheet, asked)), number)
    if asked.at < by.received_at:
        merge(sheet, slip)


def merge(sheet: Sheet, slip: Slip) -> None:
    """Written down on paper earlier: before the first of its sort who asked later and has not been moved."""
    for entry in sheet.order(slip.item, slip.list):
        other = sheet.slip(entry)
        if other.berth[2:6] == slip.berth[2:6] and not other.moved and other.asked.at > slip.asked.at:
            return sheet.put(slip, other.berth, before=entry)
    return None


def earlier(sheet: Sheet, asked: Asked) -> str:
    """The turn that the delegation has had on this item, the last one of several."""
    mine = [one for one in sheet.slips if one.asked.delegation == asked.delegation and one.begun_at]
    had = [one.id for one in mine if one.item == asked.item and sort(one.asked.kind) == sort(asked.kind)]
    return had[-1] if had else ""


def readable(asked: Asked) -> None:
    needs(len(asked.note) <= NOTE_LENGTH, "note-too-long")
    needs(len(asked.speaker) <= SPEAKER_LENGTH, "speaker-too-long")
    needs(len(asked.link) <= LINK_LENGTH, "link-too-long")


def taken_now(sheet: Sheet, asked: Asked, by: c.Command, but: str = "") -> bool:
    """Whether it is late, where it is taken at all; `but`: the one it is to replace."""
    heading = sheet.heading(asked.item)
    needs(heading.state is not ListState.FINISHED, "finished")
    once(sheet, asked, but)
    reply, point = asked.kind is Kind.RIGHT_OF_REPLY, asked.kind is Kind.POINT_OF_ORDER
    on_the_vote = point and not asked.motion
    needs(by.moderator or on_the_vote or not heading.voting, "voting")
    if heading.state is not ListState.CLOSED or reply or (point and heading.rules.points_when_closed):
        return False
    if heading.closed_at and min(by.received_at, asked.at) < heading.closed_at:
        return False
    needs(by.moderator, "closed")
    return True


def once(sheet: Sheet, asked: Asked, but: str = "") -> None:
    heading = sheet.heading(asked.item)
    mine = [one for one in sheet.slips if one.asked.delegation == asked.delegation]
    mine = [one for one in mine if one.item == asked.item and one.id != but]
    beside = [one for one in mine if sort(one.asked.kind) == sort(asked.kind)]
    waits = [one for one in beside if one.state in {*UNSPOKEN, State.INTERRUPTED}]
    needs(not waits or (asked.kind in ORDINARY and heading.rules.several), "listed-already")
    if asked.kind is Kind.RIGHT_OF_REPLY:
        limits = heading.rules.reply_limits_s if heading.rules.replies else ()
        had = [one for one in beside if one.state not in ENDED or one.state in SPOKEN]
        needs(len(had) < len(limits), "replies-used")


def sort(kind: Kind) -> str:
    return "ordinary" if kind in ORDINARY else kind


def listed(sheet: Sheet, entry: str, asked: Asked, number: int, *, part: int = 0, head: bool = False) -> Slip:
    of = list_for(sheet, asked)
    berth = natural(asked, of, number, part)
    slip = Slip(entry, number, asked, of, at_head(berth, number) if head else berth, part)
    sheet.add(slip)
    return slip


def at_head(berth: Berth, number: int) -> Berth:
    item, of, group, *_ = berth
    return (item, of, group, HEAD, 0, NO_LOT, number, 0)


def list_for(sheet: Sheet, asked: Asked) -> ListName:
    """A question is asked of who has the floor, or else stands on a list of its own."""
    if sheet.list_then:
        return sheet.list_then
    if asked.kind is Kind.RIGHT_OF_REPLY:
        return ListName.REPLIES
    if asked.kind in {Kind.QUESTION, Kind.ANSWER}:
        to = {Kind.STATEMENT} if asked.kind is Kind.QUESTION else ORDINARY
        spoken_to = any(one.item == asked.item and one.asked.kind in to for one in sheet.all(*SPEAKS))
        return ListName.STATEMENTS if spoken_to else ListName.QUESTIONS
    return ListName.STATEMENTS


def natural(asked: Asked, of: ListName, number: int, part: int = 0) -> Berth:
    """Where the rules put it."""
    group, category, level = STATEMENT, asked.category, asked.level
    if asked.kind is Kind.POINT_OF_ORDER:
        group, category = POINT, list(Motion).index(asked.motion)
    elif asked.kind in {Kind.QUESTION, Kind.ANSWER} and of is ListName.STATEMENTS:
        group = QUESTION
    elif of is not ListName.REPLIES and asked.capacity in {Capacity.OFFICER, Capacity.SECRETARIAT}:
        group = OFFICER
    return (asked.item, of, group, category, level, NO_LOT, number, part)


@carry_out.register
def _(wish: c.Withdraw, sheet: Sheet, by: c.Command, number: int) -> None:
    slip = own(sheet, wish.entry, by)
    needs(slip.state in {*UNSPOKEN, State.INTERRUPTED}, "not-waiting")
    slip.end(State.WITHDRAWN, by.at)


@carry_out.register
def _(wish: c.Decline, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(slip.state in {*UNSPOKEN, State.INTERRUPTED}, "not-waiting")
    slip.end(State.DECLINED, by.at)


@carry_out.register
def _(wish: c.Defer, sheet: Sheet, by: c.Command, number: int) -> None:
    slip = own(sheet, wish.entry, by)
    needs(slip.state is State.LISTED, "not-waiting")
    behind_its_own(sheet, slip, number)


def behind_its_own(sheet: Sheet, slip: Slip, number: int) -> None:
    """Behind all of its class and category, of whatever level."""
    item, of, group, category, level, *_ = natural(slip.asked, slip.list, number)
    beside = (one.berth for one in sheet.all(State.LISTED))
    levels = [berth[4] for berth in beside if berth[:4] == (item, of, group, category)]
    sheet.put(slip, (item, of, group, category, max([level, *levels]), NO_LOT, number, 0))
    slip.moved, slip.lot, slip.back = False, NO_LOT, number


@carry_out.register
def _(wish: c.OfferSwap, sheet: Sheet, by: c.Command, number: int) -> None:
    slip = own(sheet, wish.entry, by)
    can_swap(sheet, slip, sheet.slip(wish.other))
    slip.swap, slip.agreed = wish.other, (slip.places, sheet.slip(wish.other).places)


def drop_offers(sheet: Sheet) -> None:
    """A swap is agreed for two places as they were, of two who wait."""
    for slip in sheet.slips:
        if slip.swap:
            other = sheet.slip(slip.swap)
            wait = slip.state is other.state is State.LISTED
            if not wait or slip.agreed != (slip.places, other.places):
                slip.swap = ""


def can_swap(sheet: Sheet, slip: Slip, other: Slip) -> None:
    needs(slip.state is other.state is State.LISTED, "not-waiting")
    needs(slip.asked.delegation != other.asked.delegation, "itself")
    one, two = (natural(each.asked, each.list, 0)[:3] for each in (slip, other))
    needs(one == two, "another-list")


@carry_out.register
def _(wish: c.AnswerSwap, sheet: Sheet, by: c.Command, number: int) -> None:
    slip, other = sheet.slip(wish.entry), sheet.slip(wish.other)
    answers = by.moderator or by.acts_for == other.asked.delegation
    needs(answers or (by.acts_for == slip.asked.delegation and not wish.accepted), "not-yours")
    needs(slip.swap == other.id, "not-offered")
    if wish.accepted:
        can_swap(sheet, slip, other)
        sheet.permute([slip.id, other.id], [other.id, slip.id])
        slip.moved = other.moved = True
    slip.swap = ""


@carry_out.register
def _(wish: c.Detail, sheet: Sheet, by: c.Command, number: int) -> None:
    slip = own(sheet, wish.entry, by)
    needs(slip.state not in ENDED, "ended")
    readable(wish.asked)
    was, asked = slip.asked, wish.asked
    if not by.moderator:
        asked = asked._replace(allotted_s=was.allotted_s)
    if asked.kind is not was.kind:
        needs(slip.state is State.LISTED, "kind-fixed")
        taken_now(sheet, asked, by, but=slip.id)
    if natural(asked, slip.list, 0) != natural(was, slip.list, 0):
        needs(slip.state is State.LISTED, "kind-fixed")
    slip.asked = asked
    relist(sheet, slip, was, number)


def relist(sheet: Sheet, slip: Slip, was: Asked, number: int) -> None:
    """Where it would have stood, had it been asked for so, but as late as its lot or since it stood back.

    Whoever has changed places is as good as new there, and who came back to the head of a class stays there.
    """
    a_question = {was.kind, slip.asked.kind} <= {Kind.QUESTION, Kind.ANSWER}
    of = slip.list if a_question else list_for(sheet, slip.asked)
    berth = natural(slip.asked, of, slip.number, slip.part)
    heads = slip.berth[3] == HEAD and (of, berth[2]) == (slip.list, slip.berth[2])
    if heads or berth == natural(was, slip.list, slip.number, slip.part):
        return
    slip.lot, slip.back = (NO_LOT, number) if slip.moved else (slip.lot, slip.back)
    part = 0 if slip.moved else slip.part
    slip.list, slip.moved = of, False
    sheet.put(slip, (*berth[:5], slip.lot, slip.back or slip.number, part))


@carry_out.register
def _(wish: c.Ready, sheet: Sheet, by: c.Command, number: int) -> None:
    slip = own(sheet, wish.entry, by)
    needs(slip.state in {*UNSPOKEN, State.INTERRUPTED}, "not-waiting")
    slip.ready = wish.ready


@carry_out.register
def _(wish: c.FileInWriting, sheet: Sheet, by: c.Command, number: int) -> None:
    needs(len(wish.link) <= LINK_LENGTH, "link-too-long")
    if wish.asked:
        needs(wish.asked.item in sheet.headings, "no-such-item")
        needs(by.moderator or by.acts_for == wish.asked.delegation, "not-yours")
        needs(not any(one.id == wish.entry for one in sheet.slips), "id-taken")
        asked = wish.asked._replace(after=earlier(sheet, wish.asked))
        slip = listed(sheet, wish.entry, asked, number)
    else:
        slip = own(sheet, wish.entry, by)
        needs(slip.state in {*UNSPOKEN, State.INTERRUPTED}, "not-waiting")
    slip.asked = slip.asked._replace(link=wish.link, words=wish.words)
    slip.end(State.WRITTEN, by.at)


# The speaking turns


def holder(sheet: Sheet) -> str:
    """Who speaks, or else has been called, or else would go on first."""
    for state in (State.SPEAKING, State.CALLED, State.PAUSED):
        for slip in sorted(sheet.all(state), key=takes_floor):
            return slip.id
    return ""


def takes_floor(slip: Slip) -> int:
    """A point of order from everybody, a question to the speaker from the speaker."""
    group = natural(slip.asked, slip.list, 0)[2]
    return {POINT: 0, QUESTION: 1}.get(group, 2)


def queue(sheet: Sheet) -> list[str]:
    """All that wait on the current item, list by list."""
    return [entry for of in LISTS for entry in sheet.order(sheet.current, of)]


@carry_out.register
def _(wish: c.Next, sheet: Sheet, by: c.Command, number: int) -> None:
    """Whether whoever is called stood first when the Chair looked is for the clerk to know."""
    is_chair(by)
    needs(wish.speaker == holder(sheet), "stale")
    needs(queue(sheet), "nobody-waits")
    needs(wish.calls in queue(sheet), "stale")
    called(sheet, sheet.slip(wish.calls), by, number, in_vain=True)


@carry_out.register
def _(wish: c.Call, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(wish.speaker == holder(sheet), "stale")
    needs(slip.state is State.LISTED, "not-waiting")
    called(sheet, slip, by, number)


def called(
    sheet: Sheet, slip: Slip, by: c.Command, number: int, *, begins: bool = False, in_vain: bool = False
) -> None:
    heading = sheet.heading(slip.item)
    needs(not heading.suspended, "suspended")
    make_way(sheet, slip, by.at, number, in_vain=in_vain)
    slip.state, slip.called_at = State.CALLED, by.at
    sheet.current = slip.item
    if begins or heading.rules.starts_at_once:
        begin(sheet, slip, by.at)


def make_way(sheet: Sheet, to: Slip, at: datetime, number: int, *, in_vain: bool = True) -> None:
    """Who speaks or is paused has spoken; a point of order or question lets the speaker go on afterwards.

    `in_vain`: whoever had been called was waited for; else the Chair only wants somebody else first.
    """
    for one in sheet.all(State.SPEAKING, State.PAUSED):
        if takes_floor(one) > takes_floor(to):
            one.stop(at)
            one.state = State.PAUSED
        else:
            one.end(State.FINISHED, at)
    for one in sheet.all(State.CALLED):
        if one is to:
            continue
        if takes_floor(one) > takes_floor(to) or not in_vain:
            back_at_head(sheet, one, number)
        else:
            passed(sheet, one, at, number)


def back_at_head(sheet: Sheet, slip: Slip, number: int) -> None:
    slip.state, slip.called_at, slip.moved = State.LISTED, None, False
    slip.lot, slip.back = NO_LOT, number
    sheet.put(slip, at_head(natural(slip.asked, slip.list, number), number))


def begin(sheet: Sheet, slip: Slip, at: datetime) -> None:
    if not slip.begun_at:
        slip.limit_s, slip.begun_at = limit(sheet, slip), at
    slip.state, slip.runs_from = State.SPEAKING, at


def limit(sheet: Sheet, slip: Slip) -> int:
    heading = sheet.heading(slip.item)
    if slip.asked.allotted_s is not None:
        return slip.asked.allotted_s
    if slip.asked.kind is Kind.POINT_OF_ORDER:
        return heading.rules.point_limit_s
    if slip.asked.kind is Kind.RIGHT_OF_REPLY:
        mine = [one for one in sheet.slips if one.asked.delegation == slip.asked.delegation]
        replies = [one for one in mine if (one.item, one.list) == (slip.item, slip.list)]
        earlier = [one for one in replies if one.begun_at]
        limits = heading.rules.reply_limits_s
        return limits[min(len(earlier), len(limits) - 1)] if limits else heading.limit_s
    return heading.limit_s


def passed(sheet: Sheet, slip: Slip, at: datetime, number: int) -> None:
    slip.passes += 1
    slip.ready = False
    if slip.passes > 1:
        return slip.end(State.NOT_TAKEN, at)
    behind_its_own(sheet, slip, number)
    slip.state, slip.called_at = State.LISTED, None
    return None


@carry_out.register
def _(wish: c.Start, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(slip.state in UNSPOKEN, "not-waiting")
    needs(wish.saw in {"", slip.state}, "stands-otherwise")
    needs(not sheet.heading(slip.item).suspended, "suspended")
    if slip.state is State.LISTED:
        return called(sheet, slip, by, number, begins=True)
    make_way(sheet, slip, by.at, number)
    return begin(sheet, slip, by.at)


@carry_out.register
def _(wish: c.Pause, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(slip.state is State.SPEAKING, "not-speaking")
    slip.stop(by.at)
    slip.state = State.PAUSED


@carry_out.register
def _(wish: c.Resume, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(slip.state is State.PAUSED, "not-paused")
    needs(not sheet.heading(slip.item).suspended, "suspended")
    for one in sheet.all(State.SPEAKING, State.PAUSED):
        if takes_floor(one) < takes_floor(slip):
            one.end(State.FINISHED, by.at)
    needs(not sheet.all(State.SPEAKING), "another-speaks")
    for one in sheet.all(State.CALLED):
        back_at_head(sheet, one, number)
    begin(sheet, slip, by.at)


@carry_out.register
def _(wish: c.End, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(slip.state is State.SPEAKING, "not-speaking")
    slip.end(State.CUT_OFF if wish.cut_off else State.FINISHED, by.at)


@carry_out.register
def _(wish: c.Pass, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(slip.state is State.CALLED, "not-called")
    passed(sheet, slip, by.at, number)


@carry_out.register
def _(wish: c.Interrupt, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(slip.state in SPEAKS, "not-speaking")
    slip.stop(by.at)
    slip.state, slip.ready = State.INTERRUPTED, False


@carry_out.register
def _(wish: c.Return, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(slip.state is State.INTERRUPTED, "not-interrupted")
    back_at_head(sheet, slip, number)


@carry_out.register
def _(wish: c.CallBack, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    ended = sheet.slip(wish.ended)
    needs(ended.state in ENDED, "not-ended")
    needs(not any(one.id == wish.entry for one in sheet.slips), "id-taken")
    asked = ended.asked._replace(after=ended.id, at=by.received_at, by=by.by, late=False)
    taken_now(sheet, asked, by)
    listed(sheet, wish.entry, asked, number, head=True)


@carry_out.register
def _(wish: c.Rule, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(slip.asked.kind is Kind.POINT_OF_ORDER, "no-point-of-order")
    slip.ruling = wish.ruling


# The list as a whole


def as_seen(sheet: Sheet, item: str, saw: str, by: c.Command) -> Heading:
    is_chair(by)
    heading = sheet.heading(item)
    needs(saw in {"", heading.state.value}, "stale")
    return heading


@carry_out.register
def _(wish: c.Open, sheet: Sheet, by: c.Command, number: int) -> None:
    heading = as_seen(sheet, wish.item, wish.saw, by)
    needs(heading.state is not ListState.FINISHED, "finished")
    goes_there = heading.state is not ListState.INSCRIPTION and sheet.current != wish.item
    needs(goes_there or heading.state is not ListState.OPEN, "open-already")
    if not goes_there:
        heading.state, heading.closed_at = ListState.OPEN, None
    sheet.current = wish.item


@carry_out.register
def _(wish: c.Close, sheet: Sheet, by: c.Command, number: int) -> None:
    heading = as_seen(sheet, wish.item, wish.saw, by)
    needs(heading.state in {ListState.INSCRIPTION, ListState.OPEN}, "not-now")
    heading.state, heading.closed_at = ListState.CLOSED, by.at


@carry_out.register
def _(wish: c.Finish, sheet: Sheet, by: c.Command, number: int) -> None:
    heading = as_seen(sheet, wish.item, wish.saw, by)
    needs(heading.state is not ListState.FINISHED, "not-now")
    needs(not any(one.item == wish.item for one in sheet.slips if one.state not in ENDED), "some-wait")
    heading.state, heading.voting = ListState.FINISHED, False


@carry_out.register
def _(wish: c.Suspend, sheet: Sheet, by: c.Command, number: int) -> None:
    heading = as_seen(sheet, wish.item, wish.saw, by)
    needs(not heading.suspended, "not-now")
    heading.suspended = True
    for slip in sheet.all(State.SPEAKING):
        if slip.item == wish.item:
            slip.stop(by.at)


@carry_out.register
def _(wish: c.Continue, sheet: Sheet, by: c.Command, number: int) -> None:
    heading = as_seen(sheet, wish.item, wish.saw, by)
    needs(heading.suspended, "not-now")
    heading.suspended = False
    for slip in sheet.all(State.SPEAKING):
        if slip.item == wish.item:
            slip.runs_from = by.at


@carry_out.register
def _(wish: c.Vote, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    heading = sheet.heading(wish.item)
    needs(heading.voting is not wish.begins, "not-now")
    heading.voting = wish.begins


@carry_out.register
def _(wish: c.Move, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    slip = sheet.slip(wish.entry)
    needs(slip.state is State.LISTED, "not-waiting")
    if wish.before is None:
        *_, last = sheet.order(slip.item, slip.list)
        if last != slip.id:
            sheet.put(slip, sheet.slip(last).berth)
            slip.places += 1
    else:
        other = sheet.slip(wish.before)
        needs(other is not slip, "itself")
        needs(other.state is State.LISTED, "not-waiting")
        needs((slip.item, slip.list) == (other.item, other.list), "another-list")
        sheet.put(slip, other.berth, before=other.id)
    slip.moved = True


def named(sheet: Sheet, entries: tuple[str, ...], *states: State) -> list[Slip]:
    """Each once, and all of them as they must stand."""
    slips = [sheet.slip(entry) for entry in dict.fromkeys(entries)]
    needs(slips, "nobody")
    needs(all(one.state in states for one in slips), "not-waiting")
    return slips


@carry_out.register
def _(wish: c.Limit, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    heading = sheet.heading(wish.item)
    needs(wish.saw in {0, heading.limit_s}, "stale")
    needs(0 < wish.limit_s <= 36_000, "no-time")
    heading.limit_s = wish.limit_s


@carry_out.register
def _(wish: c.CarryOver, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    needs(sheet.heading(wish.item).state is not ListState.FINISHED, "finished")
    slips = named(sheet, wish.entries, State.LISTED, State.INTERRUPTED)
    needs(all(one.item != wish.item for one in slips), "same-item")
    for part, slip in enumerate(in_order(sheet, slips)):
        asked = slip.asked._replace(item=wish.item, after=slip.id, late=False)
        if slip.begun_at and slip.limit_s:
            left = timedelta(seconds=slip.limit_s) - slip.heard
            asked = asked._replace(allotted_s=max(0, round(left.total_seconds())))
        slip.end(State.CARRIED_OVER, by.at)
        if asked.kind is not Kind.RIGHT_OF_REPLY:
            once(sheet, asked)
        listed(sheet, f"{slip.id}+", asked, number, part=part)


def in_order(sheet: Sheet, slips: list[Slip]) -> list[Slip]:
    """Those who were interrupted before all others."""
    lost = [one for one in slips if one.state is State.INTERRUPTED]
    items = {(one.item, of) for one in slips for of in LISTS}
    order = [entry for item, of in sorted(items) for entry in sheet.order(item, of)]
    return [*lost, *sorted((one for one in slips if one not in lost), key=lambda one: order.index(one.id))]


@carry_out.register
def _(wish: c.Release, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    for slip in named(sheet, wish.entries, State.LISTED, State.INTERRUPTED):
        slip.end(State.VOID, by.at)


def of_one_list(sheet: Sheet, entries: tuple[str, ...]) -> list[Slip]:
    slips = named(sheet, entries, State.LISTED)
    needs(len({(one.item, one.list) for one in slips}) == 1, "another-list")
    return slips


@carry_out.register
def _(wish: c.Interleave, sheet: Sheet, by: c.Command, number: int) -> None:
    """Preconditions alone: who goes first where both sides are even is for the caller to say."""
    is_chair(by)
    of_one_list(sheet, wish.entries)


@carry_out.register
def _(wish: c.DrawLots, sheet: Sheet, by: c.Command, number: int) -> None:
    is_chair(by)
    for lot, slip in enumerate(
        sorted(of_one_list(sheet, wish.entries), key=lambda one: ticket(wish.seed, one))
    ):
        sheet.put(slip, (*natural(slip.asked, slip.list, 0)[:5], lot, slip.number, slip.part))
        slip.moved, slip.lot, slip.back = False, lot, 0


def ticket(seed: str, slip: Slip) -> tuple[str, str]:
    return sha256(f"{seed}:{slip.asked.delegation}".encode()).hexdigest(), slip.id


# The clerk


@dataclass
class Done:
    """One line of the book with the sheet as it was before it and after it."""

    number: int
    command: c.Command
    before: Sheet
    after: Sheet
    taken_back: bool = False

    @property
    def touched(self) -> set[str]:
        """Whom it changed, and whom it spoke of."""
        old, wish = {one.id: one for one in self.before.slips}, self.command.wish
        spoken_of = {getattr(wish, "entry", ""), getattr(wish, "other", "")} - {""}
        return spoken_of | {one.id for one in self.after.slips if old.get(one.id) != one}

    @property
    def made(self) -> bool:
        return len(self.after.slips) > len(self.before.slips)

    @property
    def begins(self) -> bool:
        spoke = {one.id for one in self.before.all(State.SPEAKING)}
        starts = isinstance(self.command.wish, c.Start | c.Next | c.Call)
        return starts and any(one.id not in spoke for one in self.after.all(State.SPEAKING))


@dataclass
class Naive:
    sheet: Sheet
    book: list[Done] = field(default_factory=list)

    def carried_out(
        self, command: c.Command, order: tuple[str, ...] = (), *, granted: bool = False
    ) -> str | None:
        """Empty when done, None when that had been before, else why not.

        `order`, `granted`: what was decided where the rules leave it open.
        """
        if any(line.command.key == command.key for line in self.book):
            return None
        last = self.book[-1].command.at if self.book else command.at
        try:
            self.write(replace(command, at=max(command.at, last)), order, granted=granted)
        except No as no:
            return str(no)
        return ""

    def write(self, command: c.Command, order: tuple[str, ...], *, granted: bool) -> None:
        before, wish = deepcopy(self.sheet), command.wish
        if isinstance(wish, c.Next):
            needs(self.stood_first(wish) or (granted and self.had_stood_first(wish)), "stale")
        if isinstance(wish, c.Undo):
            after = self.undone(wish.of, command)
        else:
            after = deepcopy(self.sheet)
            carry_out(wish, after, command, len(self.book) + 1)
        if isinstance(wish, c.Interleave) and order:
            interleave(after, wish, order)
        drop_offers(after)
        self.sheet = after
        self.book.append(Done(len(self.book) + 1, command, before, deepcopy(after)))

    def stood_first(self, wish: c.Next) -> bool:
        return queue(self.sheet)[:1] == [wish.calls] or not queue(self.sheet)

    def had_stood_first(self, wish: c.Next) -> bool:
        """At some time at which whoever stands before it now was not there, for a newcomer stops nobody."""
        for line in self.book:
            was = line.after
            there = {one.id for one in was.slips}
            seen = [entry for entry in queue(self.sheet) if entry in there]
            if (holder(was), queue(was)[:1], seen[:1]) == (wish.speaker, [wish.calls], [wish.calls]):
                return True
        return False

    def not_taken_back(self) -> list[Done]:
        lines = [line for line in self.book if not isinstance(line.command.wish, c.Undo)]
        return [line for line in lines if not line.taken_back]

    def undone(self, of: int, command: c.Command) -> Sheet:
        """What delegations have done since is kept, and so must still be possible without it."""
        is_chair(command)
        stands = self.not_taken_back()
        target = next((line for line in stands if line.number == of), None)
        if target is None:
            raise No("stale")
        newer = [line for line in stands if line.number > of]
        alone = target.made or not target.command.moderator
        for line in newer:
            needs(not line.command.moderator, "stale")
            needs(not (alone and line.touched & target.touched), "stale")
        self.not_too_far(of)
        sheet = deepcopy(target.before)
        self.set_clock(sheet, target, command.at)
        copies = [kept(line, sheet) for line in newer]
        target.taken_back = True
        for line, copy in zip(newer, copies, strict=True):
            line.before, line.after = copy
        return sheet

    def not_too_far(self, of: int) -> None:
        """Not up to the start before the last, whether that last one stands or not."""
        begins = [line for line in self.book if line.begins]
        before = [line.number for line in begins[:-1] if not line.taken_back]
        needs(not before or of > before[-1], "too-far")

    def set_clock(self, sheet: Sheet, target: Done, at: datetime) -> None:
        """Who spoke then speaks on, with the clock of now where it never stood, else without the gap."""
        for slip in sheet.slips:
            if slip.runs_from:
                now = self.sheet.slip(slip.id)
                runs_on = now.runs_from is not None
                slip.heard = now.heard if runs_on else slip.elapsed(target.command.at)
                slip.runs_from = now.runs_from if runs_on else at


def kept(line: Done, sheet: Sheet) -> tuple[Sheet, Sheet]:
    """What a delegation did meanwhile, once more on the sheet brought back, which it changes."""
    before, wish = deepcopy(sheet), line.command.wish
    if line.made:
        slip = deepcopy(next(one for one in line.after.slips if one.number == line.number))
        if slip.state is State.LISTED:
            once(sheet, slip.asked)
        sheet.add(slip)
    else:
        sheet.list_then = line.after.slip(wish.entry).list if isinstance(wish, c.Detail) else None
        carry_out(wish, sheet, replace(line.command, moderator=True), line.number)
        sheet.list_then = None
    drop_offers(sheet)
    return before, deepcopy(sheet)


def interleave(sheet: Sheet, wish: c.Interleave, order: tuple[str, ...]) -> None:
    """Within class, category and level, each is of the side that has had fewer turns, if it has anybody."""
    assert sorted(order) == sorted(dict.fromkeys(wish.entries))
    first = sheet.slip(order[0])
    beside = [one for one in sheet.slips if (one.item, one.list) == (first.item, first.list)]
    turns = Counter(
        one.asked.mode is Mode.ONLINE for one in beside if one.begun_at or one.state is State.CALLED
    )
    listed = [entry for entry in sheet.order(first.item, first.list) if entry in order]
    berths = [sheet.slip(entry).berth[2:5] for entry in listed]
    assert [sheet.slip(entry).berth[2:5] for entry in order] == berths
    for at, entry in enumerate(order):
        rest = [one for one, berth in zip(order, berths, strict=True) if berth == berths[at]]
        sides = {sheet.slip(one).asked.mode is Mode.ONLINE for one in rest if one in order[at:]}
        side = sheet.slip(entry).asked.mode is Mode.ONLINE
        assert all(turns[side] <= turns[other] for other in sides), "the side with fewer turns is next"
        turns[side] += 1
    sheet.permute(listed, list(order))
    for old, new in zip(listed, order, strict=True):
        sheet.slip(new).moved |= old != new
