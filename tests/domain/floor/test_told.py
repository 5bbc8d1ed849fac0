"""Who is told how near the turn is: once for each of five, two and one; and when it is not so any more."""

from bot.domain.floor.command import (
    CallBack,
    CarryOver,
    Defer,
    DrawLots,
    End,
    Interleave,
    Interrupt,
    Move,
    Open,
    Release,
    Return,
    Start,
    Withdraw,
)
from bot.domain.floor.entry import Kind, Mode
from bot.domain.floor.event import Event
from tests.domain.floor.story import GROUP, Story, opened

SEVEN = "ABCDEFG"


def told(event: Event) -> dict[str, int]:
    assert len(dict(event.told)) == len(event.told)
    return dict(event.told)


def the_next(story: Story) -> dict[str, int]:
    return told(story.does(story.a_next()))


def test_five_two_and_one_places_ahead_each_is_told_once() -> None:
    story = opened(*SEVEN)
    seen = []
    for delegation in SEVEN:
        seen.append(the_next(story))
        story.starts(delegation)
    assert seen == [
        {"B": 1, "C": 2, "F": 5},
        {"C": 1, "D": 2, "G": 5},
        {"D": 1, "E": 2},
        {"E": 1, "F": 2},
        {"F": 1, "G": 2},
        {"G": 1},
        {},
    ]


def test_starting_pausing_and_ending_tell_nobody() -> None:
    story = opened(*SEVEN)
    story.next()
    assert not told(story.does(Start("A")))
    assert not told(story.does(End("A")))


def test_a_newcomer_reads_on_its_card_where_it_stands_and_is_told_what_comes_after() -> None:
    story = opened("A", "B", "C")
    story.asks("D")
    assert not story.floor.events[-1].told
    assert told(story.does(Withdraw("B"), "B")) == {"C": 2}
    assert the_next(story) == {"C": 1, "D": 2}


def test_those_who_inscribed_before_are_told_when_their_item_is_opened() -> None:
    story = Story()
    for delegation in SEVEN:
        story.asks(delegation, item="3")
    assert not any(event.told for event in story.floor.events)
    opening = story.does(Open("3", "inscription"))
    assert told(opening) == {"A": 1, "B": 2, "C": 5, "D": 5, "E": 5}


def test_only_the_nearest_of_several_places_passed_at_once_is_told() -> None:
    story = opened(*SEVEN)
    assert told(story.does(Release(("A", "B", "C", "D", "E"), "no time"))) == {"F": 1, "G": 2}


def test_those_behind_one_who_leaves_are_told() -> None:
    story = opened(*SEVEN)
    assert told(story.does(Defer("A"), "A")) == {"B": 1, "C": 2, "F": 5}


def test_a_newcomer_before_others_tells_nobody_anything() -> None:
    story = opened(*SEVEN)
    the_next(story)
    story.asks("H", category=GROUP)
    story.asks("P", kind=Kind.POINT_OF_ORDER)
    assert not story.floor.events[-1].told
    assert not story.floor.events[-2].told


def test_an_undo_that_makes_it_untrue_is_followed_by_one_correction() -> None:
    story = opened(*SEVEN)
    assert the_next(story) == {"B": 1, "C": 2, "F": 5}
    assert told(story.undoes()) == {"B": 0, "C": 0, "F": 0}
    assert told(story.does(Move("G", "A"))) == {"G": 1}


def test_what_was_told_once_is_not_told_again_after_a_correction() -> None:
    story = opened(*SEVEN)
    the_next(story)
    story.undoes()
    assert the_next(story) == {}
    assert the_next(story) == {"C": 1, "D": 2, "G": 5}


def test_a_move_corrects_those_it_pushes_back() -> None:
    story = opened(*SEVEN)
    the_next(story)
    assert told(story.does(Move("G", "B", "protocol"))) == {"G": 1, "B": 0, "C": 0, "F": 0}


def test_a_place_that_is_still_true_is_not_corrected() -> None:
    story = opened(*SEVEN)
    the_next(story)
    assert told(story.does(Move("E", "D"))) == {}


def test_one_who_returns_pushes_others_back() -> None:
    story = opened("A", "B", "C", "D")
    the_next(story)
    story.starts("A")
    the_next(story)
    story.starts("B")
    story.does(Interrupt("B"))
    assert told(story.does(Return("B"))) == {"C": 0, "D": 0}


def test_one_who_is_called_back_to_the_head_pushes_others_back() -> None:
    story = opened("A", "B", "C")
    story.speaks(1)
    assert told(story.does(CallBack("A2", "A"))) == {"B": 0, "C": 0}


def test_one_who_was_passed_returned_or_is_listed_again_by_an_undo_hears_that_and_not_a_place() -> None:
    story = opened("A", "B", "C")
    story.next()
    assert the_next(story) == {"C": 1}
    assert story.order() == ["C", "A"]
    story.starts("B")
    story.does(Interrupt("B"))
    assert told(story.does(Return("B"))) == {"C": 0}
    story.next()
    assert told(story.undoes()) == {"A": 0}


def test_rights_of_reply_are_told_too_as_they_are_called_after_the_statements() -> None:
    story = opened("A", "B")
    story.asks("R", kind=Kind.RIGHT_OF_REPLY)
    story.asks("Q", kind=Kind.QUESTION)
    assert the_next(story) == {"B": 1, "Q": 2}
    story.starts("A")
    assert the_next(story) == {"Q": 1, "R": 2}


def test_a_called_one_put_back_by_a_point_of_order_is_first_and_the_next_is_corrected() -> None:
    story = opened("A", "B", "C")
    the_next(story)
    story.asks("P", kind=Kind.POINT_OF_ORDER)
    assert the_next(story) == {"A": 1, "B": 0, "C": 0}
    assert story.order() == ["A", "B", "C"]


def test_who_was_not_there_and_was_told_so_is_not_corrected_later() -> None:
    story = opened("A", "B", "C")
    the_next(story)
    the_next(story)
    assert story.order() == ["C", "A"]
    story.asks("P", kind=Kind.POINT_OF_ORDER)
    assert "A" not in the_next(story)


def test_lots_and_turns_of_room_and_online_correct_too() -> None:
    story = opened("A")
    story.asks("B", "C")
    story.asks("X", mode=Mode.ONLINE)
    the_next(story)
    assert story.order() == ["B", "C", "X"]
    assert told(story.does(Interleave(("B", "C", "X")))) == {"X": 1, "B": 0, "C": 0}
    assert set(told(story.does(DrawLots(("B", "C", "X"), "3")))) <= {"B", "C", "X"}


def test_paper_that_is_merged_before_others_corrects() -> None:
    story = opened("Z")
    story.after(60)
    story.asks("A")
    story.after(60)
    the_next(story)
    assert story.floor.events[-1].told == (("A", 1),)
    story.adds("B", at=story.floor.events[0].at)
    assert story.floor.events[-1].told == (("A", 0),)


def test_those_carried_over_are_told_on_their_new_list() -> None:
    story = opened("A", "B", "C")
    story.does(CarryOver(("A", "B", "C"), "3"))
    assert told(story.does(Open("3", "inscription"))) == {"A+": 1, "B+": 2, "C+": 5}
