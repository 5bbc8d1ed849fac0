"""Taking back the newest, again and again; the clock goes on from where it was, the gap not counted."""

import pytest

from bot.domain.floor.command import (
    CarryOver,
    Close,
    Continue,
    Defer,
    Detail,
    End,
    Finish,
    Interrupt,
    Limit,
    Move,
    OfferSwap,
    Pass,
    Pause,
    Ready,
    Release,
    Resume,
    Start,
    Suspend,
    Undo,
    Withdraw,
)
from bot.domain.floor.entry import Kind
from bot.domain.floor.floor import Rules, newest
from tests.domain.floor.story import Story, opened

POINT = Kind.POINT_OF_ORDER


def last(story: Story) -> int:
    event = newest(story.floor)
    assert event is not None
    return event.number


def test_after_a_mistaken_next_the_former_speaker_speaks_on_with_the_time_it_had() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.begins()
    story.after(120)
    story.next()
    story.after(15)
    story.undoes()
    assert (story.has_floor(), story.spoken("FJI")) == ("FJI speaking", 120)
    story.after(30)
    assert (story.spoken("FJI"), story.order()) == (150, ["MYS", "CHN"])


def test_the_same_where_next_starts_the_clock_at_once() -> None:
    story = opened("FJI", "MYS", rules=Rules(starts_at_once=True))
    story.next()
    story.after(100)
    story.next()
    story.after(10)
    story.undoes()
    story.after(1)
    assert (story.has_floor(), story.spoken("FJI"), story.order()) == ("FJI speaking", 101, ["MYS"])
    assert story.entry("MYS").limit_s is None


def test_start_and_next_are_taken_back_one_after_the_other() -> None:
    story = opened("FJI", "MYS")
    story.begins()
    story.after(100)
    story.next()
    story.after(5)
    story.starts("MYS")
    story.after(5)
    story.undoes()
    assert (story.has_floor(), story.spoken("MYS")) == ("MYS called", 0)
    story.after(5)
    story.undoes()
    assert (story.has_floor(), story.spoken("FJI"), story.entry("FJI").ended_at) == (
        "FJI speaking",
        100,
        None,
    )


@pytest.mark.parametrize("stop", [Pause("FJI"), End("FJI"), Interrupt("FJI"), Suspend("2", "open")])
def test_whatever_stopped_the_clock_by_mistake(stop: Pause | End | Interrupt | Suspend) -> None:
    story = opened("FJI", "MYS")
    story.begins()
    story.after(60)
    story.does(stop)
    story.after(40)
    story.undoes()
    story.after(7)
    assert (story.has_floor(), story.spoken("FJI")) == ("FJI speaking", 67)


@pytest.mark.parametrize("stop", [Pause("FJI"), Suspend("2", "open")])
def test_a_speaker_who_went_on_by_mistake_stands_again_as_before(stop: Pause | Suspend) -> None:
    story = opened("FJI")
    story.begins()
    story.after(60)
    story.does(stop)
    story.does(Resume("FJI") if isinstance(stop, Pause) else Continue("2", "open"))
    story.after(40)
    story.undoes()
    story.after(40)
    assert story.spoken("FJI") == 60


def test_what_does_not_touch_the_clock_is_taken_back_without_touching_it() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.begins()
    story.after(60)
    story.does(Move("CHN", "MYS"))
    story.after(10)
    story.undoes()
    story.after(10)
    assert (story.spoken("FJI"), story.entry("FJI").segments, story.order()) == (80, 1, ["MYS", "CHN"])


def test_a_chain_through_pause_resume_and_next_comes_back_exactly() -> None:
    story = opened("FJI", "MYS")
    story.begins()
    story.after(10)
    story.does(Pause("FJI"))
    story.after(10)
    story.does(Resume("FJI"))
    story.after(10)
    story.next()
    seen = []
    for _ in range(3):
        story.after(10)
        story.undoes()
        seen.append((story.has_floor(), story.spoken("FJI")))
    assert seen == [("FJI speaking", 20), ("FJI paused", 10), ("FJI speaking", 10)]
    story.after(5)
    assert story.spoken("FJI") == 15


def test_the_gap_stays_uncounted_when_older_things_are_taken_back_after_it() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.begins()
    story.does(Limit("2", 180, saw=420))
    story.after(60)
    story.next()
    story.after(100)
    story.undoes()
    story.after(5)
    story.undoes()
    story.after(5)
    assert (story.spoken("FJI"), story.floor.items["2"].limit_s) == (70, 420)


# How far back


def test_it_goes_back_to_the_start_before_the_last_and_no_further() -> None:
    story = opened("A", "B", "C", "D")
    story.begins()
    story.begins()
    story.does(Move("D", "C"))
    story.begins()
    for expected in ("D called", "B speaking", "B speaking"):
        story.undoes()
        assert story.has_floor() == expected
    assert story.order() == ["C", "D"]
    assert story.refused(Undo(last(story))) == {"why": "floor-undo-too-old"}


def test_a_start_taken_back_does_not_open_the_way_to_older_ones() -> None:
    story = opened("A", "B", "C")
    story.begins()
    story.begins()
    story.undoes()
    story.starts("B")
    story.undoes()
    story.undoes()
    assert story.has_floor() == "A speaking"
    assert story.refused(Undo(last(story))) == {"why": "floor-undo-too-old"}


def test_before_anybody_has_begun_all_can_be_taken_back() -> None:
    story = Story()
    story.asks("A")
    story.opens()
    story.undoes()
    story.undoes()
    assert (story.order(), story.floor.items["2"].state, story.floor.current) == ([], "inscription", "")
    assert newest(story.floor) is None
    assert story.refused(Undo(1))["why"] == "floor-undone-already"
    assert story.refused(Undo(9))["why"] == "floor-nothing-to-undo"


def test_an_undo_is_not_undone() -> None:
    story = opened("A", "B")
    story.does(Move("B", "A"))
    story.undoes()
    assert story.refused(Undo(story.floor.version))["why"] == "floor-nothing-to-undo"


def test_the_log_keeps_what_was_taken_back() -> None:
    story = opened("A", "B")
    story.does(Move("B", "A"))
    number = story.floor.version
    story.undoes()
    assert [event.number for event in story.floor.events] == [1, 2, 3, 4, 5]
    assert newest(story.floor) == story.floor.events[2]
    assert story.refused(Undo(number))["why"] == "floor-undone-already"


# Of whoever, and what came since


def test_it_takes_back_what_a_delegation_did() -> None:
    story = opened("A", "B")
    story.does(Withdraw("A"), "A")
    story.undoes()
    assert story.order() == ["A", "B"]


def test_requests_that_came_since_are_kept() -> None:
    story = opened("A", "B")
    story.begins()
    story.next()
    mistaken = last(story)
    story.after(3)
    story.asks("C")
    story.does(Ready("B"), "B")
    story.does(Undo(mistaken))
    assert (story.has_floor(), story.order(), story.entry("B").ready) == ("A speaking", ["B", "C"], True)


def test_another_chairs_newer_command_comes_first() -> None:
    story = opened("A", "B", "C")
    story.does(Move("C", "A"))
    moved = last(story)
    story.does(Close("2", "open"))
    assert story.refused(Undo(moved)) == {"why": "floor-stale-undo"}
    story.undoes()
    story.does(Undo(moved))
    assert (story.order(), story.floor.items["2"].state) == (["A", "B", "C"], "open")


def test_two_chairs_press_undo_and_one_thing_is_undone() -> None:
    story = opened("A", "B", "C")
    story.does(Move("C", "A"))
    seen = Undo(last(story))
    story.does(seen)
    assert story.refused(seen) == {"why": "floor-undone-already"}
    assert story.order() == ["A", "B", "C"]


def test_what_a_delegation_built_on_is_taken_back_first() -> None:
    story = opened("A", "B")
    added = story.adds("C")
    number = last(story)
    story.does(Detail(added, story.entry(added).asked._replace(speaker="Ms Li")), "C")
    assert story.refused(Undo(number)) == {"why": "floor-stale-undo"}
    story.does(OfferSwap("A", "B"), "A")
    offer = last(story)
    story.does(Defer("A"), "A")
    assert story.refused(Undo(offer)) == {"why": "floor-stale-undo"}


def test_only_moderators_undo() -> None:
    story = opened("A")
    assert story.refused(Undo(2), "A") == {"why": "floor-moderators-only"}


# One of each


def test_a_second_pass_is_taken_back_to_called() -> None:
    story = opened("A")
    story.next()
    story.does(Pass("A"))
    story.next()
    story.does(Pass("A"))
    story.undoes()
    assert (story.has_floor(), story.entry("A").passes) == ("A called", 1)


def test_a_point_of_order_called_by_mistake_gives_the_floor_back() -> None:
    story = opened("A", "B")
    story.begins()
    story.after(30)
    story.asks("C", kind=POINT)
    story.next()
    story.after(30)
    story.undoes()
    assert (story.has_floor(), story.spoken("A"), story.order()) == ("A speaking", 30, ["C", "B"])


def test_resuming_by_mistake_lets_the_point_of_order_speak_on() -> None:
    story = opened("A")
    story.begins()
    story.after(30)
    story.asks("C", kind=POINT)
    story.begins()
    story.after(10)
    story.does(Resume("A"))
    story.after(10)
    story.undoes()
    story.after(1)
    assert (story.has_floor(), story.spoken("C"), story.spoken("A"), story.state("A")) == (
        "C speaking",
        11,
        30,
        "paused",
    )


def test_bulk_commands_are_taken_back_whole() -> None:
    story = opened("A", "B")
    story.does(CarryOver(("A", "B"), "3"))
    story.undoes()
    assert (story.order("2"), story.order("3")) == (["A", "B"], [])
    story.does(Release(("A", "B"), "no time"))
    story.does(Finish("2", "open"))
    story.undoes()
    story.undoes()
    assert (story.order(), story.floor.items["2"].state) == (["A", "B"], "open")


def test_the_number_goes_on_and_the_same_entry_is_found_again() -> None:
    story = opened("A", "B")
    story.does(CarryOver(("A",), "3"))
    story.undoes()
    story.does(CarryOver(("A",), "3"))
    assert (story.order("3"), story.floor.version) == (["A+"], 6)


def test_start_after_an_undone_start_counts_from_the_new_one() -> None:
    story = opened("A")
    story.next()
    story.starts("A")
    story.after(50)
    story.undoes()
    story.after(50)
    story.does(Start("A"))
    story.after(3)
    assert (story.spoken("A"), story.entry("A").begun_at) == (3, story.floor.events[-1].at)
