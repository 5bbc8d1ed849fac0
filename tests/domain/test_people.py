"""Roles with dates, and which may stand beside one another."""

from datetime import date

import pytest

from bot.domain.people import Assignment, Refused, Role, acts_for, an_email, fits, refused

DAY = date(2022, 3, 24)


def role(
    of: str = "a",
    what: Role = Role.FOCAL_POINT,
    delegation: str = "FJI",
    since: date | None = None,
    until: date | None = None,
) -> Assignment:
    return Assignment(id=of, person="ana", role=what, delegation=delegation, since=since, until=until)


def test_a_role_is_in_force_on_its_first_and_its_last_day() -> None:
    dated = role(since=DAY, until=date(2022, 3, 31))
    assert [dated.in_force(date(2022, 3, day)) for day in (23, 24, 31)] == [False, True, True]
    assert not dated.in_force(date(2022, 4, 1))


def test_an_ended_role_is_not_in_force_on_that_day_and_ends_once() -> None:
    ended = role().ended(on=DAY)
    assert isinstance(ended, Assignment)
    assert ended.until == date(2022, 3, 23)
    assert not ended.in_force(DAY)
    assert ended.ended(on=DAY) == refused("role-has-ended", day=date(2022, 3, 23))


def test_a_role_that_would_end_later_can_be_ended_now() -> None:
    ended = role(until=date(2022, 12, 31)).ended(on=DAY)
    assert isinstance(ended, Assignment)
    assert ended.until == date(2022, 3, 23)


def test_leave_ends_with_the_role() -> None:
    dated = role(until=DAY)
    away = dated.away(DAY)
    assert isinstance(away, Assignment)
    assert away.leave_until == DAY
    assert isinstance(dated.away(date(2022, 3, 25)), Refused)
    back = away.away(None)
    assert isinstance(back, Assignment)
    assert back.leave_until is None


@pytest.mark.parametrize(
    ("new", "beside", "why"),
    [
        (role(delegation=""), [], "role-needs-delegation"),
        (role(since=DAY, until=date(2022, 3, 1)), [], "dates-reversed"),
        (role("b"), [role("a")], "role-held-already"),
        (role("b", Role.ADVISER, "IND"), [role("a")], "acts-for-another"),
        (role("a"), [role("a")], None),
        (role("b", since=DAY), [role("a", until=date(2022, 3, 23))], None),
        (role("b", delegation="IND", since=DAY), [role("a", until=date(2022, 3, 23))], None),
        (role("b", Role.MODERATOR, ""), [role("a")], None),
        (role("b", Role.ALTERNATE), [role("a")], None),
    ],
)
def test_which_role_fits_beside_which(new: Assignment, beside: list[Assignment], why: str | None) -> None:
    found = fits(new, beside)
    assert (found.key if found else None) == why


def test_the_secretariat_acts_for_no_delegation_whatever_is_said() -> None:
    assert (acts_for(Role.SECRETARIAT, "THA"), acts_for(Role.MODERATOR, "THA")) == ("", "")
    assert acts_for(Role.OBSERVER, "undp") == "undp"


@pytest.mark.parametrize("typed", ["Ana@Example.ORG ", "a.b+c@mfa.gov.fj"])
def test_an_email_is_kept_in_one_spelling(typed: str) -> None:
    assert an_email(typed) == typed.strip().casefold()


@pytest.mark.parametrize(
    "typed", ["", "ana", "ana@", "@b.org", "ana@host", "a b@c.org", "a@b.org,c@d.org", "x" * 260 + "@a.org"]
)
def test_what_is_no_email(typed: str) -> None:
    assert an_email(typed) is None
