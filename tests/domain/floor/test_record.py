"""What the record tells afterwards, and what the Chair is told meanwhile."""

from datetime import timedelta

from bot.domain.floor.command import Decline, End, Interrupt, Move, Return, Start
from bot.domain.floor.entry import Class, Kind, Mode, State
from bot.domain.floor.fairness import Side, fairness
from bot.domain.floor.floor import begun_again
from bot.domain.floor.forecast import forecast
from bot.domain.floor.log import logged, transitions
from bot.domain.floor.place import Ahead, estimate, position
from bot.domain.floor.record import recorded
from bot.domain.floor.script import script
from tests.domain.floor.sitting import MINUTE, Sitting


def begun() -> Sitting:
    sitting = Sitting()
    sitting.opened()
    return sitting


def spoken(sitting: Sitting) -> dict[str, tuple[int, timedelta]]:
    shares = recorded(sitting.floor, sitting.now).delegations
    return {code: (share.turns, share.spoken) for code, share in shares.items()}


def test_each_delegation_has_its_turns_and_its_time() -> None:
    sitting = begun()
    sitting.asks("FJI")
    sitting.asks("THA", Mode.ONLINE)
    sitting.speaks(6)
    sitting.speaks(8.5)
    sitting.asks("FJI")
    sitting.speaks(2)
    assert spoken(sitting) == {"FJI": (2, 8 * MINUTE), "THA": (1, 8.5 * MINUTE)}
    thailand = recorded(sitting.floor, sitting.now).turns[1]
    assert (thailand.entry.asked.delegation, thailand.over) == ("THA", 1.5 * MINUTE)


def test_waiting_counts_from_the_opening_where_it_was_asked_for_days_before() -> None:
    sitting = Sitting()
    sitting.asks("FJI")
    sitting.passes(60 * 24 * 5)
    sitting.opened()
    sitting.passes(12)
    sitting.calls_next()
    assert recorded(sitting.floor, sitting.now).turns[0].waited == 12 * MINUTE


def test_the_order_asked_and_the_order_called_stand_side_by_side() -> None:
    sitting = begun()
    for delegation in ("FJI", "THA", "CHN"):
        sitting.asks(delegation)
        sitting.passes(1)
    sitting.calls("CHN", "leaves at four")
    sitting.begins()
    sitting.passes(1)
    sitting.speaks(3)
    turns = recorded(sitting.floor, sitting.now, "2").turns
    assert [(one.entry.asked.delegation, one.asked, one.called) for one in turns] == [
        ("CHN", 3, 1),
        ("FJI", 1, 2),
        ("THA", 2, 0),
    ]


def test_a_written_statement_is_listed_and_is_no_turn() -> None:
    sitting = begun()
    sitting.asks("FJI")
    sitting.files("FJI", 900)
    record = recorded(sitting.floor, sitting.now)
    assert [one.entry.asked.words for one in record.written] == [900]
    assert (record.total.turns, record.total.written) == (0, 1)


def test_room_and_online_are_told_apart() -> None:
    sitting = begun()
    for delegation in ("FJI", "THA", "CHN"):
        sitting.asks(delegation)
    sitting.asks("IND", Mode.ONLINE)
    sitting.asks("PAK", Mode.ONLINE)
    for _ in range(3):
        sitting.passes(2)
        sitting.speaks(5)
    seen = fairness(sitting.floor, "2", sitting.now)
    assert seen.room == Side(3, 15 * MINUTE, 9 * MINUTE)
    assert seen.online == Side(0, timedelta(), None)
    assert seen.streak
    assert (seen.streak.mode, seen.streak.in_a_row, seen.streak.others) == (Mode.ROOM, 3, 2)
    assert seen.streak.longest == 21 * MINUTE


def test_nobody_is_forgotten_where_nobody_of_the_other_side_waits() -> None:
    sitting = begun()
    for delegation in ("FJI", "THA", "CHN"):
        sitting.asks(delegation)
        sitting.speaks(1)
    assert fairness(sitting.floor, "2", sitting.now).streak is None


def test_nobody_is_forgotten_who_has_only_just_asked() -> None:
    sitting = begun()
    for delegation in ("FJI", "THA", "CHN"):
        sitting.asks(delegation)
        sitting.speaks(1)
    sitting.asks("VNM", Mode.ONLINE)
    sitting.passes(0.9)
    assert fairness(sitting.floor, "2", sitting.now).streak is None
    sitting.passes(0.1)
    sitting.asks("MYS", Mode.ONLINE)
    seen = fairness(sitting.floor, "2", sitting.now).streak
    assert seen
    assert (seen.others, seen.longest) == (1, MINUTE)


def test_the_forecast_names_those_who_would_come_too_late() -> None:
    sitting = begun()
    for delegation in ("FJI", "THA", "CHN"):
        sitting.asks(delegation)
    seen = forecast(sitting.floor, "2", sitting.now, sitting.now + 15 * MINUTE)
    assert (seen.needed, seen.fits, seen.limit) == (21 * MINUTE, False, 5 * MINUTE)
    assert [one.asked.delegation for one in seen.too_late] == ["CHN"]


def test_a_shorter_limit_is_proposed_in_half_minutes_and_none_below_one_minute() -> None:
    sitting = begun()
    for delegation in ("FJI", "THA", "CHN"):
        sitting.asks(delegation)
    assert forecast(sitting.floor, "2", sitting.now, sitting.now + 14 * MINUTE).limit == 4.5 * MINUTE
    assert forecast(sitting.floor, "2", sitting.now, sitting.now + 2 * MINUTE).limit is None


def test_who_speaks_needs_what_is_left_and_nothing_once_over() -> None:
    sitting = begun()
    sitting.asks("FJI")
    sitting.asks("THA")
    sitting.calls_next()
    sitting.begins()
    sitting.passes(3)
    assert forecast(sitting.floor, "2", sitting.now, sitting.now + MINUTE).needed == 11 * MINUTE
    sitting.passes(10)
    assert forecast(sitting.floor, "2", sitting.now, sitting.now + MINUTE).needed == 7 * MINUTE


def test_whoever_gave_way_or_will_come_back_still_needs_what_was_left() -> None:
    sitting = begun()
    for delegation in ("FJI", "THA"):
        sitting.asks(delegation)
    sitting.calls_next()
    sitting.begins()
    sitting.passes(2)
    sitting.asks("CHN", kind=Kind.QUESTION)
    sitting.does(Start("CHN"))
    assert estimate(sitting.floor, sitting.floor.entries["THA"], sitting.now) == (7 + 5) * MINUTE
    sitting.does(Interrupt("FJI"))
    told = forecast(sitting.floor, "2", sitting.now, sitting.now + 60 * MINUTE)
    assert told.needed == (7 + 5 + 7) * MINUTE


def test_why_am_i_third() -> None:
    sitting = begun()
    sitting.asks("CHN", category=1)
    sitting.asks("FJI", category=1)
    sitting.asks("THA", category=0)
    seen = position(sitting.floor, sitting.floor.entries["FJI"])
    assert seen
    assert (seen.number, seen.ahead) == (3, [Ahead(Class.STATEMENT, 0, 1), Ahead(Class.STATEMENT, 1, 1)])
    sitting.does(Move("FJI", "CHN", "leaves at four"))
    moved = position(sitting.floor, sitting.floor.entries["FJI"])
    assert moved
    assert (moved.number, moved.moved, moved.why) == (2, True, "leaves at four")


def test_whoever_was_moved_still_counts_as_what_they_are() -> None:
    sitting = begun()
    sitting.asks("THA", category=0)
    sitting.asks("FJI", category=1)
    sitting.asks("CHN", category=1)
    sitting.does(Move("FJI", "THA", "leaves at four"))
    seen = position(sitting.floor, sitting.floor.entries["CHN"])
    assert seen
    assert seen.ahead == [Ahead(Class.STATEMENT, 0, 1), Ahead(Class.STATEMENT, 1, 1)]


def test_the_estimate_goes_by_what_has_been_usual() -> None:
    sitting = begun()
    for delegation in ("FJI", "THA", "CHN", "IND", "PAK"):
        sitting.asks(delegation)
    assert estimate(sitting.floor, sitting.floor.entries["PAK"], sitting.now) == 28 * MINUTE
    for _ in range(3):
        sitting.speaks(4)
    assert estimate(sitting.floor, sitting.floor.entries["PAK"], sitting.now) == 4 * MINUTE
    assert estimate(sitting.floor, sitting.floor.entries["FJI"], sitting.now) is None


def test_the_chair_thanks_and_gives_the_floor() -> None:
    sitting = begun()
    for delegation in ("FJI", "THA", "CHN"):
        sitting.asks(delegation)
    assert said(sitting) == [("floor-script-gives", "FJI", "THA")]
    sitting.calls_next()
    assert said(sitting) == [("floor-script-gives", "FJI", "THA")]
    sitting.begins()
    assert said(sitting) == [("floor-script-thanks", "FJI", ""), ("floor-script-gives", "THA", "CHN")]


def test_a_point_of_order_is_given_the_floor_before_all() -> None:
    sitting = begun()
    sitting.asks("FJI")
    sitting.calls_next()
    sitting.begins()
    sitting.asks("THA", kind=Kind.POINT_OF_ORDER)
    assert said(sitting) == [("floor-script-point", "THA", "")]


def test_after_an_interruption_the_speaker_goes_on_before_anybody_else() -> None:
    sitting = begun()
    sitting.asks("FJI")
    sitting.asks("CHN")
    sitting.calls_next()
    sitting.begins()
    sitting.asks("THA", kind=Kind.POINT_OF_ORDER)
    sitting.calls_next()
    sitting.begins()
    assert said(sitting) == [("floor-script-thanks", "THA", ""), ("floor-script-goes-on", "FJI", "")]
    sitting.does(End("THA"))
    assert said(sitting) == [("floor-script-goes-on", "FJI", "")]


def test_nobody_is_thanked_who_speaks_on_after_a_question() -> None:
    sitting = begun()
    sitting.asks("FJI")
    sitting.asks("CHN")
    sitting.calls_next()
    sitting.begins()
    sitting.asks("THA", kind=Kind.QUESTION)
    assert said(sitting) == [("floor-script-question", "THA", "")]
    sitting.calls_next()
    assert said(sitting) == [("floor-script-question", "THA", "")]
    sitting.begins()
    assert said(sitting) == [("floor-script-thanks", "THA", ""), ("floor-script-goes-on", "FJI", "")]


def test_with_nobody_left_the_chair_asks_while_the_list_is_open() -> None:
    sitting = begun()
    assert said(sitting) == [("floor-script-anybody", "", "")]
    sitting.closes()
    assert said(sitting) == [("floor-script-nobody", "", "")]


def said(sitting: Sitting) -> list[tuple[str, str, str]]:
    lines = script(sitting.floor, "2")
    return [(one.key, one.entry.id if one.entry else "", one.then.id if one.then else "") for one in lines]


def test_who_was_interrupted_keeps_the_number_and_the_wait_of_the_first_call() -> None:
    sitting = begun()
    sitting.asks("FJI")
    sitting.asks("THA")
    sitting.passes(2)
    sitting.calls_next()
    sitting.begins()
    sitting.passes(3)
    sitting.does(Interrupt("FJI"))
    sitting.speaks(6)
    sitting.does(Return("FJI"))
    sitting.speaks(4)
    first, second = recorded(sitting.floor, sitting.now).turns
    assert (first.entry.asked.delegation, first.waited, first.spoken) == ("FJI", 2 * MINUTE, 7 * MINUTE)
    assert (second.entry.asked.delegation, second.called) == ("THA", 2)


def test_the_log_has_every_event_also_what_was_taken_back() -> None:
    sitting = begun()
    sitting.asks("FJI")
    sitting.does(Decline("FJI", "not on this item"))
    sitting.undoes()
    lines = logged(sitting.floor)
    assert [(line.what, line.delegations, line.undone) for line in lines] == [
        ("opened", (), False),
        ("requested", ("FJI",), False),
        ("declined", ("FJI",), True),
        ("undone", (), False),
    ]
    assert lines[2].detail["reason"] == "not on this item"


def test_every_change_of_state_is_on_record_with_who_and_why() -> None:
    sitting = begun()
    sitting.asks("FJI")
    sitting.does(Decline("FJI", "not on this item"))
    sitting.undoes()
    sitting.speaks(1)
    found = [(one.before, one.after) for one in transitions(sitting.floor, begun_again(sitting.floor))]
    assert found == [
        (None, State.LISTED),
        (State.LISTED, State.DECLINED),
        (State.DECLINED, State.LISTED),
        (State.LISTED, State.CALLED),
        (State.CALLED, State.SPEAKING),
        (State.SPEAKING, State.FINISHED),
    ]
