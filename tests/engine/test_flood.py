"""Who writes too much is told once and then ignored; others notice nothing."""

from datetime import UTC, datetime, timedelta

from bot.chat import Address
from bot.flood import Buckets

ANA, BEN = Address("slack", "T/ana"), Address("slack", "T/ben")
NOW = datetime(2022, 3, 24, 7, 30, tzinfo=UTC)


def test_thirty_pass_at_once_then_one_notice_then_silence() -> None:
    buckets = Buckets()
    verdicts = [buckets.take(ANA, NOW) for _ in range(33)]
    assert verdicts == ["passed"] * 30 + ["last", "dropped", "dropped"]
    assert buckets.take(BEN, NOW) == "passed"


def test_one_more_passes_each_second_without_a_second_notice() -> None:
    buckets = Buckets()
    for _ in range(31):
        buckets.take(ANA, NOW)
    later = [buckets.take(ANA, NOW + timedelta(seconds=second // 2)) for second in range(2, 12)]
    assert later == ["passed", "dropped"] * 5


def test_after_a_rest_a_new_flood_is_noticed_again() -> None:
    buckets = Buckets()
    for moment in (NOW, NOW + timedelta(minutes=1)):
        assert [buckets.take(ANA, moment) for _ in range(31)][-1] == "last"


def test_six_hundred_an_hour() -> None:
    buckets = Buckets()
    verdicts = [buckets.take(ANA, NOW + timedelta(seconds=2 * second)) for second in range(601)]
    assert verdicts[599:] == ["passed", "last"]
    assert buckets.take(ANA, NOW + timedelta(hours=1, seconds=1)) == "passed"


def test_an_accepted_answer_costs_nothing() -> None:
    buckets = Buckets()
    for _ in range(700):
        assert buckets.take(ANA, NOW) == "passed"
        buckets.give_back(ANA)


def test_a_clock_set_back_takes_nothing_away() -> None:
    buckets = Buckets()
    buckets.take(ANA, NOW)
    assert [buckets.take(ANA, NOW - timedelta(hours=2)) for _ in range(29)] == ["passed"] * 29


def test_a_desk_takes_ten_a_second_all_day() -> None:
    buckets, desk = Buckets(), Address("desk", "mod")
    assert [buckets.take(desk, NOW) for _ in range(11)] == ["passed"] * 10 + ["last"]
    later = [NOW + timedelta(seconds=1 + tenth / 10) for tenth in range(2000)]
    assert {buckets.take(desk, at) for at in later} == {"passed"}
