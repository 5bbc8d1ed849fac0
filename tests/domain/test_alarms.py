"""When the secretariat is told, when it is over, and by which way."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.delivery.alarms import CALM, Alarm, Standing, Tried, beyond, detour, troubled

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
SLACK, TEAMS, MAIL = ("slack", "T1/D1"), ("teams", "19:a"), ("email", "ana@example.org")
ALL = frozenset({"slack", "teams", "email"})


def ago(length: timedelta) -> datetime:
    return NOW - length


def test_nothing_is_wrong_where_nothing_waits() -> None:
    assert beyond(Standing(), NOW) == frozenset()
    assert beyond(Standing(last_tick=NOW, oldest_due=NOW + MINUTE, sent=500), NOW) == frozenset()


@pytest.mark.parametrize(
    ("at_limit", "past_it", "alarm"),
    [
        (Standing(oldest_due=ago(5 * MINUTE)), Standing(oldest_due=ago(5 * MINUTE + SECOND)), Alarm.LATE),
        (Standing(last_tick=ago(60 * SECOND)), Standing(last_tick=ago(61 * SECOND)), Alarm.STILL),
        (Standing(failed=10, sent=90), Standing(failed=10, sent=89), Alarm.FAILING),
        (Standing(failed=9, sent=0), Standing(failed=10, sent=0), Alarm.FAILING),
        (
            Standing(uncertain_since=ago(10 * MINUTE)),
            Standing(uncertain_since=ago(10 * MINUTE + SECOND)),
            Alarm.UNCERTAIN,
        ),
    ],
)
def test_an_alarm_goes_off_past_its_limit_not_at_it(
    at_limit: Standing, past_it: Standing, alarm: Alarm
) -> None:
    assert beyond(at_limit, NOW) == frozenset()
    assert beyond(past_it, NOW) == {alarm}


@pytest.mark.parametrize(
    ("still", "over"),
    [
        (Standing(oldest_due=ago(3 * MINUTE)), Standing(oldest_due=ago(2 * MINUTE))),
        (Standing(last_tick=ago(31 * SECOND)), Standing(last_tick=ago(15 * SECOND))),
        (Standing(failed=6, sent=94), Standing(failed=5, sent=95)),
        (Standing(failed=5, sent=0), Standing(failed=4, sent=0)),
        (Standing(uncertain_since=ago(6 * MINUTE)), Standing(uncertain_since=ago(5 * MINUTE))),
    ],
)
def test_it_is_over_at_half_the_limit_so_that_it_does_not_come_and_go(
    still: Standing, over: Standing
) -> None:
    assert beyond(still, NOW) == frozenset()
    assert beyond(still, NOW, CALM)
    assert beyond(over, NOW, CALM) == frozenset()


def test_a_clock_that_was_set_back_alarms_nobody() -> None:
    ahead = NOW + timedelta(days=3)
    assert beyond(Standing(oldest_due=ahead, last_tick=ahead, uncertain_since=ahead), NOW) == frozenset()


def test_a_platform_is_in_trouble_where_more_is_refused_than_taken() -> None:
    tried = {"slack": Tried(30, 5), "teams": Tried(2, 9), "email": Tried(1, 1)}
    assert troubled(tried) == {"teams"}


def test_the_usual_way_is_kept_while_it_serves() -> None:
    assert detour([TEAMS, SLACK], by_mail=False, email=MAIL[1], serving=ALL) is None
    assert detour([TEAMS], by_mail=True, email=MAIL[1], serving=ALL) is None


def test_what_is_wrong_with_a_platform_goes_by_another() -> None:
    serving = ALL - {"teams"}
    assert detour([TEAMS, SLACK], by_mail=False, email=MAIL[1], serving=serving) == SLACK
    assert detour([TEAMS], by_mail=False, email=MAIL[1], serving=serving) == MAIL
    assert detour([TEAMS, SLACK], by_mail=True, email=MAIL[1], serving=ALL - {"email"}) == TEAMS


def test_without_another_way_it_waits_on_the_usual_one() -> None:
    assert detour([TEAMS], by_mail=False, email="", serving=ALL - {"teams"}) is None
    assert detour([], by_mail=False, email="", serving=ALL) is None
