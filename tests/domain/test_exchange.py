"""Needs and offers: cleared, open for a year, renewed, closed; and what is refused on the way."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.exchange.listing import ANSWER, ASK, CLOSE, PUBLISH, WITHDRAW, Kind, Listing
from bot.domain.exchange.terms import Modality, Need, Offer, year_after
from bot.domain.history import Status, Step, begun
from bot.domain.people import Refused

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
NEED = Need(
    title="Midwives for the outer islands",
    description="Refresher training on the islands themselves",
    sector="122",
    modality=(Modality.TRAINING, Modality.EXPERT),
    must_have=(Modality.TRAINING,),
    valid_until=date(2027, 3, 2),
)
OFFER = Offer(
    title="Rice breeding course",
    description="Four weeks",
    sector="311",
    modality=(Modality.TRAINING,),
    valid_until=date(2026, 9, 1),
)


def a_listing(terms: Need | Offer = OFFER, *steps: Step) -> Listing:
    listing = Listing(id="1", owner="FJI", terms=terms, history=begun(by="sera", at=NOW))
    for step in steps:
        listing = changed(listing.stepped(step, by="lee", at=NOW))
    return listing


def changed(found: Listing | Refused) -> Listing:
    assert isinstance(found, Listing)
    return found


def why(found: Listing | Refused) -> str:
    assert isinstance(found, Refused)
    return found.key


def test_a_need_says_what_it_must_have_and_what_it_would_accept() -> None:
    assert a_listing(NEED).kind is Kind.NEED
    assert a_listing(OFFER).kind is Kind.OFFER
    assert NEED.would_accept == (Modality.EXPERT,)


def test_an_edit_of_what_was_published_is_cleared_again() -> None:
    other = replace(OFFER, title="Rice breeding course, second round")
    edited = changed(a_listing(OFFER, PUBLISH).edited(other, by="sera", at=NOW))
    assert (edited.status, edited.terms) == (Status.SUBMITTED, other)


@pytest.mark.parametrize("end", [CLOSE, WITHDRAW])
def test_what_has_ended_stays_as_it_is(end: Step) -> None:
    ended = a_listing(OFFER, PUBLISH, end)
    no = f"already-{end.to}"
    assert why(ended.edited(OFFER, by="sera", at=NOW)) == no
    assert why(ended.renewed(TODAY, by="sera", at=NOW)) == no
    assert why(ended.stepped(PUBLISH, by="lee", at=NOW)) == no


def test_renewed_it_is_open_for_a_year_from_today() -> None:
    renewed = changed(a_listing(OFFER, PUBLISH).renewed(TODAY, by="sera", at=NOW))
    assert (renewed.status, renewed.terms.valid_until) == (Status.PUBLISHED, date(2027, 3, 2))


def test_renewing_never_shortens() -> None:
    far = replace(OFFER, valid_until=date(2030, 1, 1))
    renewed = changed(a_listing(far, PUBLISH).renewed(TODAY, by="sera", at=NOW))
    assert renewed.terms.valid_until == date(2030, 1, 1)


def test_the_same_renewal_again_renews_once() -> None:
    once = changed(a_listing(OFFER, PUBLISH).renewed(TODAY, by="sera", at=NOW, saw="2"))
    again = once.renewed(TODAY + timedelta(days=1), by="sera", at=NOW, saw="2")
    assert again is once


def test_what_is_not_cleared_yet_is_not_renewed_or_closed() -> None:
    assert why(a_listing().renewed(TODAY, by="sera", at=NOW)) == "already-submitted"
    assert why(a_listing().stepped(CLOSE, by="sera", at=NOW)) == "already-submitted"


def test_it_expires_the_day_after_its_last_one_and_can_be_renewed() -> None:
    listing = a_listing(OFFER, PUBLISH)
    assert why(listing.expired(OFFER.valid_until, at=NOW)) == "still-valid"
    expired = changed(listing.expired(OFFER.valid_until + timedelta(days=1), at=NOW))
    assert (expired.status, expired.newest.by) == (Status.EXPIRED, "")
    assert changed(expired.renewed(TODAY, by="sera", at=NOW)).status is Status.PUBLISHED


def test_a_question_waits_for_one_answer() -> None:
    asked = changed(a_listing().stepped(ASK, by="lee", at=NOW, note="For how many?"))
    answered = changed(asked.stepped(ANSWER, by="sera", at=NOW, note="Twenty"))
    assert [change.note for change in answered.history] == ["", "For how many?", "Twenty"]
    assert why(answered.stepped(ANSWER, by="sera", at=NOW)) == "already-submitted"


@pytest.mark.parametrize(
    ("today", "later"),
    [
        (date(2026, 3, 2), date(2027, 3, 2)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_twelve_months_later(today: date, later: date) -> None:
    assert year_after(today) == later


class Course(RuleBasedStateMachine):
    """Against a naive model: a word for the status, and the day the listing is valid until."""

    def __init__(self) -> None:
        super().__init__()
        self.listing = a_listing()
        self.status, self.until, self.today, self.changes = "submitted", OFFER.valid_until, TODAY, 1

    def expect(self, found: Listing | Refused, since: set[str], to: str) -> bool:
        if self.status not in since:
            assert why(found) == f"already-{self.status}"
            return False
        self.listing, self.status, self.changes = changed(found), to, self.changes + 1
        return True

    @rule(days=st.integers(1, 200))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(months=st.integers(-400, 400))
    def edit(self, months: int) -> None:
        until = self.today + timedelta(days=months)
        found = self.listing.edited(replace(OFFER, valid_until=until), by="sera", at=NOW)
        since = {"submitted", "clarification", "published", "expired"}
        self.until = until if self.expect(found, since, "submitted") else self.until

    @rule()
    def renew(self) -> None:
        found = self.listing.renewed(self.today, by="sera", at=NOW)
        if self.expect(found, {"published", "expired"}, "published"):
            self.until = max(self.until, year_after(self.today))

    @rule()
    def ask(self) -> None:
        self.expect(self.listing.stepped(ASK, by="lee", at=NOW), {"submitted"}, "clarification")

    @rule()
    def answer(self) -> None:
        self.expect(self.listing.stepped(ANSWER, by="sera", at=NOW), {"clarification"}, "submitted")

    @rule()
    def publish(self) -> None:
        found = self.listing.stepped(PUBLISH, by="lee", at=NOW)
        self.expect(found, {"submitted", "clarification"}, "published")

    @rule()
    def close(self) -> None:
        self.expect(self.listing.stepped(CLOSE, by="sera", at=NOW), {"published", "expired"}, "closed")

    @precondition(lambda self: self.changes > 4)
    @rule()
    def withdraw(self) -> None:
        since = {"submitted", "clarification", "published", "expired"}
        self.expect(self.listing.stepped(WITHDRAW, by="sera", at=NOW), since, "withdrawn")

    @rule()
    def expire(self) -> None:
        found = self.listing.expired(self.today, at=NOW)
        if self.until >= self.today:
            assert why(found) == "still-valid"
        else:
            self.expect(found, {"published"}, "expired")

    @invariant()
    def agrees(self) -> None:
        assert (self.listing.status, self.listing.version) == (self.status, self.changes)
        assert self.listing.terms.valid_until == self.until


Course.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestCourse = Course.TestCase
