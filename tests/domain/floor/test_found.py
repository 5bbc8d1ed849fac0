"""What the state machine has found, in as few steps as show it."""

from bot.domain.floor import command as c
from bot.domain.floor.decide import decided
from bot.domain.floor.entry import Kind, State
from bot.domain.floor.floor import waiting
from bot.domain.people import Refused
from tests.domain.floor.sitting import MINUTE, Sitting


def test_a_clock_set_by_an_undo_goes_with_the_request_it_was_for() -> None:
    """Interruption, start and request are taken back one after the other."""
    sitting = Sitting()
    sitting.asks("FJI")
    sitting.does(c.Start("FJI"))
    sitting.does(c.Interrupt("FJI"))
    for _ in range(3):
        sitting.undoes()
    assert not sitting.floor.entries


def test_a_clock_set_by_an_undo_stands_still_when_the_suspension_is_back() -> None:
    sitting = Sitting()
    sitting.asks("FJI")
    sitting.does(c.Start("FJI"))
    sitting.passes(1)
    sitting.does(c.Suspend("2", ""))
    sitting.passes(5)
    sitting.does(c.Continue("2", ""))
    sitting.passes(1)
    sitting.does(c.Pause("FJI"))
    sitting.undoes()
    sitting.undoes()
    speaker = sitting.floor.entries["FJI"]
    assert (speaker.state, speaker.since) == (State.SPEAKING, None)


def test_whoever_is_last_already_is_moved_to_the_end_without_letting_its_category_go() -> None:
    """A member who comes later still stands before an organization."""
    sitting = Sitting()
    sitting.asks("FJI", category=1)
    sitting.asks("unep", category=3)
    sitting.does(c.Move("unep", None))
    sitting.asks("MYS", category=1)
    assert [entry.id for entry in waiting(sitting.floor, "2")] == ["FJI", "MYS", "unep"]


def test_an_undo_lists_nobody_twice() -> None:
    """A request was declined and made again: the one who declined cannot have it back."""
    sitting = Sitting()
    sitting.asks("FJI")
    declined = sitting.does(c.Decline("FJI", "not on this item"))
    sitting.asks("FJI")
    refused = decided(sitting.floor, sitting.command(c.Undo(declined.number)))
    assert isinstance(refused, Refused)
    assert refused.key == "floor-stale-undo"


def test_an_interruption_is_not_taken_back_when_the_speaker_has_left() -> None:
    sitting = Sitting()
    sitting.asks("FJI")
    sitting.does(c.Start("FJI"))
    sitting.passes(2)
    lost = sitting.does(c.Interrupt("FJI"))
    sitting.passes(1)
    sitting.does(c.Withdraw("FJI"), "FJI")
    assert isinstance(decided(sitting.floor, sitting.command(c.Undo(lost.number))), Refused)
    assert sitting.floor.entries["FJI"].spoken == 2 * MINUTE


def test_those_carried_over_together_stand_one_behind_the_other_whatever_they_ask_for() -> None:
    """And so somebody can be put between them."""
    sitting = Sitting()
    for delegation in ("FJI", "MYS"):
        sitting.asks(delegation)
    sitting.does(c.CarryOver(("FJI", "MYS"), "3"))
    for entry in ("MYS+", "FJI+"):
        asked = sitting.floor.entries[entry].asked
        sitting.does(c.Detail(entry, asked._replace(kind=Kind.POINT_OF_ORDER)))
    assert [entry.id for entry in waiting(sitting.floor, "3")] == ["FJI+", "MYS+"]
    sitting.does(c.Request("THA", sitting.floor.entries["FJI"].asked._replace(delegation="THA", item="3")))
    sitting.does(c.Move("THA", "MYS+"))
    assert [entry.id for entry in waiting(sitting.floor, "3")] == ["FJI+", "THA", "MYS+"]


def test_an_offer_to_swap_ends_when_the_other_one_goes_to_another_list() -> None:
    sitting = Sitting()
    sitting.asks("THA")
    sitting.asks("MYS")
    sitting.does(c.OfferSwap("MYS", "THA"))
    asked = sitting.floor.entries["THA"].asked
    sitting.does(c.Detail("THA", asked._replace(kind=Kind.RIGHT_OF_REPLY)))
    assert sitting.floor.entries["MYS"].swap == ""


def test_a_newcomer_stops_no_next_whatever_else_happens_that_leaves_the_places_alone() -> None:
    sitting = Sitting()
    sitting.opened()
    sitting.asks("FJI")
    sitting.asks("MYS")
    sitting.does(c.Start("FJI"))
    saw = c.Next("FJI", "MYS")
    sitting.asks("THA", kind=Kind.POINT_OF_ORDER)
    sitting.does(c.Pause("FJI"))
    sitting.does(c.Limit("2", 300, 0))
    sitting.does(saw)
    assert sitting.holder.id == "MYS"
