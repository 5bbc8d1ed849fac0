"""Whatever may happen at a meeting, in any order: a state machine for hypothesis."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.floor import command as c
from bot.domain.floor.entry import (
    LIVE,
    WAITING,
    Asked,
    Capacity,
    Entry,
    Kind,
    ListName,
    Mode,
    Motion,
    State,
)
from tests.domain.floor.playing import RULES, Playing, Way

CATEGORIES = {"asean": 0, "FJI": 1, "THA": 1, "MYS": 1, "CHN": 1, "unep": 3}
PICK = st.integers(0, 9)
SELDOM = st.integers(0, 7).map(lambda number: number == 7)
CLOSE_TO = st.sampled_from([0, 0, 0, 1, 2])
WAIT = st.timedeltas(timedelta(), timedelta(minutes=9))
KINDS = st.sampled_from([Kind.STATEMENT, *Kind])
CAPACITIES = st.sampled_from([*[Capacity.NATIONAL] * 5, *Capacity])
ITEMS = st.sampled_from(["1", "1", "1", "2", "3"])


class Terms(NamedTuple):
    capacity: Capacity
    motion: Motion
    mode: Mode
    level: int
    allotted_s: int | None
    note: str


TERMS = st.builds(
    Terms,
    CAPACITIES,
    st.sampled_from(Motion),
    st.sampled_from(Mode),
    st.integers(0, 2),
    st.sampled_from([None, None, 60]),
    st.sampled_from(["", "", "", "n" * 251]),
)
REASONS = st.sampled_from(["", "protocol"])


class Meeting(RuleBasedStateMachine):
    """`way`: what is under test. Most wishes are such as can be granted; some are not."""

    way = Way()

    def __init__(self) -> None:
        super().__init__()
        self.play = Playing(self.way)

    def one(self, pick: int, fit: Callable[[Entry], bool], *, wild: bool = False) -> str:
        every = list(self.play.floor.entries.values())
        fitting = [entry.id for entry in every if wild or fit(entry)] or [entry.id for entry in every]
        return fitting[pick % len(fitting)] if fitting else "nobody"

    def of(self, pick: int, *states: State, wild: bool = False) -> str:
        return self.one(pick, lambda entry: entry.state in states, wild=wild)

    def delegation(self, entry: str) -> str:
        found = self.play.floor.entries.get(entry)
        return found.asked.delegation if found else "FJI"

    def whom(self, entry: str, *, chair: bool, wild: bool = False) -> str:
        return "" if chair else "CHN" if wild else self.delegation(entry)

    def fresh(self) -> str:
        return f"e{len(self.play.sent)}"

    @property
    def holder(self) -> str:
        every = self.play.floor.entries.values()
        for state in (State.SPEAKING, State.CALLED, State.PAUSED):
            for entry in every:
                if entry.state is state:
                    return entry.id
        return ""

    @property
    def first(self) -> str:
        play = self.play
        lists = (
            (play.way.waiting(play.floor, play.floor.current, of) for of in ListName)
            if play.floor.current
            else ()
        )
        return next((entry.id for of in lists for entry in of), "")

    @property
    def newest(self) -> list[int]:
        """Those that can still be taken back, the last one first."""
        return [line.number for line in reversed(self.play.naive.not_taken_back())]

    # Delegations

    @initialize(delegations=st.lists(st.sampled_from(list(CATEGORIES)), unique=True), opens=st.booleans())
    def begins(self, delegations: list[str], *, opens: bool) -> None:
        if opens:
            self.play.does(c.Open("1", "inscription"))
        for delegation in delegations:
            self.play.does(c.Request(self.fresh(), self.asked(delegation)), delegation)

    def asked(self, delegation: str, item: str = "1", kind: Kind = Kind.STATEMENT) -> Asked:
        return Asked(
            delegation=delegation,
            item=item,
            kind=kind,
            by=f"person-of-{delegation}",
            at=self.play.now,
            source="slack",
            category=CATEGORIES[delegation],
        )

    @rule(
        delegation=st.sampled_from(list(CATEGORIES)),
        item=ITEMS,
        kind=KINDS,
        terms=TERMS,
        lag=st.sampled_from([timedelta(), timedelta(), timedelta(seconds=20)]),
        chair=SELDOM,
    )
    def request(
        self, delegation: str, item: str, kind: Kind, terms: Terms, lag: timedelta, *, chair: bool
    ) -> None:
        asked = self.asked(delegation, item, kind)._replace(
            **terms._asdict(),
            at=self.play.now - lag,
        )
        if kind is not Kind.POINT_OF_ORDER:
            asked = asked._replace(motion=Motion.NONE)
        self.play.does(c.Request(self.fresh(), asked), "" if chair else delegation, lag)

    @rule(delegation=st.sampled_from(list(CATEGORIES)))
    def request_plainly(self, delegation: str) -> None:
        self.play.does(c.Request(self.fresh(), self.asked(delegation)), delegation)

    @rule(pick=PICK, chair=SELDOM, wild=SELDOM)
    def withdraw(self, pick: int, *, chair: bool, wild: bool) -> None:
        entry = self.of(pick, *WAITING, State.CALLED, wild=wild)
        self.play.does(c.Withdraw(entry), self.whom(entry, chair=chair, wild=wild))

    @rule(pick=PICK, wild=SELDOM)
    def decline(self, pick: int, *, wild: bool) -> None:
        self.play.does(c.Decline(self.of(pick, *WAITING, wild=wild), "no time is left"))

    @rule(pick=PICK, chair=st.booleans(), wild=SELDOM)
    def defer(self, pick: int, *, chair: bool, wild: bool) -> None:
        entry = self.of(pick, State.LISTED, wild=wild)
        self.play.does(c.Defer(entry), self.whom(entry, chair=chair, wild=wild))

    @rule(pick=PICK, other=PICK, chair=SELDOM, wild=SELDOM)
    def offer_swap(self, pick: int, other: int, *, chair: bool, wild: bool) -> None:
        entry, with_whom = self.of(pick, State.LISTED, wild=wild), self.of(other, State.LISTED, wild=wild)
        self.play.does(c.OfferSwap(entry, "" if wild else with_whom), self.whom(entry, chair=chair))

    @rule(pick=PICK, accepted=st.booleans(), wild=SELDOM)
    def answer_swap(self, pick: int, *, accepted: bool, wild: bool) -> None:
        entry = self.one(pick, lambda one: bool(one.swap), wild=wild)
        found = self.play.floor.entries.get(entry)
        other = found.swap if found else "nobody"
        self.play.does(c.AnswerSwap(entry, other, accepted), self.whom(other, chair=False))

    @rule(
        pick=PICK,
        name=st.sampled_from(["", "Ms Tuisawau", "x" * 121]),
        mode=st.sampled_from(Mode),
        wild=SELDOM,
    )
    def replace_the_speaker(self, pick: int, name: str, mode: Mode, *, wild: bool) -> None:
        entry = self.of(pick, *LIVE, wild=wild)
        if found := self.play.floor.entries.get(entry):
            asked = found.asked._replace(speaker=name, mode=mode)
            self.play.does(c.Detail(entry, asked), self.whom(entry, chair=False, wild=wild))

    @rule(pick=PICK, kind=KINDS, motion=st.sampled_from(Motion), chair=st.booleans())
    def ask_for_something_else(self, pick: int, kind: Kind, motion: Motion, *, chair: bool) -> None:
        entry = self.of(pick, *LIVE)
        if found := self.play.floor.entries.get(entry):
            asked = found.asked._replace(
                kind=kind, motion=motion if kind is Kind.POINT_OF_ORDER else Motion.NONE
            )
            self.play.does(c.Detail(entry, asked), self.whom(entry, chair=chair))

    @rule(pick=PICK, ready=st.booleans(), wild=SELDOM)
    def ready(self, pick: int, *, ready: bool, wild: bool) -> None:
        entry = self.of(pick, State.LISTED, State.CALLED, wild=wild)
        self.play.does(c.Ready(entry, ready), self.whom(entry, chair=False, wild=wild))

    @rule(pick=PICK, wild=SELDOM)
    def file_in_writing(self, pick: int, *, wild: bool) -> None:
        entry = self.of(pick, *WAITING, State.CALLED, wild=wild)
        self.play.does(c.FileInWriting(entry, "https://example.org/1", 700), self.whom(entry, chair=False))

    @rule(delegation=st.sampled_from(list(CATEGORIES)), item=ITEMS)
    def file_without_being_listed(self, delegation: str, item: str) -> None:
        asked = self.asked(delegation, item)
        self.play.does(c.FileInWriting(self.fresh(), "https://example.org/2", 0, asked), delegation)

    # The Chair

    @rule(stale=SELDOM)
    def next(self, *, stale: bool) -> None:
        self.play.does(c.Next("somebody" if stale else self.holder, self.first))

    @rule(time=WAIT)
    def next_speaks(self, time: timedelta) -> None:
        self.play.does(c.Next(self.holder, self.first))
        self.play.does(c.Start(self.of(0, State.CALLED)))
        self.play.now += time

    @rule(stops=st.sampled_from([c.Pause, c.End, c.Interrupt, c.Suspend, c.Next]), time=WAIT, gap=WAIT)
    def err(self, stops: type[c.Wish], time: timedelta, gap: timedelta) -> None:
        """The clock of whoever speaks is stopped by mistake, and it is a while before that is taken back."""
        self.play.now += time
        item = self.play.floor.current or "1"
        wishes: tuple[c.Wish, ...] = (
            c.Pause(self.holder),
            c.End(self.holder),
            c.Interrupt(self.holder),
            c.Suspend(item, ""),
            c.Next(self.holder, self.first),
        )
        done = [self.play.does(wish) for wish in wishes if isinstance(wish, stops)]
        self.play.now += gap
        if any(done):
            self.undo(0)

    @rule()
    def two_chairs(self) -> None:
        """Both saw the same, so only one of them has it."""
        speaker, calls = self.holder, self.first
        one = self.play.does(c.Next(speaker, calls))
        other = self.play.does(c.Next(speaker, calls))
        assert not (one and other)

    @rule(pick=PICK, reason=REASONS, stale=SELDOM, wild=SELDOM)
    def call(self, pick: int, reason: str, *, stale: bool, wild: bool) -> None:
        entry = self.of(pick, State.LISTED, wild=wild)
        self.play.does(c.Call("somebody" if stale else self.holder, entry, reason))

    @rule(pick=PICK, any_of=st.booleans(), saw=st.sampled_from(["", State.CALLED]), wild=SELDOM)
    def start(self, pick: int, saw: str, *, any_of: bool, wild: bool) -> None:
        states = (State.CALLED, State.LISTED) if any_of else (State.CALLED,)
        self.play.does(c.Start(self.of(pick, *states, wild=wild), saw))

    @rule(pick=PICK, wild=SELDOM)
    def pause(self, pick: int, *, wild: bool) -> None:
        self.play.does(c.Pause(self.of(pick, State.SPEAKING, wild=wild)))

    @rule(pick=PICK, wild=SELDOM)
    def resume(self, pick: int, *, wild: bool) -> None:
        self.play.does(c.Resume(self.of(pick, State.PAUSED, wild=wild)))

    @rule(pick=PICK, cut_off=SELDOM, wild=SELDOM)
    def end(self, pick: int, *, cut_off: bool, wild: bool) -> None:
        self.play.does(c.End(self.of(pick, State.SPEAKING, wild=wild), cut_off))

    @rule(pick=PICK, wild=SELDOM)
    def pass_over(self, pick: int, *, wild: bool) -> None:
        self.play.does(c.Pass(self.of(pick, State.CALLED, wild=wild)))

    @rule(pick=PICK, wild=SELDOM)
    def interrupt(self, pick: int, *, wild: bool) -> None:
        self.play.does(c.Interrupt(self.of(pick, State.SPEAKING, State.PAUSED, wild=wild), "connection lost"))

    @rule(pick=PICK, wild=SELDOM)
    def come_back(self, pick: int, *, wild: bool) -> None:
        self.play.does(c.Return(self.of(pick, State.INTERRUPTED, wild=wild)))

    @rule(pick=PICK, wild=SELDOM)
    def call_back(self, pick: int, *, wild: bool) -> None:
        ended = self.one(pick, lambda one: one.state not in LIVE, wild=wild)
        self.play.does(c.CallBack(self.fresh(), ended))

    @rule(pick=PICK, wild=SELDOM)
    def rule_on_it(self, pick: int, *, wild: bool) -> None:
        point = self.one(pick, lambda one: one.asked.kind is Kind.POINT_OF_ORDER, wild=wild)
        self.play.does(c.Rule(point, "The motion is carried."))

    # The list

    @rule(item=ITEMS, wish=st.sampled_from([c.Open, c.Close, c.Finish, c.Suspend, c.Continue]), stale=SELDOM)
    def state(self, item: str, wish: type[c.Open], *, stale: bool) -> None:
        self.play.does(wish(item, "finished" if stale else self.play.floor.items[item].state))

    @rule(item=ITEMS, begins=st.booleans())
    def vote(self, item: str, *, begins: bool) -> None:
        self.play.does(c.Vote(item, begins))

    @rule(pick=PICK, before=PICK, reason=REASONS, to_the_end=SELDOM, wild=SELDOM)
    def move(self, pick: int, before: int, reason: str, *, to_the_end: bool, wild: bool) -> None:
        entry = self.of(pick, State.LISTED, wild=wild)
        self.play.does(
            c.Move(entry, None if to_the_end else self.of(before, State.LISTED, wild=wild), reason)
        )

    def waiting(self, item: str, of: ListName) -> tuple[str, ...]:
        return tuple(entry.id for entry in self.play.way.waiting(self.play.floor, item, of))

    @rule(item=ITEMS, of=st.sampled_from(ListName), leave=CLOSE_TO)
    def interleave(self, item: str, of: ListName, leave: int) -> None:
        self.play.does(c.Interleave(self.waiting(item, of)[leave:]))

    @rule(item=ITEMS, leave=CLOSE_TO, seed=st.sampled_from(["24", "3", "2022"]))
    def draw_lots(self, item: str, leave: int, seed: str) -> None:
        self.play.does(c.DrawLots(self.waiting(item, ListName.STATEMENTS)[leave:], seed))

    @rule(item=ITEMS, limit_s=st.sampled_from([240, 180, 0]), stale=SELDOM)
    def limit(self, item: str, limit_s: int, *, stale: bool) -> None:
        self.play.does(c.Limit(item, limit_s, 1 if stale else self.play.floor.items[item].limit_s))

    @rule(item=ITEMS, to=ITEMS, leave=CLOSE_TO)
    def carry_over(self, item: str, to: str, leave: int) -> None:
        self.play.does(c.CarryOver(self.waiting(item, ListName.STATEMENTS)[leave:], to))

    @rule(picks=st.lists(PICK, max_size=3, unique=True), wild=SELDOM)
    def release(self, picks: list[int], *, wild: bool) -> None:
        entries = dict.fromkeys(self.of(pick, *WAITING, wild=wild) for pick in picks)
        self.play.does(c.Release(tuple(entries), "the item is over"))

    @rule(back=CLOSE_TO)
    def undo(self, back: int) -> None:
        newest = self.newest[back:]
        self.play.does(c.Undo(newest[0] if newest else 1))

    @rule(times=st.integers(2, 5))
    def undo_again_and_again(self, times: int) -> None:
        for _ in range(times):
            self.undo(0)

    # Around it

    @rule(time=WAIT)
    def time_passes(self, time: timedelta) -> None:
        self.play.now += time

    @rule(back=st.integers(1, 20))
    def delivered_again(self, back: int) -> None:
        if sent := self.play.sent[-back:]:
            self.play.sends(sent[0])

    @rule(delegation=st.sampled_from(list(CATEGORIES)))
    def a_delegate_plays_the_chair(self, delegation: str) -> None:
        for wish in self.of_the_chair():
            assert not self.play.does(wish, delegation)

    def of_the_chair(self) -> Iterable[c.Wish]:
        yield c.Next(self.holder, self.first)
        yield c.End(self.holder)
        yield c.Move(self.of(0, State.LISTED), None)
        yield c.Undo((self.newest or [1])[0])

    @invariant()
    def folds_to_the_same(self) -> None:
        self.play.folds_anew(len(self.play.sent) % (self.play.floor.version + 1))

    @invariant()
    def nobody_is_there_twice(self) -> None:
        """But who was interrupted may have queued again while it spoke."""
        waits = [one for one in self.play.floor.entries.values() if one.state in {State.LISTED, State.CALLED}]
        ones = [one for one in waits if not one.segments and not RULES[one.asked.item].several]
        kinds = [(one.asked.item, one.asked.delegation, one.list, one.asked.kind) for one in ones]
        assert len(kinds) == len(set(kinds)), kinds

    @invariant()
    def nobody_is_called_before_asking(self) -> None:
        for entry in self.play.floor.entries.values():
            times = [at for at in (entry.called_at, entry.begun_at, entry.ended_at) if at]
            assert all(entry.asked.at <= at for at in times), entry
            assert not entry.ended_at or entry.ended_at == max(times), entry

    @invariant()
    def one_speaks_at_a_time(self) -> None:
        assert sum(one.state is State.SPEAKING for one in self.play.floor.entries.values()) <= 1
        assert sum(one.state is State.CALLED for one in self.play.floor.entries.values()) <= 1
