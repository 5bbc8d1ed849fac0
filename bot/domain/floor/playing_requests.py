"""How requests come onto a list, change there and leave it unspoken."""

from datetime import timedelta

from bot.domain.floor import event as happened
from bot.domain.floor.draft import Draft
from bot.domain.floor.entry import Asked, Place, State
from bot.domain.floor.event import Event
from bot.domain.floor.ground import Ground
from bot.domain.floor.order import HEAD, at_head, list_of, natural, right_before
from bot.domain.floor.play import Plays, plays


def _requested(ground: Ground, event: Event, change: happened.Requested) -> None:
    asked, number = change.asked, event.number
    on = list_of(asked, tied=change.tied)
    place = at_head(asked, on, number) if change.head else natural(asked, on, number)
    if change.before:
        place = right_before(ground[change.before].place, number)
    ground.drafts[change.entry] = Draft(change.entry, number, asked, on, place)


def _detailed(ground: Ground, event: Event, change: happened.Detailed) -> None:
    """What changes its class or category goes where it would have stood from the beginning."""
    draft = ground[change.entry]
    before = (draft.list, draft.by_nature())
    draft.asked, draft.list = change.asked, list_of(change.asked, tied=change.tied)
    now = (draft.list, draft.by_nature())
    at_the_head = draft.place.category == HEAD and (now[0], now[1].of) == (before[0], draft.place.of)
    if now != before and not at_the_head:
        draft.goes_to(_as_late(draft, event.number))


def _as_late(draft: Draft, number: int) -> Place:
    """As it stood back or was drawn; who has changed places with another has given up its own."""
    if draft.moved:
        return natural(draft.asked, draft.list, number)
    place = draft.place
    if len(place.step) > 1:
        return draft.by_nature()
    return natural(draft.asked, draft.list, place.number, place.rank, (draft.seat,))


def _written(ground: Ground, event: Event, change: happened.Written) -> None:
    if change.asked is not None:
        on = list_of(change.asked, tied=False)
        place = natural(change.asked, on, event.number)
        ground.drafts[change.entry] = Draft(change.entry, event.number, change.asked, on, place)
    draft = ground[change.entry]
    draft.asked = draft.asked._replace(link=change.link, words=change.words)
    draft.ends(State.WRITTEN, event.at)


def _readied(ground: Ground, _: Event, change: happened.Readied) -> None:
    ground[change.entry].ready = change.ready


def _withdrawn(ground: Ground, event: Event, change: happened.Withdrawn) -> None:
    ground[change.entry].ends(State.WITHDRAWN, event.at)


def _declined(ground: Ground, event: Event, change: happened.Declined) -> None:
    _left(ground[change.entry], event, State.DECLINED, change.reason)


def _released(ground: Ground, event: Event, change: happened.Released) -> None:
    for entry in change.entries:
        _left(ground[entry], event, State.VOID, change.reason)


def _left(draft: Draft, event: Event, as_: State, why: str) -> None:
    draft.ends(as_, event.at)
    draft.why = why


def _carried(ground: Ground, event: Event, change: happened.CarriedOver) -> None:
    for order, entry in enumerate(change.entries):
        draft = ground[entry]
        asked = _for_item(draft, change.item)
        draft.ends(State.CARRIED_OVER, event.at)
        on = list_of(asked, tied=False)
        place = natural(asked, on, event.number, step=(order,))
        ground.drafts[f"{entry}+"] = Draft(f"{entry}+", event.number, asked, on, place, seat=order)


def _for_item(draft: Draft, item: str) -> Asked:
    """Whoever had begun keeps the time that was left."""
    asked = draft.asked._replace(item=item, after=draft.id, late=False)
    if draft.begun_at is None or draft.limit_s is None:
        return asked
    left = timedelta(seconds=draft.limit_s) - draft.spoken
    return asked._replace(allotted_s=max(0, round(left.total_seconds())))


REQUESTS: Plays = dict(
    [
        plays(happened.Requested, _requested),
        plays(happened.Detailed, _detailed),
        plays(happened.Written, _written),
        plays(happened.Readied, _readied),
        plays(happened.Withdrawn, _withdrawn),
        plays(happened.Declined, _declined),
        plays(happened.Released, _released),
        plays(happened.CarriedOver, _carried),
    ]
)
