"""Calling speakers: Next, anybody the Chair wants, two Chairs at once, and who was not there."""

from datetime import timedelta

from bot.domain.floor.command import (
    Call,
    CallBack,
    Command,
    Defer,
    End,
    Interrupt,
    Move,
    Next,
    Pass,
    Pause,
    Resume,
    Return,
    Rule,
    Start,
    Suspend,
    Withdraw,
)
from bot.domain.floor.decide import decided
from bot.domain.floor.entry import Capacity, Kind
from bot.domain.floor.event import Called, Event
from bot.domain.floor.floor import Rules
from tests.domain.floor.story import GROUP, Said, Story, opened

POINT, QUESTION, ANSWER = Kind.POINT_OF_ORDER, Kind.QUESTION, Kind.ANSWER


def change(event: Event) -> Called:
    assert isinstance(event.change, Called)
    return event.change


def test_next_ends_who_speaks_and_calls_the_first() -> None:
    story = opened("FJI", "CHN")
    story.begins()
    story.next()
    assert (story.state("FJI"), story.has_floor()) == ("finished", "CHN called")


def test_the_clock_starts_with_start() -> None:
    story = opened("FJI")
    story.next()
    story.after(30)
    assert story.spoken("FJI") == 0
    story.starts("FJI")
    story.after(30)
    assert story.spoken("FJI") == 30


def test_next_may_start_the_clock_at_once() -> None:
    story = opened("FJI", rules=Rules(starts_at_once=True))
    story.next()
    story.after(30)
    assert (story.has_floor(), story.spoken("FJI")) == ("FJI speaking", 30)


def test_next_with_nobody_waiting_is_refused_and_leaves_the_speaker() -> None:
    story = opened("FJI")
    story.begins()
    assert story.refused(story.a_next()) == {"why": "floor-nobody-waits"}
    assert story.has_floor() == "FJI speaking"


def test_next_before_any_item_was_opened_calls_nobody() -> None:
    assert Story().refused(Next("", "")) == {"why": "floor-nobody-waits"}


def test_when_two_chairs_press_next_only_one_turn_passes_and_the_other_is_told_who_speaks() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.begins()
    first, second = story.a_next(), story.a_next()
    story.does(first)
    assert story.refused(second) == {"why": "floor-stale-called", "delegation": "MYS", "state": "called"}
    story.starts("MYS")
    assert story.refused(second) == {"why": "floor-stale", "delegation": "MYS", "state": "speaking"}
    assert story.order() == ["CHN"]


def test_next_on_an_ended_turn_is_stale_and_says_that_nobody_speaks() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.begins()
    seen = story.a_next()
    story.does(End("FJI"))
    assert story.refused(seen) == {"why": "floor-stale-nobody"}


def test_next_is_stale_when_the_other_chair_has_moved_somebody_to_the_front() -> None:
    story = opened("FJI", "MYS", "CHN")
    seen = story.a_next()
    story.does(Move("CHN", "FJI"))
    assert story.refused(seen) == {"why": "floor-stale-first", "delegation": "CHN"}


def test_next_is_stale_when_the_one_it_would_call_has_gone_or_stepped_back() -> None:
    story = opened("FJI", "MYS", "CHN")
    seen = story.a_next()
    story.does(Defer("FJI"), "FJI")
    assert story.refused(seen) == {"why": "floor-stale-first", "delegation": "MYS"}
    seen = story.a_next()
    story.does(Withdraw("MYS"), "MYS")
    assert story.refused(seen) == {"why": "floor-stale-first", "delegation": "CHN"}


def test_next_naming_somebody_who_never_stood_first_is_stale() -> None:
    story = opened("FJI", "MYS")
    assert story.refused(Next("", "MYS")) == {"why": "floor-stale-first", "delegation": "FJI"}
    assert story.refused(Next("", "")) == {"why": "floor-stale-first", "delegation": "FJI"}


def test_a_newcomer_never_makes_next_stale() -> None:
    story = opened("FJI", "MYS")
    story.begins()
    seen = story.a_next()
    story.asks("CHN")
    story.does(seen)
    assert story.has_floor() == "MYS called"


def test_nor_does_one_who_stands_before_the_called_one_by_category_or_for_a_point_of_order() -> None:
    cases: list[Said] = [{"category": GROUP}, {"capacity": Capacity.SECRETARIAT}, {"kind": POINT}]
    for said in cases:
        story = opened("FJI", "MYS")
        story.begins()
        seen = story.a_next()
        story.asks("CHN", **said)
        called = story.does(seen)
        assert (story.has_floor(), change(called).out_of_order) == ("MYS called", True)
        assert story.order() == ["CHN"]


def test_a_late_statement_does_not_stop_the_first_question_from_being_called() -> None:
    story = opened()
    story.asks("FJI", kind=QUESTION)
    seen = story.a_next()
    story.asks("CHN")
    story.does(seen)
    assert (story.has_floor(), story.next()) == ("FJI called", "CHN")


def test_next_is_stale_when_the_other_chair_has_called_somebody_back_or_merged_a_paper() -> None:
    story = opened("FJI", "MYS")
    story.speaks(1)
    seen = story.a_next()
    story.does(CallBack("FJI-second", "FJI"))
    assert story.refused(seen) == {"why": "floor-stale-first", "delegation": "FJI"}
    story = opened("FJI")
    story.after(60)
    story.asks("MYS")
    story.next()
    seen = story.a_next()
    story.adds("CHN", at=story.now - timedelta(seconds=30))
    assert story.refused(seen) == {"why": "floor-stale-first", "delegation": "CHN"}


# The Chair may call anyone


def test_the_chair_may_call_anyone_and_the_reason_is_kept() -> None:
    story = opened("FJI", "MYS", "CHN")
    called = change(story.calls("CHN", "has to leave"))
    assert (called.out_of_order, called.reason) == (True, "has to leave")
    assert story.order() == ["FJI", "MYS"]


def test_calling_the_first_is_no_departure_from_the_order() -> None:
    story = opened("FJI", "MYS")
    called = change(story.calls("FJI", "looked it up"))
    assert (called.out_of_order, called.reason) == (False, "")


def test_a_call_names_the_speaker_it_saw() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.begins()
    story.next()
    assert story.refused(Call("FJI", "CHN")) == {
        "why": "floor-stale-called",
        "delegation": "MYS",
        "state": "called",
    }


def test_nobody_is_called_who_does_not_wait() -> None:
    story = opened("FJI", "MYS")
    story.begins()
    assert story.refused(Call("FJI", "FJI"))["why"] == "floor-now-speaking"
    story.does(Withdraw("MYS"), "MYS")
    assert story.refused(Call("FJI", "MYS"))["why"] == "floor-now-withdrawn"
    assert story.refused(Call("FJI", "CHN"))["why"] == "floor-no-such-entry"


def test_calling_from_another_item_goes_over_to_it() -> None:
    story = opened("FJI")
    story.asks("CHN", item="3")
    story.calls("CHN")
    assert (story.floor.current, story.a_next()) == ("3", Next("CHN", ""))


def test_starting_one_who_waits_calls_it_too() -> None:
    story = opened("FJI", "MYS")
    story.begins()
    story.starts("MYS")
    assert (story.state("FJI"), story.has_floor()) == ("finished", "MYS speaking")
    assert story.entry("MYS").called_at == story.now


# Not there


def test_whoever_is_not_there_goes_to_the_end_of_its_category_once() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.asks("unep", category=3)
    story.next()
    story.does(Pass("FJI"))
    assert story.order() == ["MYS", "CHN", "FJI", "unep"]


def test_the_second_time_the_turn_is_not_taken() -> None:
    story = opened("FJI")
    for _ in range(2):
        story.next()
        story.does(Pass("FJI"))
    assert (story.state("FJI"), story.order()) == ("not-taken", [])
    assert story.refused(Start("FJI"))["why"] == "floor-now-not-taken"


def test_next_passes_whoever_was_called_and_did_not_begin() -> None:
    story = opened("FJI", "MYS")
    story.next()
    story.next()
    assert (story.has_floor(), story.order()) == ("MYS called", ["FJI"])
    assert story.entry("FJI").passes == 1
    story.next()
    story.next()
    assert story.entry("MYS").passes == 1
    assert (story.state("FJI"), story.spoken("FJI")) == ("not-taken", 0)


def test_whoever_gives_way_to_another_call_before_beginning_is_not_absent_but_comes_right_after() -> None:
    story = opened("FJI", "MYS", "THA")
    story.next()
    story.calls("THA")
    assert (story.has_floor(), story.order()) == ("THA called", ["FJI", "MYS"])
    assert story.entry("FJI").passes == 0


def test_a_point_of_order_that_was_called_and_not_heard_waits_on_while_the_speaker_goes_on() -> None:
    story = opened("FJI", "MYS")
    story.next()
    story.does(Start("FJI"))
    story.asks("THA", kind=Kind.POINT_OF_ORDER)
    story.next()
    story.does(Resume("FJI"))
    assert (story.has_floor(), story.order()) == ("FJI speaking", ["THA", "MYS"])
    assert story.entry("THA").passes == 0


def test_only_who_was_called_can_be_passed() -> None:
    story = opened("FJI")
    assert story.refused(Pass("FJI"))["why"] == "floor-now-listed"
    story.begins()
    assert story.refused(Pass("FJI"))["why"] == "floor-now-speaking"


# Points of order and questions


def test_the_clock_pauses_when_the_chair_takes_a_point_of_order() -> None:
    story = opened("FJI", "MYS")
    story.begins()
    story.after(60)
    story.asks("CHN", kind=POINT)
    assert story.spoken("FJI") == 60
    story.next()
    story.after(20)
    assert (story.state("FJI"), story.spoken("FJI"), story.has_floor()) == ("paused", 60, "CHN called")
    story.starts("CHN")
    story.after(45)
    story.does(End("CHN"))
    assert story.has_floor() == "FJI paused"
    story.does(Resume("FJI"))
    story.after(30)
    assert (story.spoken("FJI"), story.spoken("CHN")) == (90, 45)


def test_resuming_the_speaker_ends_the_point_of_order() -> None:
    story = opened("FJI")
    story.begins()
    story.asks("CHN", kind=POINT)
    story.begins()
    story.does(Resume("FJI"))
    assert (story.state("CHN"), story.has_floor()) == ("finished", "FJI speaking")


def test_whoever_was_called_but_had_not_begun_is_first_again_after_a_point_of_order() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.calls("CHN", "is leaving")
    story.asks("THA", kind=POINT)
    story.begins()
    assert (story.state("CHN"), story.entry("CHN").passes) == ("listed", 0)
    story.does(End("THA"))
    assert story.next() == "CHN"


def test_a_second_point_of_order_ends_the_first_and_the_speaker_stays_paused() -> None:
    story = opened("FJI", "MYS")
    story.begins()
    story.asks("CHN", "THA", kind=POINT)
    story.begins()
    story.begins()
    assert [story.state(of) for of in ("FJI", "CHN", "THA")] == ["paused", "finished", "speaking"]


def test_a_question_and_its_answer_only_pause_the_speaker() -> None:
    story = opened("FJI", "MYS")
    story.begins()
    story.asks("CHN", kind=QUESTION)
    story.begins()
    story.asks("THA", kind=ANSWER)
    story.begins()
    assert [story.state(of) for of in ("FJI", "CHN", "THA")] == ["paused", "finished", "speaking"]
    story.does(End("THA"))
    assert story.has_floor() == "FJI paused"
    story.next()
    assert (story.state("FJI"), story.has_floor()) == ("finished", "MYS called")


def test_a_point_of_order_pauses_a_question_and_the_question_goes_on_after_it() -> None:
    story = opened("FJI")
    story.begins()
    story.asks("CHN", kind=QUESTION)
    story.begins()
    story.asks("THA", kind=POINT)
    story.begins()
    story.does(End("THA"))
    assert story.has_floor() == "CHN paused"
    story.does(Resume("CHN"))
    story.does(End("CHN"))
    assert story.has_floor() == "FJI paused"


def test_a_ruling_is_kept_also_after_the_speaker_has_ended() -> None:
    story = opened("FJI")
    story.asks("CHN", kind=POINT)
    story.speaks(10)
    story.does(Rule("CHN", "Not sustained."))
    assert story.entry("CHN").ruling == "Not sustained."
    assert story.refused(Rule("FJI", "x")) == {"why": "floor-no-ruling", "delegation": "FJI"}
    assert story.refused(Rule("THA", "x"))["why"] == "floor-no-such-entry"


# Interrupted


def test_a_lost_connection_keeps_the_time_and_comes_back_at_the_head() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.begins()
    story.after(200)
    story.does(Interrupt("FJI", "connection lost"))
    assert (story.has_floor(), story.order()) == ("", ["MYS", "CHN"])
    story.begins()
    story.after(60)
    story.does(Return("FJI"))
    assert story.order() == ["FJI", "CHN"]
    story.begins()
    story.after(10)
    entry = story.entry("FJI")
    assert (story.spoken("FJI"), entry.limit_s, entry.segments) == (210, 420, 2)
    assert (entry.limit_s or 0) - story.spoken("FJI") == 210


def test_those_who_return_come_in_the_order_of_their_return() -> None:
    story = opened("FJI", "MYS", "CHN")
    for of in ("FJI", "MYS"):
        story.begins()
        story.does(Interrupt(of))
    for of in ("MYS", "FJI"):
        story.does(Return(of))
    assert story.order() == ["MYS", "FJI", "CHN"]


def test_a_point_of_order_still_comes_before_one_who_returned() -> None:
    story = opened("FJI")
    story.begins()
    story.does(Interrupt("FJI"))
    story.does(Return("FJI"))
    story.asks("CHN", kind=POINT)
    assert story.order() == ["CHN", "FJI"]


def test_one_who_withdraws_after_an_interruption_has_spoken() -> None:
    story = opened("FJI")
    story.begins()
    story.after(90)
    story.does(Interrupt("FJI"))
    story.does(Withdraw("FJI"), "FJI")
    assert (story.state("FJI"), story.spoken("FJI")) == ("finished", 90)


def test_only_who_has_the_floor_is_interrupted_and_only_the_interrupted_returns() -> None:
    story = opened("FJI")
    assert story.refused(Interrupt("FJI"))["why"] == "floor-now-listed"
    assert story.refused(Return("FJI"))["why"] == "floor-now-listed"
    story.begins()
    story.does(Pause("FJI"))
    story.does(Interrupt("FJI"))
    assert story.refused(Start("FJI"))["why"] == "floor-now-interrupted"
    assert story.refused(Call("", "FJI"))["why"] == "floor-now-interrupted"
    assert story.refused(story.asking("FJI"), "FJI")["why"] == "floor-already-interrupted"


# While suspended


def test_start_is_stale_when_the_call_it_was_for_has_been_taken_back_or_passed_on() -> None:
    story = opened("FJI", "CHN")
    story.begins()
    story.next()
    story.undoes()
    assert story.refused(Start("CHN", "called"))["why"] == "floor-now-listed"
    assert story.has_floor() == "FJI speaking"
    story.next()
    story.asks("THA")
    story.next()
    assert story.refused(Start("CHN", "called"))["why"] == "floor-now-listed"
    assert story.has_floor() == "THA called"
    story.does(Start("CHN", "listed"))
    assert story.has_floor() == "CHN speaking"


def test_nobody_is_called_or_started_while_the_item_is_suspended() -> None:
    story = opened("FJI", "MYS")
    story.next()
    story.does(Suspend("2", "open"))
    for wish in (story.a_next(), Start("FJI"), Call("FJI", "MYS")):
        assert story.refused(wish) == {"why": "floor-suspended", "item": "2"}


def test_delegates_cannot_run_the_floor() -> None:
    story = opened("FJI", "MYS")
    for wish in (story.a_next(), Start("FJI"), Move("FJI", None), Call("", "FJI")):
        assert story.refused(wish, "FJI") == {"why": "floor-moderators-only"}


def test_of_two_replicas_that_decide_on_the_same_version_only_one_can_be_right() -> None:
    story = opened("FJI", "MYS")
    presses = [
        Command(
            key=f"desk-{desk}",
            by=f"person-{desk}",
            at=story.now,
            received_at=story.now,
            acts_for="",
            moderator=True,
            wish=story.a_next(),
        )
        for desk in (1, 2)
    ]
    events = [decided(story.floor, press) for press in presses]
    assert {event.number for event in events if isinstance(event, Event)} == {story.floor.version + 1}
