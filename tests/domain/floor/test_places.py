"""How places change: by the Chair, by lot, room and online by turns, by consent, and by one's own wish."""

import pytest

from bot.domain.floor.command import (
    AnswerSwap,
    Decline,
    Defer,
    DrawLots,
    Interleave,
    Move,
    OfferSwap,
    Pass,
    Wish,
    Withdraw,
)
from bot.domain.floor.entry import Kind, Mode
from tests.domain.floor.story import GROUP, OBSERVER, Story, opened

POINT, ONLINE, ROOM = Kind.POINT_OF_ORDER, Mode.ONLINE, Mode.ROOM


def test_one_is_moved_before_another() -> None:
    story = opened("A", "B", "C", "D")
    story.does(Move("D", "B", "protocol"))
    assert story.order() == ["A", "D", "B", "C"]
    assert (story.entry("D").moved, story.entry("D").why) == (True, "protocol")


def test_moves_pile_up_in_the_order_they_are_made() -> None:
    story = opened("A", "B", "C", "D", "E")
    for entry in ("C", "D", "E"):
        story.does(Move(entry, "B"))
    assert story.order() == ["A", "C", "D", "E", "B"]
    story.does(Move("A", "D"))
    story.does(Move("B", "D"))
    assert story.order() == ["C", "A", "B", "D", "E"]


def test_one_is_moved_to_the_end_and_later_ones_come_behind() -> None:
    story = opened("A", "B", "C")
    story.does(Move("A", None))
    story.asks("D")
    story.does(Move("B", None))
    story.asks("E")
    assert story.order() == ["C", "A", "D", "B", "E"]


def test_the_last_one_moved_to_the_end_stays_there() -> None:
    story = opened("A", "B")
    story.does(Move("B", None))
    assert story.order() == ["A", "B"]


def test_a_member_may_be_moved_before_a_group_and_even_before_a_point_of_order() -> None:
    story = opened("A")
    story.asks("G", category=GROUP)
    story.asks("P", kind=POINT)
    story.does(Move("A", "P", "leaves at four"))
    story.asks("Q", kind=POINT)
    assert story.order() == ["A", "P", "Q", "G"]


def test_a_statement_moved_before_a_point_of_order_still_ends_the_speaker_when_called() -> None:
    story = opened("S", "A")
    story.begins()
    story.asks("P", kind=POINT)
    story.does(Move("A", "P"))
    story.begins()
    assert (story.state("S"), story.has_floor()) == ("finished", "A speaking")


def test_newcomers_sort_in_as_if_nothing_had_been_moved() -> None:
    story = opened("A", "B")
    story.asks("O", category=OBSERVER)
    story.does(Move("O", "A"))
    story.asks("C")
    story.asks("G", category=GROUP)
    assert story.order() == ["G", "O", "A", "B", "C"]


def test_a_move_is_refused_where_one_of_both_has_gone() -> None:
    story = opened("A", "B", "C")
    story.does(Withdraw("B"), "B")
    assert story.refused(Move("C", "B")) == {
        "why": "floor-now-withdrawn",
        "delegation": "B",
        "state": "withdrawn",
    }
    assert story.refused(Move("B", "A"))["why"] == "floor-now-withdrawn"
    story.begins()
    assert story.refused(Move("C", "A"))["why"] == "floor-now-speaking"
    assert story.refused(Move("X", "C"))["why"] == "floor-no-such-entry"
    assert story.refused(Move("C", "X"))["why"] == "floor-no-such-entry"


def test_moves_stay_within_one_list() -> None:
    story = opened("A")
    story.asks("B", kind=Kind.RIGHT_OF_REPLY)
    story.asks("C", item="3")
    assert story.refused(Move("B", "A"))["why"] == "floor-move-elsewhere"
    assert story.refused(Move("C", "A"))["why"] == "floor-move-elsewhere"
    assert story.refused(Move("A", "A"))["why"] == "floor-move-elsewhere"


# Deferring


def test_one_may_step_back_to_the_end_of_ones_own_category() -> None:
    story = opened("A", "B")
    story.asks("O", category=OBSERVER)
    story.does(Defer("A", "the minister is late"), "A")
    story.asks("C")
    assert story.order() == ["B", "A", "C", "O"]


def test_a_minister_who_steps_back_goes_behind_the_last_level_that_waits() -> None:
    story = opened()
    story.asks("M", level=0)
    story.asks("A", "B", level=2)
    story.does(Defer("M"), "M")
    assert story.order() == ["A", "B", "M"]
    story.asks("N", level=1)
    assert story.order() == ["N", "A", "B", "M"]


def test_only_one_who_waits_and_only_the_delegation_itself_or_the_chair_defers() -> None:
    story = opened("A", "B")
    assert story.refused(Defer("A"), "B") == {"why": "floor-not-yours", "delegation": "A"}
    story.does(Defer("A"))
    story.begins()
    assert story.refused(Defer("B"), "B")["why"] == "floor-now-speaking"


# Changing places


def test_two_change_places_when_both_consent() -> None:
    story = opened("A", "B", "C")
    story.does(OfferSwap("A", "C"), "A")
    assert story.order() == ["A", "B", "C"]
    story.does(AnswerSwap("A", "C", accepted=True), "C")
    assert story.order() == ["C", "B", "A"]
    assert story.entry("A").swap == story.entry("C").swap == ""


def test_only_the_one_asked_accepts() -> None:
    story = opened("A", "B", "C")
    story.does(OfferSwap("A", "C"), "A")
    assert story.refused(AnswerSwap("A", "C", accepted=True), "A")["why"] == "floor-not-yours"
    assert story.refused(AnswerSwap("A", "C", accepted=True), "B")["why"] == "floor-not-yours"
    assert story.refused(AnswerSwap("B", "C", accepted=True), "C")["why"] == "floor-no-offer"


def test_an_offer_is_turned_down_or_taken_back() -> None:
    for by in ("A", "C"):
        story = opened("A", "B", "C")
        story.does(OfferSwap("A", "C"), "A")
        story.does(AnswerSwap("A", "C", accepted=False), by)
        assert story.refused(AnswerSwap("A", "C", accepted=True), "C")["why"] == "floor-no-offer"
        assert story.order() == ["A", "B", "C"]


def test_nobody_answers_for_others_and_no_offer_outlives_the_waiting() -> None:
    story = opened("A", "B", "C")
    story.does(OfferSwap("C", "A"), "C")
    assert story.refused(AnswerSwap("C", "A", accepted=False), "B")["why"] == "floor-not-yours"
    assert story.refused(AnswerSwap("X", "A", accepted=False), "A")["why"] == "floor-no-such-entry"
    story.begins()
    assert story.refused(AnswerSwap("C", "A", accepted=True), "A")["why"] == "floor-no-offer"


@pytest.mark.parametrize(
    ("wish", "by"),
    [
        (Move("B", "A"), ""),
        (Move("A", None), ""),
        (Defer("C"), "C"),
        (Interleave(("A", "B", "C", "X")), ""),
        (Withdraw("C"), "C"),
        (Decline("A", "no time"), ""),
    ],
)
def test_consent_is_to_both_places_as_they_were_when_it_was_offered(wish: Wish, by: str) -> None:
    story = opened("A", "B", "C")
    story.asks("X", mode=ONLINE)
    story.does(OfferSwap("A", "C"), "A")
    story.does(wish, by)
    stays = wish == Move("B", "A")
    assert story.entry("A").swap == ("C" if stays else "")
    story.undoes()
    assert story.entry("A").swap == "C"
    story.does(AnswerSwap("A", "C", accepted=True), "C")
    assert story.order() == ["C", "B", "A", "X"]


def test_of_two_offers_to_the_same_place_one_is_left_over() -> None:
    story = opened("A", "B", "C")
    story.does(OfferSwap("A", "C"), "A")
    story.does(OfferSwap("B", "C"), "B")
    story.does(OfferSwap("C", "A"), "C")
    story.does(AnswerSwap("B", "C", accepted=True), "C")
    assert [story.entry(of).swap for of in "ABC"] == ["", "", ""]
    assert story.refused(AnswerSwap("A", "C", accepted=True), "C")["why"] == "floor-no-offer"


def test_places_are_changed_only_beside_one_another() -> None:
    story = opened("A", "B")
    story.asks("P", kind=POINT)
    story.asks("R", kind=Kind.RIGHT_OF_REPLY)
    for other in ("P", "R", "A"):
        assert story.refused(OfferSwap("A", other), "A")["why"] == "floor-swap-elsewhere"
    assert story.refused(OfferSwap("A", "X"), "A")["why"] == "floor-no-such-entry"
    assert story.refused(OfferSwap("X", "A"), "A")["why"] == "floor-no-such-entry"
    story.does(Withdraw("B"), "B")
    assert story.refused(OfferSwap("A", "B"), "A")["why"] == "floor-now-withdrawn"


# Room and online by turns


def mixed(*modes: tuple[str, Mode]) -> Story:
    story = opened()
    for delegation, mode in modes:
        story.asks(delegation, mode=mode)
    return story


def test_room_and_online_speak_by_turns() -> None:
    story = mixed(("A", ROOM), ("B", ROOM), ("C", ROOM), ("X", ONLINE), ("Y", ONLINE))
    story.does(Interleave(tuple(story.order())))
    assert story.order() == ["A", "X", "B", "Y", "C"]


def test_the_side_that_has_had_fewer_turns_comes_first() -> None:
    story = mixed(("A", ROOM), ("B", ROOM), ("C", ROOM), ("X", ONLINE), ("Y", ONLINE))
    story.speaks(1)
    story.does(Interleave(tuple(story.order())))
    assert story.order() == ["X", "B", "Y", "C"]


def test_whoever_was_not_there_has_had_no_turn_for_its_side() -> None:
    story = opened("FJI")
    for _ in range(2):
        story.next()
        story.does(Pass("FJI"))
    story.asks("CHN")
    story.asks("THA", mode=Mode.ONLINE)
    story.does(Interleave(("CHN", "THA")))
    assert story.order() == ["CHN", "THA"]


def test_an_empty_side_never_blocks() -> None:
    story = mixed(("A", ROOM), ("B", ROOM))
    story.does(Interleave(("A", "B")))
    assert story.order() == ["A", "B"]


def test_turns_change_within_a_category_and_points_of_order_stay_first() -> None:
    story = mixed(("A", ROOM), ("B", ROOM), ("X", ONLINE))
    story.asks("G", "H", category=GROUP)
    story.asks("P", kind=POINT)
    story.does(Interleave(tuple(story.order())))
    assert story.order() == ["P", "G", "H", "X", "A", "B"]


def test_whoever_comes_while_the_list_is_interleaved_is_not_lost_and_makes_nothing_stale() -> None:
    story = mixed(("A", ROOM), ("B", ROOM), ("X", ONLINE))
    seen = tuple(story.order())
    story.asks("C")
    story.does(Interleave(seen))
    assert story.order() == ["A", "X", "B", "C"]


def test_a_bulk_move_is_refused_when_one_of_its_entries_has_gone() -> None:
    story = mixed(("A", ROOM), ("B", ROOM), ("X", ONLINE))
    seen = tuple(story.order())
    story.does(Withdraw("B"), "B")
    assert story.refused(Interleave(seen)) == {
        "why": "floor-now-withdrawn",
        "delegation": "B",
        "state": "withdrawn",
    }
    assert story.refused(DrawLots(seen, "1"))["why"] == "floor-now-withdrawn"
    assert story.refused(Interleave(("A", "nobody")))["why"] == "floor-no-such-entry"
    assert story.refused(Interleave(()))["why"] == "floor-nobody-waits"


# By lot


def test_the_lot_follows_from_the_recorded_seed() -> None:
    orders = set()
    for seed in ("1", "2", "3", "4"):
        story = Story()
        story.asks("A", "B", "C", "D", "E")
        event = story.does(DrawLots(tuple(story.order()), seed))
        again = Story()
        again.asks("C", "A", "E", "B", "D")
        assert again.does(DrawLots(tuple(again.order()), seed)).change == event.change
        assert again.order() == story.order()
        orders.add(tuple(story.order()))
    assert len(orders) > 1


def test_the_lot_is_drawn_within_categories_and_later_requests_follow_it() -> None:
    story = Story()
    story.asks("A", "B", "C")
    story.asks("G", category=GROUP)
    story.does(DrawLots(tuple(story.order()), "7"))
    story.asks("D")
    order = story.order()
    assert (order[0], sorted(order[1:4]), order[4]) == ("G", ["A", "B", "C"], "D")


def test_whoever_was_passed_loses_the_place_drawn_by_lot() -> None:
    story = Story()
    story.asks("A", "B", "C")
    story.does(DrawLots(("A", "B", "C"), "7"))
    story.opens()
    drawn = story.order()
    story.next()
    story.does(Pass(drawn[0]))
    assert story.order() == [*drawn[1:], drawn[0]]
