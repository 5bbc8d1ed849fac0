"""What is wrong with a broadcast is named before approval: the field, and what would be right."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcast.audience import Candidate
from bot.domain.broadcast.broadcast import Broadcast, Moment, Text, When
from bot.domain.broadcast.faults import Scene, faults
from bot.domain.broadcast.moments import due, zone_of
from bot.domain.broadcast.texts import Limits, saying
from tests.domain.broadcast.making import (
    BANGKOK,
    DAY,
    MINUTE,
    NOW,
    candidate,
    draft,
    going,
    members,
    rewritten,
)

ANA, BEN = candidate("ana", "FJI"), candidate("ben", "THA")
SCENE = Scene(now=NOW, home=BANGKOK, chosen=(ANA, BEN))
LIMITS = {"slack": Limits(subject=13, body=40), "teams": Limits(subject=200, body=4000)}
LANGUAGES = ("ru", "fr", "ru", "en", "zh")
ZONES = ["Pacific/Kiritimati", "Pacific/Fiji", BANGKOK, "Asia/Kathmandu", "Europe/Oslo", "Pacific/Honolulu"]


def worded(**texts: Text) -> Broadcast:
    return saying(draft(), texts, "en")


def timed(when: When, local: str, zone: str = "", expires: str = "") -> Broadcast:
    ends = Moment(local=expires, zone=BANGKOK) if expires else None
    return replace(draft(), when=when, at=Moment(local=local, zone=zone), expires=ends)


def named(one: Broadcast, scene: Scene = SCENE) -> list[tuple[str, dict[str, object]]]:
    return [(no.key, dict(no.args)) for no in faults(one, scene)]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def text(subject: str = "Call", body: str = "Please.", link: str = "") -> Text:
    return Text(subject=subject, body=body, link=link)


def test_a_broadcast_that_is_all_right_has_no_fault() -> None:
    assert faults(draft(), SCENE) == ()
    assert faults(timed(When.AT, "2026-03-09T09:00", BANGKOK, "2026-03-10T09:00"), SCENE) == ()
    assert faults(timed(When.LOCAL, "2026-03-09T09:00", expires="2026-03-10T09:00"), SCENE) == ()


def test_an_audience_that_is_empty() -> None:
    assert named(draft(), replace(SCENE, chosen=())) == [("broadcast-nobody", {})]


def test_texts_that_are_missing() -> None:
    assert named(worded()) == [("broadcast-no-texts", {})]
    assert named(worded(en=text(subject=" "), fr=text(body="\n"))) == [
        ("broadcast-no-subject", {"language": "en"}),
        ("broadcast-no-text", {"language": "fr"}),
    ]


@pytest.mark.parametrize(
    "link", ["example", "javascript:alert(1)", "https://", "https://exa mple.org", "ftp://a.b"]
)
def test_a_link_that_is_none(link: str) -> None:
    assert named(worded(en=text(link=link))) == [("broadcast-no-link", {"language": "en", "typed": link})]


def test_a_link_that_is_one() -> None:
    assert named(worded(en=text(link="https://example.org/a?b=c#d"))) == []


def test_a_translation_that_is_missing_where_no_language_stands_in() -> None:
    readers = tuple(candidate(name, language=code) for name, code in zip("abcde", LANGUAGES, strict=True))
    scene = replace(SCENE, chosen=readers)
    for fallback in ("", "zh"):
        one = saying(draft(), {"en": text(), "fr": text()}, fallback)
        missing = [("ru", 2), ("zh", 1)]
        assert named(one, scene) == [
            ("broadcast-no-translation", {"language": code, "count": count}) for code, count in missing
        ]
    assert named(saying(draft(), {"en": text(), "fr": text()}, "fr"), scene) == []


def test_a_text_over_a_limit_tells_where_and_by_how_much() -> None:
    one = worded(en=text("x" * 14, "y" * 43), ru=text("x" * 13, "y" * 40))
    told = {"language": "en", "platform": "slack"}
    assert named(one, replace(SCENE, limits=LIMITS)) == [
        ("broadcast-subject-long", {**told, "length": 14, "limit": 13, "count": 1}),
        ("broadcast-text-long", {**told, "length": 43, "limit": 40, "count": 3}),
    ]


def test_a_member_that_is_unknown() -> None:
    scene = replace(SCENE, known={"member": ["FJI", "THA"]})
    assert named(replace(draft(), audience=members("FJI", "ATL")), scene) == [
        ("broadcast-unknown-member", {"typed": "ATL"})
    ]


@pytest.mark.parametrize("when", [When.AT, When.LOCAL])
def test_a_time_that_was_not_given(when: When) -> None:
    assert named(replace(draft(), when=when)) == [("broadcast-no-time", {})]


def test_a_time_in_the_past() -> None:
    assert named(timed(When.AT, "2026-03-02T15:59", BANGKOK)) == [
        ("broadcast-time-past", {"at": NOW - MINUTE})
    ]
    assert named(timed(When.AT, "2026-03-02T16:00", BANGKOK)) == []


def test_a_time_that_has_passed_for_some_names_where_first() -> None:
    chosen = (ANA, BEN, candidate("cal", "KIR", "Pacific/Kiritimati"))
    found = named(timed(When.LOCAL, "2026-03-02T20:00"), replace(SCENE, chosen=chosen))
    assert found == [("broadcast-local-past", {"zone": "Pacific/Kiritimati", "count": 2})]
    assert named(timed(When.LOCAL, "2026-03-02T22:30"), replace(SCENE, chosen=chosen)) == [
        ("broadcast-local-past", {"zone": "Pacific/Kiritimati", "count": 1})
    ]
    assert named(timed(When.LOCAL, "2026-03-02T22:30")) == []


def test_an_expiry_in_the_past() -> None:
    past = [("broadcast-expires-past", {"at": NOW})]
    assert named(replace(draft(), expires=Moment(local="2026-03-02T16:00", zone=BANGKOK))) == past
    assert named(timed(When.AT, "2026-03-09T09:00", BANGKOK, "2026-03-02T16:00")) == past


@pytest.mark.parametrize("ends", ["2026-03-09T09:00", "2026-03-09T08:59", "2026-03-03T00:00"])
def test_an_expiry_before_the_send_time(ends: str) -> None:
    until = utc(ends) - timedelta(hours=7)
    assert named(timed(When.AT, "2026-03-09T09:00", BANGKOK, ends)) == [
        ("broadcast-expires-first", {"at": utc("2026-03-09T02:00"), "until": until})
    ]


def test_an_expiry_before_the_last_zone_has_come_to_its_time() -> None:
    chosen = (ANA, BEN, candidate("hal", "USA", "Pacific/Honolulu"), candidate("tom", "USA", "Europe/Oslo"))
    one = timed(When.LOCAL, "2026-03-09T09:00", expires="2026-03-09T12:00")
    assert named(one, replace(SCENE, chosen=chosen)) == [
        (
            "broadcast-local-expires",
            {
                "zone": "Pacific/Honolulu",
                "at": utc("2026-03-09T19:00"),
                "until": utc("2026-03-09T05:00"),
                "count": 2,
            },
        )
    ]
    assert named(one) == []


def test_all_faults_are_named_at_once() -> None:
    one = replace(
        worded(en=text(subject="")), when=When.AT, at=Moment(local="2026-03-01T09:00", zone=BANGKOK)
    )
    assert [key for key, _ in named(one, replace(SCENE, chosen=()))] == [
        "broadcast-no-subject",
        "broadcast-nobody",
        "broadcast-time-past",
    ]


def test_of_a_correction_only_texts_and_expiry_matter() -> None:
    one = rewritten(replace(going(), when=When.AT, at=Moment(local="2026-03-01T09:00", zone=BANGKOK)))
    scene = replace(SCENE, chosen=(), known={"member": []})
    assert named(replace(one, audience=members("ATL")), scene) == []
    assert named(saying(one, {"en": text(body="")}, "en"), scene) == [
        ("broadcast-no-text", {"language": "en"})
    ]
    ended = replace(one, expires=Moment(local="2026-03-09T09:00", zone=BANGKOK))
    assert named(ended, replace(scene, now=NOW + 9 * DAY)) == [
        ("broadcast-expires-past", {"at": utc("2026-03-09T02:00")})
    ]
    assert named(ended, scene) == []


def crowd(zones: list[str]) -> tuple[Candidate, ...]:
    return tuple(candidate(f"p{place}", "FJI", zone) for place, zone in enumerate(zones))


hours = st.integers(-60, 60).map(
    lambda hour: f"{datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(hours=hour):%Y-%m-%dT%H:%M}"
)


@given(
    st.sampled_from(When),
    hours,
    st.one_of(st.none(), st.builds(Moment, local=hours, zone=st.sampled_from([BANGKOK, ""]))),
    st.lists(st.sampled_from(ZONES), min_size=1, max_size=5),
)
def test_what_has_no_fault_reaches_everybody_in_time(
    when: When, local: str, expires: Moment | None, zones: list[str]
) -> None:
    one = replace(draft(), when=when, at=Moment(local=local, zone=BANGKOK), expires=expires)
    chosen = crowd(zones)
    times = [due(one, zone_of(person.person, BANGKOK), now=NOW) for person in chosen]
    good = all(time.at >= NOW and (time.expires_at is None or time.at < time.expires_at) for time in times)
    assert (faults(one, replace(SCENE, chosen=chosen)) == ()) == good
