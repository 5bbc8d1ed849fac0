"""The floor read event by event, in pieces or at one go is the same; what was read stays as it was."""

from collections.abc import Callable, MutableMapping, MutableSequence
from datetime import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.floor.command import (
    CarryOver,
    Close,
    Continue,
    Defer,
    End,
    Interleave,
    Interrupt,
    Limit,
    Move,
    Open,
    Pass,
    Pause,
    Release,
    Resume,
    Return,
    Start,
    Suspend,
    Undo,
    Wish,
    Withdraw,
)
from bot.domain.floor.entry import Entry, Kind, ListName, Mode, State
from bot.domain.floor.event import Event, Undone
from bot.domain.floor.floor import begun_again, folded, newest, waiting
from tests.domain.floor.story import Story, opened

DELEGATIONS = ("FJI", "MYS", "CHN", "THA")
ON_ONE: tuple[Callable[[str], Wish], ...] = (
    Start,
    Pause,
    Resume,
    End,
    Pass,
    Interrupt,
    Return,
    Withdraw,
    Defer,
    lambda entry: Move(entry, None),
    lambda entry: CarryOver((entry,), "3"),
    lambda entry: Release((entry,), "no time"),
)
ON_ITEM: tuple[Callable[[str], Wish], ...] = (
    lambda item: Open(item, ""),
    lambda item: Close(item, ""),
    lambda item: Suspend(item, ""),
    lambda item: Continue(item, ""),
    lambda item: Limit(item, 180, 0),
)


def played(steps: list[tuple[int, int]]) -> Story:
    """Whatever is refused is left out; each step takes a minute."""
    story = opened()
    for what, whom in steps:
        story.after(60)
        story.sends(wish(story, what, whom))
    return story


def wish(story: Story, what: int, whom: int) -> Wish:
    entries = list(story.floor.entries)
    last = newest(story.floor)
    choice = what % 8
    if choice < 2 or not entries:
        kind = (Kind.STATEMENT, Kind.STATEMENT, Kind.POINT_OF_ORDER, Kind.QUESTION)[whom % 4]
        mode = (Mode.ROOM, Mode.ONLINE)[whom % 2]
        return story.asking(DELEGATIONS[whom // 4 % 4], kind=kind, mode=mode)
    if choice < 4:
        return story.a_next()
    if choice == 4:
        return Undo(last.number if last else 0)
    if choice == 5:
        return ON_ITEM[whom % len(ON_ITEM)](("2", "3")[whom // 8 % 2])
    if choice == 6 and whom % 3 == 0:
        return Interleave(tuple(story.order()))
    return ON_ONE[whom % len(ON_ONE)](entries[whom // len(ON_ONE) % len(entries)])


STEPS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 127)), max_size=60)


@settings(max_examples=150, deadline=None)
@given(steps=STEPS, cut=st.integers(0, 60))
def test_event_by_event_in_two_pieces_and_at_one_go(steps: list[tuple[int, int]], cut: int) -> None:
    floor = played(steps).floor
    empty = begun_again(floor)
    assert folded(empty, floor.events) == floor
    assert folded(folded(empty, floor.events[:cut]), floor.events[cut:]) == floor


@settings(max_examples=200, deadline=None)
@given(steps=STEPS, what=st.integers(0, 7), whom=st.integers(0, 127))
def test_taking_back_what_was_just_done_leaves_no_trace(
    steps: list[tuple[int, int]], what: int, whom: int
) -> None:
    story = played(steps)
    before, then = story.floor, story.now
    done = story.sends(wish(story, what, whom))
    if not isinstance(done, Event) or isinstance(done.change, Undone):
        return
    story.after(600)
    story.does(Undo(done.number))
    assert (story.floor.items, story.floor.current) == (before.items, before.current)
    assert {of: stopped(entry, story.now) for of, entry in story.floor.entries.items()} == {
        of: stopped(entry, story.now if unmoved(entry, story) else then)
        for of, entry in before.entries.items()
    }


def unmoved(entry: Entry, story: Story) -> bool:
    """Whether its clock was never touched, so that it went on all the while."""
    return story.entry(entry.id).since == entry.since


def stopped(entry: Entry, at: datetime) -> Entry:
    return entry._replace(spoken=entry.elapsed(at), since=None)


def test_nothing_read_before_is_changed_by_what_follows() -> None:
    story = opened("FJI", "MYS")
    before, entry = story.floor, story.entry("FJI")
    story.begins()
    assert (before.version, before.entries["FJI"], entry.state) == (3, entry, State.LISTED)


def test_nothing_outside_changes_a_floor() -> None:
    floor = opened("FJI").floor
    assert not isinstance(floor.entries, MutableMapping)
    assert not isinstance(floor.items, MutableMapping)
    assert not isinstance(floor.events, MutableSequence)


def test_no_further_events_leave_the_very_same_floor() -> None:
    floor = opened("FJI").floor
    assert folded(floor, []) == floor


@settings(max_examples=200, deadline=None)
@given(moves=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 7)), max_size=60))
@example(moves=[(whom, 0) for _ in range(9) for whom in range(6, 0, -1)])
@example(moves=[(at % 2, 6) for at in range(60)])
@example(moves=[(at % 7, 7) for at in range(60)])
def test_whoever_is_moved_before_another_is_right_before_it_whatever_was_moved_earlier(
    moves: list[tuple[int, int]],
) -> None:
    """The second number is a place in the list; the last one its end."""
    story = opened(*"ABCDEFG")
    for who, where in moves:
        order = story.order()
        entry, before = "ABCDEFG"[who], order[where] if where < len(order) else None
        if entry == before:
            continue
        story.does(Move(entry, before))
        order.remove(entry)
        order.insert(order.index(before) if before else len(order), entry)
        assert story.order() == order
    assert max(len(entry.place.step) for entry in story.floor.entries.values()) < 24


def test_a_floor_of_many_events_is_read_as_one() -> None:
    story = opened()
    for number in range(300):
        story.asks(f"D{number:03}")
    listed: list[Entry] = list(waiting(story.floor, "2", ListName.STATEMENTS))
    assert [entry.id for entry in listed] == [f"D{number:03}" for number in range(300)]
