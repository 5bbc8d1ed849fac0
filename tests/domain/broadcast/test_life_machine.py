"""Whatever the secretariat does in whatever order: only what a second person has just looked at is sent."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.broadcast.broadcast import Broadcast, Moment, Phase, Text, Version
from bot.domain.broadcast.counts import Counts
from bot.domain.broadcast.life import (
    FRESH,
    WAITS,
    Look,
    approved,
    asked,
    corrected,
    edited,
    lapsed,
    pending,
    prompted,
    requested,
)
from bot.domain.broadcast.running import cancelled, paused, recalled, rehearsed, reminded, resumed
from bot.domain.broadcast.texts import newest, saying
from bot.domain.delivery.state import State
from bot.domain.people import Refused
from tests.domain.broadcast.making import BANGKOK, NOW, SECRETARIAT, draft, members

people = st.sampled_from(SECRETARIAT)
texts = st.sampled_from("ABC").map(lambda sign: {"en": Text(subject=sign, body=sign)})
tallies = st.dictionaries(st.sampled_from(State), st.integers(0, 3)).map(lambda by: Counts(by_state=by))
passing = st.sampled_from([0, 30, 9 * 60, 11 * 60, 86_400, 7 * 86_400]).map(lambda s: timedelta(seconds=s))


class Life(RuleBasedStateMachine):
    """`asked_for`: the texts of each version somebody was asked about; `opened`: previews, as they are kept;
    `versions`: those in force, in the order in which they came into force.
    """

    @initialize()
    def begin(self) -> None:
        self.now, self.one = NOW, draft()
        self.asked_for: dict[int, Mapping[str, Text]] = {}
        self.opened: dict[tuple[int, str], Look] = {}
        self.in_force: list[Version] = []
        self.edited_at = NOW

    def becomes(self, outcome: Broadcast | Refused | None) -> bool:
        """A refusal changes nothing, and a change is one step on record."""
        if not isinstance(outcome, Broadcast) or outcome is self.one:
            return False
        assert outcome.changes == len(outcome.steps) == self.one.changes + 1
        assert outcome.steps[:-1] == self.one.steps
        assert outcome.sent_version >= self.one.sent_version
        assert (outcome.phase is Phase.CANCELLED) >= (self.one.phase is Phase.CANCELLED)
        assert not self.one.recalled_at
        self.one = outcome
        return True

    @rule(by=passing)
    def passes(self, by: timedelta) -> None:
        self.now += by

    @rule(by=people, text=texts)
    def edit(self, by: str, text: Mapping[str, Text]) -> None:
        if self.becomes(edited(self.one, saying(self.one, text, "en"), by=by, at=self.now)):
            self.rewritten(by)

    @rule(by=people, code=st.sampled_from(["FJI", "THA"]))
    def aim(self, by: str, code: str) -> None:
        if self.becomes(edited(self.one, replace(self.one, audience=members(code)), by=by, at=self.now)):
            self.rewritten(by)

    @rule(by=people, needs_ack=st.booleans(), expires=st.sampled_from([None, "2026-03-05T12:00"]))
    def agree(self, by: str, expires: str | None, *, needs_ack: bool) -> None:
        ends = Moment(local=expires, zone=BANGKOK) if expires else None
        wanted = replace(self.one, needs_ack=needs_ack, expires=ends)
        if self.becomes(edited(self.one, wanted, by=by, at=self.now)):
            self.rewritten(by)

    @rule(by=people, text=texts)
    def correct(self, by: str, text: Mapping[str, Text]) -> None:
        if self.becomes(corrected(self.one, text, "en", by=by, at=self.now)):
            assert self.one.sent_version
            self.rewritten(by)

    def rewritten(self, by: str) -> None:
        assert not asked(self.one)
        assert (newest(self.one).by, newest(self.one).at) == (by, self.now)
        self.edited_at = self.now

    @rule(by=people)
    def ask(self, by: str) -> None:
        if self.becomes(requested(self.one, (), SECRETARIAT, by=by, at=self.now)):
            self.asked_for[self.one.version] = newest(self.one).texts

    @rule(by=people)
    def look(self, by: str) -> None:
        self.opened[self.one.version, by] = Look(self.one.version, self.now)

    @rule(by=people, version=st.integers(0, 3))
    def approve(self, by: str, version: int) -> None:
        look = self.opened.get((version, by), Look(version, None))
        before = self.one
        if self.becomes(approved(self.one, look, (), by=by, at=self.now)):
            self.allowed(before, look, by)
            self.in_force.append(newest(self.one))

    @rule(by=people, after=passing)
    def look_and_approve(self, by: str, after: timedelta) -> None:
        self.now += after
        self.look(by)
        self.approve(by, self.one.version)

    @rule(by=people, text=texts, back=st.integers(0, 1))
    def write_ask_and_approve_what_was_seen(self, by: str, text: Mapping[str, Text], back: int) -> None:
        self.look(SECRETARIAT[0])
        self.edit(by, text)
        self.correct(by, text)
        self.ask(by)
        self.approve(SECRETARIAT[0], self.one.version - back)

    def allowed(self, before: Broadcast, look: Look, by: str) -> None:
        assert asked(before)
        assert before.requested_at
        assert self.now < before.requested_at + WAITS
        assert newest(before).by != by
        assert look.version == before.version
        assert look.at
        assert self.edited_at <= look.at
        assert self.now - look.at <= FRESH

    @precondition(lambda self: self.one.sent_version or self.one.changes > 12)
    @rule(by=people, counts=tallies, what=st.sampled_from([paused, cancelled, recalled]))
    def stop(self, by: str, counts: Counts, what: Callable[..., Broadcast | Refused]) -> None:
        before = self.one
        if self.becomes(what(self.one, counts, by=by, at=self.now)) and before.sent_version:
            assert not counts.complete or what is recalled

    @precondition(lambda self: self.one.sent_version)
    @rule(by=people)
    def resume(self, by: str) -> None:
        if self.becomes(resumed(self.one, by=by, at=self.now)):
            assert (self.one.phase, self.one.recalled_at) == (Phase.APPROVED, None)

    @precondition(lambda self: self.one.sent_version)
    @rule(by=people, silent=st.integers(0, 2))
    def remind(self, by: str, silent: int) -> None:
        if self.becomes(reminded(self.one, silent, by=by, at=self.now)):
            assert self.one.sent_version
            assert not self.one.recalled_at

    @rule(by=people)
    def ask_and_let_another_approve(self, by: str) -> None:
        self.ask(by)
        self.look_and_approve(next(one for one in SECRETARIAT if one != newest(self.one).by), timedelta())

    @rule(by=people)
    def ask_and_wait_too_long(self, by: str) -> None:
        self.ask(by)
        self.look_and_approve(next(one for one in SECRETARIAT if one != newest(self.one).by), WAITS)

    @rule(by=people)
    def rehearse(self, by: str) -> None:
        self.becomes(rehearsed(self.one, (), by=by, at=self.now))

    @rule()
    def tick(self) -> None:
        self.becomes(prompted(self.one, at=self.now))
        self.becomes(lapsed(self.one, at=self.now))

    @invariant()
    def only_what_was_approved_by_a_second_person_is_in_force(self) -> None:
        numbers = [version.number for version in self.in_force]
        assert numbers == sorted(set(numbers))
        assert self.one.sent_version == max(numbers, default=0)
        approvals = {one.number: one for one in self.one.versions if one.approved_by}
        assert approvals == {one.number: one for one in self.in_force}

    @invariant()
    def what_somebody_was_asked_about_never_changes(self) -> None:
        kept = {one.number: one.texts for one in self.one.versions}
        assert {number: kept[number] for number in self.asked_for} == self.asked_for
        assert sorted(kept) == [one.number for one in self.one.versions]
        assert self.one.version == max(kept)

    @invariant()
    def its_phase_tells_how_it_stands(self) -> None:
        one = self.one
        assert asked(one) <= pending(one)
        assert (one.phase is Phase.REQUESTED) == (asked(one) and not one.sent_version)
        assert (one.phase in {Phase.APPROVED, Phase.PAUSED}) <= bool(one.sent_version)
        assert (one.recalled_at is not None) <= (one.phase is Phase.CANCELLED)
        assert bool(one.sent_version) <= (one.phase not in {Phase.DRAFT, Phase.REQUESTED, Phase.LAPSED})


Life.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestLife = Life.TestCase
