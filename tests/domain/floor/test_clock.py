"""The clock belongs to the server and counts to the second, whatever happens around it."""

from datetime import timedelta

from bot.domain.floor.command import (
    Continue,
    Decline,
    Defer,
    End,
    Finish,
    Limit,
    Move,
    Pause,
    Release,
    Resume,
    Start,
    Suspend,
    Withdraw,
)
from bot.domain.floor.entry import Kind
from bot.domain.floor.floor import begun_again, folded, limit_of
from tests.domain.floor.story import opened


def test_pauses_do_not_count() -> None:
    story = opened("FJI")
    story.begins()
    story.after(100)
    story.does(Pause("FJI"))
    story.after(1000)
    story.does(Resume("FJI"))
    story.after(20.5)
    story.does(End("FJI"))
    story.after(1000)
    assert (story.spoken("FJI"), story.entry("FJI").segments) == (120.5, 2)


def test_pause_only_who_speaks_resume_only_who_is_paused_end_only_who_speaks() -> None:
    story = opened("FJI", "MYS")
    for wish in (Pause("FJI"), Resume("FJI"), End("FJI")):
        assert story.refused(wish)["why"] == "floor-now-listed"
    story.begins()
    assert story.refused(Resume("FJI"))["why"] == "floor-now-speaking"
    story.does(Pause("FJI"))
    assert story.refused(Pause("FJI"))["why"] == "floor-now-paused"
    assert story.refused(End("FJI")) == {"why": "floor-now-paused", "delegation": "FJI", "state": "paused"}
    story.does(Resume("FJI"))
    story.does(End("FJI"))
    assert story.refused(End("FJI"))["why"] == "floor-now-finished"


def test_start_ends_who_speaks_and_who_is_paused() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.begins()
    story.starts("MYS")
    assert story.state("FJI") == "finished"
    story.does(Pause("MYS"))
    story.starts("CHN")
    assert (story.state("MYS"), story.has_floor()) == ("finished", "CHN speaking")


def test_start_again_is_refused() -> None:
    story = opened("FJI")
    story.begins()
    story.after(10)
    assert story.refused(Start("FJI"))["why"] == "floor-now-speaking"
    assert story.spoken("FJI") == 10


def test_what_happens_to_those_who_wait_never_touches_the_clock() -> None:
    story = opened("FJI", "MYS", "CHN", "THA", "IDN", "PAK")
    story.begins()
    story.after(50)
    for wish in (
        Withdraw("MYS"),
        Decline("CHN", "no time"),
        Defer("THA"),
        Release(("THA",), "no time"),
        Move("PAK", "IDN"),
    ):
        story.does(wish)
        story.after(1)
    assert (story.spoken("FJI"), story.entry("FJI").segments, story.has_floor()) == (55, 1, "FJI speaking")


def test_the_chair_cuts_off_and_the_machine_never_does() -> None:
    story = opened("FJI")
    story.begins()
    story.after(3600)
    assert (story.has_floor(), story.spoken("FJI")) == ("FJI speaking", 3600)
    story.does(End("FJI", cut_off=True))
    assert (story.state("FJI"), story.spoken("FJI")) == ("cut-off", 3600)


def test_a_changed_limit_holds_for_those_who_have_not_begun() -> None:
    story = opened("FJI", "MYS", "CHN")
    story.begins()
    story.does(Limit("2", 180, saw=420))
    assert [limit_of(story.floor, story.entry(of)) for of in ("FJI", "MYS")] == [420, 180]
    story.begins()
    assert [story.entry(of).limit_s for of in ("FJI", "MYS", "CHN")] == [420, 180, None]


def test_a_limit_is_refused_when_another_was_set_meanwhile_or_when_it_is_none() -> None:
    story = opened()
    story.does(Limit("2", 180, saw=420))
    assert story.refused(Limit("2", 240, saw=420)) == {"why": "floor-limit-now", "item": "2", "limit": 180}
    assert story.refused(Limit("2", 0, saw=180)) == {"why": "floor-limit-odd", "limit": 0}
    assert story.refused(Limit("9", 180, saw=0)) == {"why": "floor-no-such-item"}


def test_lengths_granted_to_one_and_those_of_points_of_order_stand_above_the_limit() -> None:
    story = opened()
    story.adds("FJI", allotted_s=900)
    story.asks("CHN", kind=Kind.POINT_OF_ORDER)
    story.speaks(1)
    story.speaks(1)
    assert [story.entry(of).limit_s for of in ("CHN", "FJI")] == [180, 900]


def test_a_delegate_grants_itself_no_other_length() -> None:
    story = opened()
    assert story.entry(story.asks("FJI", allotted_s=9000)).asked.allotted_s is None


def test_suspending_freezes_the_clock_and_returns_to_the_same() -> None:
    story = opened("FJI")
    story.begins()
    story.after(60)
    story.does(Suspend("2", "open", "interpretation lost"))
    story.after(600)
    assert (story.state("FJI"), story.spoken("FJI")) == ("speaking", 60)
    story.does(Continue("2", "open"))
    story.after(5)
    assert (story.spoken("FJI"), story.floor.items["2"].state) == (65, "open")


def test_a_paused_speaker_stays_paused_through_a_suspension() -> None:
    story = opened("FJI")
    story.begins()
    story.after(60)
    story.does(Suspend("2", "open"))
    story.does(Pause("FJI"))
    story.after(60)
    assert story.refused(Resume("FJI"))["why"] == "floor-suspended"
    story.does(Continue("2", "open"))
    story.after(60)
    assert (story.has_floor(), story.spoken("FJI")) == ("FJI paused", 60)


def test_suspending_another_item_leaves_the_clock() -> None:
    story = opened("FJI")
    story.begins()
    story.does(Suspend("3", "inscription"))
    story.after(60)
    assert story.spoken("FJI") == 60


def test_ending_while_suspended_counts_up_to_the_suspension() -> None:
    story = opened("FJI")
    story.begins()
    story.after(60)
    story.does(Suspend("2", "open"))
    story.after(60)
    story.does(End("FJI"))
    story.does(Continue("2", "open"))
    story.does(Finish("2", "open"))
    assert (story.state("FJI"), story.spoken("FJI")) == ("finished", 60)


def test_the_elapsed_time_survives_a_restart() -> None:
    story = opened("FJI")
    story.begins()
    story.after(61.25)
    anew = folded(begun_again(story.floor), story.floor.events)
    assert anew.entries["FJI"].elapsed(story.now) == timedelta(seconds=61.25)


def test_a_replica_whose_clock_is_behind_does_not_turn_time_back() -> None:
    story = opened("FJI")
    story.begins()
    story.after(60)
    story.does(Pause("FJI"))
    story.after(-10)
    story.does(Resume("FJI"))
    story.after(-5)
    event = story.does(End("FJI"))
    assert event.at == story.floor.events[-2].at
    assert story.spoken("FJI") == 60
