"""The figures in words, and the table for the README."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.load import Figures
from tests.bench.step import Step

SLACK_SQLITE, SLACK_POSTGRES, TEAMS_TIMES = 120, 250, 3
P99_MS, STEP_MS, FOLD_MS = 100, 1, 5
MIDDLE = 8
"""Requests at once at which the servers are compared."""


@dataclass(frozen=True)
class Run:
    """One server under one kind of load; `at` by how many requests at once."""

    name: str
    at: dict[int, Figures]

    @property
    def middle(self) -> Figures:
        return self.at[MIDDLE]

    def line(self, at_once: int) -> str:
        one = self.at[at_once]
        return (
            f"{self.name:<22}{one.at_once:>3} at once {one.turns:>7.1f} turns/s {one.cpu_ms:>6.2f} ms CPU"
            f"/turn   HTTP p50 {one.percentile(50):>6.1f} ms  p99 {one.percentile(99):>6.1f} ms"
        )


@dataclass(frozen=True)
class Compared:
    """Ours beside a peer, with what is to be reached."""

    ours: Run
    peer: Run
    target: str
    reached: bool

    def row(self) -> Sequence[str]:
        one, other = self.ours.middle, self.peer.middle
        return (
            f"{self.ours.name}",
            f"{one.turns:.0f}/s",
            f"{one.cpu_ms:.1f} ms",
            f"{one.percentile(50):.0f} / {one.percentile(99):.0f} ms",
            f"{one.turns / other.turns:.2f} × {self.peer.name} ({other.turns:.0f}/s)",
            self.target,
            "reached" if self.reached else "missed",
        )


HEAD = ("8 at once", "turns", "CPU a turn", "HTTP p50 / p99", "beside its peer", "to reach", "")


def in_slack(ours: Run, peer: Run, least: int) -> Compared:
    fit = ours.middle.turns >= least and ours.middle.percentile(99) <= P99_MS
    return Compared(ours, peer, f"≥ {least}/s, p99 ≤ {P99_MS} ms", fit)


def in_teams(ours: Run, peer: Run) -> Compared:
    fit = ours.middle.turns >= TEAMS_TIMES * peer.middle.turns
    return Compared(ours, peer, f"≥ {TEAMS_TIMES} × its peer", fit)


def stepped(one: Step) -> Sequence[str]:
    fit = "reached" if one.cpu_ms <= STEP_MS else "missed"
    return (f"Step: {one.name}", "", f"{one.cpu_ms:.2f} ms", "", "", f"≤ {STEP_MS} ms", fit)


def folded(one: Step) -> Sequence[str]:
    fit = "reached" if one.cpu_ms < FOLD_MS else "missed"
    return (f"Floor: {one.name}", "", f"{one.cpu_ms:.2f} ms", "", "", f"< {FOLD_MS} ms", fit)


def table(rows: Sequence[Sequence[str]]) -> str:
    """In Markdown."""
    every = [HEAD, tuple("---" for _ in HEAD), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in every)
