"""Expressions of interest: who may still do what to one, and what is said instead."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.history import Change, Status, Step, begun
from bot.domain.interest import (
    ACCEPT,
    ANSWER,
    ASK,
    DECLINE,
    EDIT,
    WITHDRAW,
    Capacity,
    Interest,
    Statement,
)
from bot.domain.people import Refused

MORNING = datetime(2026, 3, 2, 2, tzinfo=UTC)
NOON = MORNING + timedelta(hours=3)
STATEMENT = Statement(capacity=Capacity.PROVIDER, agency="Ministry of Health")


def an_interest(*changes: Change) -> Interest:
    history = (*begun(by="sera", at=MORNING), *changes)
    return Interest(id="1", owner="FJI", body="network", statement=STATEMENT, history=history)


def stepped(interest: Interest, step: Step, *, by: str = "lee", note: str = "", saw: str = "") -> Interest:
    changed = interest.stepped(step, by=by, at=NOON, note=note, saw=saw)
    assert isinstance(changed, Interest)
    return changed


def refusal(interest: Interest, step: Step, *, by: str = "lee", saw: str = "") -> str:
    refused = interest.stepped(step, by=by, at=NOON, saw=saw)
    assert isinstance(refused, Refused)
    assert dict(refused.args) == {"by": interest.newest.by, "at": interest.newest.at}
    return refused.key


def test_each_change_says_who_and_when() -> None:
    asked = stepped(an_interest(), ASK, note="In which years?")
    answered = stepped(asked, ANSWER, by="sera", note="2027 and 2028")
    accepted = stepped(answered, ACCEPT)
    assert accepted.history == (
        Change(Status.SUBMITTED, "sera", MORNING),
        Change(Status.CLARIFICATION, "lee", NOON, "In which years?"),
        Change(Status.SUBMITTED, "sera", NOON, "2027 and 2028"),
        Change(Status.ACCEPTED, "lee", NOON),
    )
    assert (accepted.status, accepted.version) == (Status.ACCEPTED, 4)


@pytest.mark.parametrize("body", ["network", "theme"])
def test_it_can_be_edited_until_it_is_decided(body: str) -> None:
    other = Statement(capacity=Capacity.BOTH, agency="Ministry of Trade")
    edited = an_interest().edited(body, other, by="sera", at=NOON)
    assert isinstance(edited, Interest)
    assert (edited.statement, edited.body, edited.status) == (other, body, Status.SUBMITTED)
    decided = stepped(an_interest(), DECLINE, note="No capacity this year")
    no = decided.edited("network", other, by="sera", at=NOON)
    assert no == Refused("already-declined", (("by", "lee"), ("at", NOON)))


def test_an_edit_answers_a_question() -> None:
    asked = stepped(an_interest(), ASK, note="Which agency?")
    edited = asked.edited("network", STATEMENT, by="sera", at=NOON)
    assert isinstance(edited, Interest)
    assert edited.status is Status.SUBMITTED


@pytest.mark.parametrize(
    ("first", "then", "why"),
    [
        (ACCEPT, DECLINE, "already-accepted"),
        (ACCEPT, ASK, "already-accepted"),
        (DECLINE, ACCEPT, "already-declined"),
        (DECLINE, WITHDRAW, "already-declined"),
        (WITHDRAW, ACCEPT, "already-withdrawn"),
        (ASK, ASK, "already-clarification"),
    ],
)
def test_what_was_decided_is_not_decided_again(first: Step, then: Step, why: str) -> None:
    assert refusal(stepped(an_interest(), first), then, by="mia") == why


def test_nothing_to_answer_without_a_question() -> None:
    assert refusal(an_interest(), ANSWER, by="sera") == "already-submitted"


def test_the_same_press_again_changes_nothing() -> None:
    accepted = stepped(an_interest(), ACCEPT, saw="1")
    assert stepped(accepted, ACCEPT, saw="1") is accepted


def test_somebody_elses_press_on_the_same_card_hears_who_was_first() -> None:
    accepted = stepped(an_interest(), ACCEPT, by="lee", saw="1")
    assert refusal(accepted, ACCEPT, by="mia", saw="1") == "already-accepted"


def test_a_press_on_a_card_that_has_changed_since_is_asked_back() -> None:
    edited = an_interest().edited("network", STATEMENT, by="sera", at=NOON)
    assert isinstance(edited, Interest)
    assert refusal(edited, ACCEPT, saw="1") == "changed-since"


@pytest.mark.parametrize(
    ("step", "stands"), [(ASK, True), (ACCEPT, True), (DECLINE, False), (WITHDRAW, False)]
)
def test_after_no_or_withdrawal_the_delegation_may_register_anew(step: Step, *, stands: bool) -> None:
    assert an_interest().stands
    assert stepped(an_interest(), step).stands is stands


STEPS = {
    "edit": EDIT,
    "answer": ANSWER,
    "ask": ASK,
    "accept": ACCEPT,
    "decline": DECLINE,
    "withdraw": WITHDRAW,
}
OPEN_TO = {
    "submitted": {"edit", "ask", "accept", "decline", "withdraw"},
    "clarification": {"edit", "answer", "accept", "decline", "withdraw"},
    "accepted": {"withdraw"},
    "declined": set[str](),
    "withdrawn": set[str](),
}
LEADS_TO = {
    "edit": "submitted",
    "answer": "submitted",
    "ask": "clarification",
    "accept": "accepted",
    "decline": "declined",
    "withdraw": "withdrawn",
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_whatever_is_tried_the_history_only_grows_by_what_is_allowed(tried: list[str]) -> None:
    interest, status, count = an_interest(), "submitted", 1
    for name in tried:
        found = interest.stepped(STEPS[name], by="lee", at=NOON)
        if name in OPEN_TO[status]:
            assert isinstance(found, Interest)
            assert found.history[:-1] == interest.history
            interest, status, count = found, LEADS_TO[name], count + 1
        else:
            assert isinstance(found, Refused)
            assert found.key == f"already-{status}"
        assert (interest.status, interest.version) == (status, count)
