"""The list of an item: opened, closed, suspended, voted on, finished; and what becomes of those left over."""

from collections.abc import Callable

import pytest

from bot.domain.floor.command import (
    CarryOver,
    Close,
    Continue,
    End,
    Finish,
    Interrupt,
    Open,
    Release,
    Suspend,
    Vote,
    Wish,
    Withdraw,
)
from bot.domain.floor.entry import Kind
from bot.domain.floor.floor import Rules
from tests.domain.floor.story import GROUP, Story, opened


def test_from_inscription_over_open_and_closed_to_finished() -> None:
    story = Story()
    seen = [story.floor.items["2"].state.value]
    for wish in (Open, Close, Open, Close, Finish):
        story.does(wish("2", story.floor.items["2"].state))
        seen.append(story.floor.items["2"].state.value)
    assert seen == ["inscription", "open", "closed", "open", "closed", "finished"]


def test_closing_remembers_the_instant_and_opening_forgets_it() -> None:
    story = opened()
    story.after(5)
    story.closes()
    assert story.floor.items["2"].closed_at == story.now
    story.opens()
    assert story.floor.items["2"].closed_at is None


@pytest.mark.parametrize("wish", [Open, Close, Finish, Suspend, Continue])
def test_a_command_on_a_list_that_stands_otherwise_now_is_refused_with_how_it_stands(
    wish: Callable[[str, str], Wish],
) -> None:
    story = opened()
    assert story.refused(wish("2", "inscription")) == {"why": "floor-list-open", "item": "2", "state": "open"}
    assert story.refused(wish("9", "open")) == {"why": "floor-no-such-item"}


def test_what_is_so_already_is_refused() -> None:
    story = opened()
    assert story.refused(Open("2", "open"))["why"] == "floor-list-open"
    assert story.refused(Continue("2", "open"))["why"] == "floor-not-suspended"
    assert story.refused(Vote("2", begins=False)) == {"why": "floor-no-vote", "item": "2"}
    assert story.refused(Vote("9", begins=True)) == {"why": "floor-no-such-item"}
    story.does(Vote("2", begins=True))
    assert story.refused(Vote("2", begins=True))["why"] == "floor-voting"
    story.does(Suspend("2", "open"))
    assert story.refused(Suspend("2", "open"))["why"] == "floor-suspended"
    story.does(Close("2", "open"))
    assert story.refused(Close("2", "closed"))["why"] == "floor-list-closed"
    story.does(Finish("2", "closed"))
    for wish in (Open, Close, Finish):
        assert story.refused(wish("2", "finished"))["why"] == "floor-list-finished"


def test_typed_words_carry_no_state_and_are_taken_as_they_are() -> None:
    story = opened()
    story.does(Close("2", ""))
    assert story.floor.items["2"].state == "closed"


def test_going_to_the_next_item_and_back_loses_nobody() -> None:
    story = opened("FJI", "CHN")
    story.asks("THA", item="3")
    story.opens("3")
    assert story.next() == "THA"
    story.does(Open("2", "open"))
    assert (story.floor.current, story.next()) == ("2", "FJI")


def test_coming_back_to_an_item_leaves_its_list_closed_and_calls_those_on_it() -> None:
    story = opened("FJI", "CHN")
    story.closes()
    story.opens("3")
    story.does(Open("2", "closed"))
    assert story.refused(story.asking("THA"), "THA")["why"] == "floor-closed"
    assert story.next() == "FJI"
    story.does(Open("2", "closed"))
    assert story.asks("THA") == "THA"


def test_a_list_closed_before_the_sitting_is_called_from_without_opening_it() -> None:
    story = Story()
    story.asks("FJI")
    story.closes()
    story.does(Open("2", "closed"))
    assert (story.next(), story.floor.items["2"].state) == ("FJI", "closed")


def test_requests_are_taken_while_suspended() -> None:
    story = opened()
    story.does(Suspend("2", "open"))
    assert story.asks("FJI") == "FJI"


# Left over


def test_an_item_is_not_finished_while_anybody_waits_speaks_or_was_interrupted() -> None:
    story = opened("FJI", "CHN")
    assert story.refused(Finish("2", "open")) == {"why": "floor-still-waiting", "item": "2", "count": 2}
    story.begins()
    story.does(Withdraw("CHN"))
    held = {"why": "floor-finish-held", "delegation": "FJI", "item": "2"}
    assert story.refused(Finish("2", "open")) == held
    story.does(Interrupt("FJI"))
    assert story.refused(Finish("2", "open"))["count"] == 1
    story.does(Release(("FJI",), "did not come back"))
    story.does(Finish("2", "open"))


def test_those_left_are_carried_over_in_the_same_order_behind_who_waits_there() -> None:
    story = opened()
    story.asks("THA", item="3")
    story.asks("FJI", "CHN")
    story.asks("G", category=GROUP)
    story.does(CarryOver(("CHN", "G", "FJI"), "3"))
    assert story.order("2") == []
    assert story.order("3") == ["G+", "THA", "FJI+", "CHN+"]
    assert (story.state("FJI"), story.entry("FJI+").asked.after) == ("carried-over", "FJI")
    assert story.entry("FJI+").asked.at == story.entry("FJI").asked.at


def test_whoever_was_interrupted_is_carried_over_with_the_time_that_was_left() -> None:
    story = opened("FJI")
    story.begins()
    story.after(200)
    story.does(Interrupt("FJI"))
    story.does(CarryOver(("FJI",), "3"))
    assert (story.state("FJI"), story.spoken("FJI")) == ("finished", 200)
    assert story.entry("FJI+").asked.allotted_s == 220


def test_nobody_is_carried_over_twice_or_to_where_it_waits_already() -> None:
    story = opened("FJI", "CHN")
    story.asks("FJI", item="3")
    assert story.refused(CarryOver(("CHN", "FJI"), "3")) == {
        "why": "floor-carry-twice",
        "delegation": "FJI",
        "item": "3",
    }
    assert story.refused(CarryOver(("CHN",), "2"))["why"] == "floor-carry-twice"
    story.does(CarryOver(("CHN",), "3"))
    assert story.refused(CarryOver(("CHN",), "3"))["why"] == "floor-now-carried-over"


def test_one_of_each_sort_may_be_carried_over_and_several_where_they_are_allowed() -> None:
    story = opened("FJI", "FJI", rules=Rules(several=True))
    story.asks("FJI", kind=Kind.POINT_OF_ORDER)
    story.does(CarryOver(tuple(story.order()), "3"))
    assert story.order("3") == ["FJI2+", "FJI+", "FJI1+"]


def test_questions_are_carried_over_to_questions() -> None:
    story = opened("FJI")
    story.begins()
    story.asks("CHN", kind=Kind.QUESTION)
    story.does(CarryOver(("CHN",), "3"))
    assert (story.order("3"), story.entry("CHN+").list) == ([], "questions")


def test_carrying_over_is_refused_to_nowhere_to_what_is_finished_and_of_who_speaks() -> None:
    story = opened("FJI", "CHN")
    assert story.refused(CarryOver(("FJI",), "9"))["why"] == "floor-no-such-item"
    story.begins()
    assert story.refused(CarryOver(("FJI",), "3"))["why"] == "floor-now-speaking"
    assert story.refused(CarryOver((), "3"))["why"] == "floor-nobody-waits"
    story.does(End("FJI"))
    story.does(Finish("3", "inscription"))
    assert story.refused(CarryOver(("CHN",), "3")) == {"why": "floor-finished", "item": "3"}


def test_those_released_are_told_why() -> None:
    story = opened("FJI", "CHN")
    story.does(Release(("FJI", "CHN"), "the time is over"))
    assert [(story.state(of), story.entry(of).why) for of in ("FJI", "CHN")] == [
        ("void", "the time is over")
    ] * 2
    assert story.refused(Release(("FJI",), "again"))["why"] == "floor-now-void"
