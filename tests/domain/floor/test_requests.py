"""Who comes onto the list: one place for each delegation, and what a closed list still takes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.floor.command import CallBack, Close, Finish, Request, Vote, Withdraw
from bot.domain.floor.entry import Kind, Motion
from bot.domain.floor.floor import Rules
from tests.domain.floor.story import OPENING, Story, a_statement, opened

POINT, REPLY, QUESTION = Kind.POINT_OF_ORDER, Kind.RIGHT_OF_REPLY, Kind.QUESTION
QUARTER_TO = OPENING + timedelta(minutes=2)


def test_inscription_takes_requests_before_the_sitting() -> None:
    story = Story()
    story.asks("FJI", "THA")
    assert story.order() == ["FJI", "THA"]


def test_a_colleague_is_told_who_asked_first_when_and_at_which_place() -> None:
    story = opened("CHN", "FJI")
    story.after(60)
    assert story.refused(replace(story.asking("FJI"), entry="again"), "FJI") == {
        "why": "floor-already-listed",
        "delegation": "FJI",
        "by": "FJI-1",
        "at": OPENING,
        "place": 2,
    }


def test_whoever_has_been_called_or_was_interrupted_waits_already() -> None:
    story = opened("FJI")
    story.next()
    assert story.refused(story.asking("FJI"), "FJI")["why"] == "floor-already-called"


def test_whoever_speaks_may_queue_again() -> None:
    story = opened("FJI")
    story.begins()
    assert story.asks("FJI") == "FJI1"
    assert story.order() == ["FJI1"]


def test_a_statement_and_a_point_of_order_may_wait_beside_each_other_but_not_two_of_either() -> None:
    story = opened("FJI")
    story.asks("FJI", kind=POINT)
    assert story.refused(story.asking("FJI", kind=POINT), "FJI")["why"] == "floor-already-listed"
    assert story.refused(story.asking("FJI", kind=QUESTION), "FJI")["why"] == "floor-already-listed"


def test_each_item_has_a_list_of_its_own() -> None:
    story = opened("FJI")
    story.asks("FJI", item="3")
    assert (story.order("2"), story.order("3")) == (["FJI"], ["FJI1"])


def test_several_may_be_allowed() -> None:
    story = opened("FJI", "FJI", rules=Rules(several=True))
    assert story.order() == ["FJI", "FJI1"]
    story.asks("FJI", kind=POINT)
    assert story.refused(story.asking("FJI", kind=POINT), "FJI")["why"] == "floor-already-listed"


def test_nobody_asks_for_another_delegation_but_moderators() -> None:
    story = opened()
    assert story.refused(story.asking("FJI"), "THA") == {"why": "floor-not-yours", "delegation": "FJI"}
    assert story.adds("FJI") == "FJI"


def test_an_unknown_item_is_refused() -> None:
    assert opened().refused(story_of_item_9(), "FJI") == {"why": "floor-no-such-item"}


def story_of_item_9() -> Request:
    return Request("FJI", a_statement("FJI", item="9"))


def test_what_is_too_long_is_refused_with_the_count() -> None:
    story = opened()
    assert story.refused(story.asking("FJI", note="n" * 251), "FJI") == {
        "why": "floor-note-too-long",
        "count": 251,
        "limit": 250,
    }
    assert story.refused(story.asking("FJI", speaker="s" * 121), "FJI")["count"] == 121
    assert story.asks("FJI", note="n" * 250) == "FJI"


# The closed list


def test_a_closed_list_takes_no_statement_and_says_since_when() -> None:
    story = opened("CHN")
    story.now = QUARTER_TO
    story.closes()
    story.after(1)
    assert story.refused(story.asking("FJI"), "FJI") == {
        "why": "floor-closed",
        "item": "2",
        "at": QUARTER_TO,
    }


def test_a_closed_list_offers_no_right_of_reply_where_there_is_none_left() -> None:
    story = opened(rules=Rules(replies=False))
    story.closes()
    assert story.refused(story.asking("FJI"), "FJI")["why"] == "floor-closed-text-only"


def test_a_closed_list_still_takes_points_of_order_and_rights_of_reply() -> None:
    story = opened("CHN")
    story.closes()
    story.after(1)
    story.asks("FJI", kind=POINT)
    story.asks("THA", kind=REPLY)
    assert story.order() == ["FJI", "CHN"]


def test_points_of_order_may_be_stopped_by_closing_too() -> None:
    story = opened(rules=Rules(points_when_closed=False))
    story.closes()
    story.after(1)
    assert story.refused(story.asking("FJI", kind=POINT), "FJI")["why"] == "floor-closed"


def test_what_reached_us_before_the_closing_instant_counts_though_it_is_carried_out_after() -> None:
    story = opened()
    story.after(60)
    story.closes()
    story.after(3)
    story.does(story.asking("FJI"), "FJI", ago=3.001)
    assert not story.entry("FJI").asked.late
    assert story.refused(story.asking("THA"), "THA", ago=3)["why"] == "floor-closed"


def test_a_delegate_cannot_date_a_request_back() -> None:
    story = opened()
    story.after(60)
    story.closes()
    story.after(60)
    early = Request("FJI", a_statement("FJI", at=OPENING))
    assert story.refused(early, "FJI")["why"] == "floor-closed"


def test_moderators_add_to_a_closed_list_and_it_is_logged_as_late() -> None:
    story = opened("CHN")
    story.closes()
    story.after(1)
    assert story.entry(story.adds("FJI")).asked.late
    assert not story.entry("CHN").asked.late
    assert story.order() == ["CHN", "FJI"]


def test_one_may_always_withdraw() -> None:
    story = opened("FJI")
    story.closes()
    story.does(Withdraw("FJI"), "FJI")
    assert story.order() == []


def test_a_list_that_is_opened_again_takes_requests_as_before() -> None:
    story = opened()
    story.closes()
    story.opens()
    assert story.asks("FJI") == "FJI"


def test_a_finished_item_takes_nothing_not_even_from_moderators() -> None:
    story = opened()
    story.does(Finish("2", "open"))
    assert story.refused(story.asking("FJI"), "FJI")["why"] == "floor-finished"
    assert story.refused(story.asking("FJI"))["why"] == "floor-finished"
    assert story.refused(story.asking("FJI", kind=REPLY), "FJI")["why"] == "floor-finished"


def test_during_a_vote_only_points_of_order_on_the_vote_are_taken() -> None:
    story = opened()
    story.does(Vote("2", begins=True))
    assert story.refused(story.asking("FJI"), "FJI")["why"] == "floor-voting"
    assert story.refused(story.asking("FJI", kind=REPLY), "FJI")["why"] == "floor-voting"
    adjourn = story.asking("FJI", kind=POINT, motion=Motion.ADJOURN_DEBATE)
    assert story.refused(adjourn, "FJI")["why"] == "floor-voting"
    story.asks("FJI", kind=POINT)
    story.does(Vote("2", begins=False))
    story.asks("THA")
    assert story.order() == ["FJI", "THA"]


# Rights of reply


def test_rights_of_reply_wait_on_a_list_of_their_own_two_for_each_delegation() -> None:
    story = opened("CHN")
    story.asks("FJI", kind=REPLY)
    assert story.refused(story.asking("FJI", kind=REPLY), "FJI")["why"] == "floor-already-listed"
    assert [story.speaks(60), story.speaks(60)] == ["CHN", "FJI"]
    story.asks("FJI", kind=REPLY)
    story.speaks(60)
    assert [story.entry(of).limit_s for of in ("FJI", "FJI1")] == [300, 180]
    assert story.refused(story.asking("FJI", kind=REPLY), "FJI") == {
        "why": "floor-replies-used",
        "delegation": "FJI",
        "count": 2,
    }


def test_a_reply_that_was_withdrawn_uses_none_up() -> None:
    story = opened()
    for _ in range(3):
        story.does(Withdraw(story.asks("FJI", kind=REPLY)), "FJI")
    again = story.asks("FJI", kind=REPLY)
    story.speaks(1)
    assert story.entry(again).limit_s == 300


def test_there_may_be_no_right_of_reply() -> None:
    story = opened(rules=Rules(replies=False))
    assert story.refused(story.asking("FJI", kind=REPLY), "FJI") == {"why": "floor-no-replies", "item": "2"}


# A second turn


def test_whoever_has_spoken_may_be_called_back_to_the_head_with_a_turn_of_its_own() -> None:
    story = opened("FJI", "CHN", "THA")
    story.speaks(200)
    story.does(CallBack("FJI-second", "FJI"))
    assert story.order() == ["FJI-second", "CHN", "THA"]
    first, second = story.entry("FJI"), story.entry("FJI-second")
    assert (first.state, first.elapsed(story.now)) == ("finished", timedelta(seconds=200))
    assert (second.asked.after, second.spoken) == ("FJI", timedelta())


def test_asking_again_after_having_spoken_is_a_second_turn_linked_to_the_first() -> None:
    story = opened("FJI", "CHN")
    assert story.entry("FJI").asked.after == ""
    story.speaks(200)
    assert story.entry(story.asks("FJI")).asked.after == "FJI"
    assert story.entry(story.asks("FJI", kind=POINT)).asked.after == ""
    story.does(Withdraw("CHN"), "CHN")
    assert story.entry(story.asks("CHN")).asked.after == ""


def test_nobody_is_called_back_who_has_not_ended_or_waits_again() -> None:
    story = opened("FJI")
    assert story.refused(CallBack("second", "FJI"))["why"] == "floor-now-listed"
    story.speaks(1)
    story.asks("FJI")
    assert story.refused(CallBack("second", "FJI"))["why"] == "floor-already-listed"
    assert story.refused(CallBack("second", "CHN"))["why"] == "floor-no-such-entry"


# Once


@pytest.mark.parametrize("between", [[], ["CHN"], ["CHN", "THA", "IDN"]])
def test_the_same_press_delivered_again_however_late_changes_nothing(between: list[str]) -> None:
    story = opened()
    wish = story.asking("FJI")
    story.sends(wish, "FJI", key="one press")
    for delegation in between:
        story.asks(delegation)
    story.does(Withdraw("FJI"), "FJI")
    before = story.floor
    assert story.sends(wish, "FJI", key="one press") is None
    assert story.floor is before


def test_a_close_that_is_delivered_again_after_the_list_was_opened_leaves_it_open() -> None:
    story = opened()
    story.sends(Close("2", "open"), key="close")
    story.opens()
    assert story.sends(Close("2", "open"), key="close") is None
    assert story.asks("FJI") == "FJI"
