"""The floor beside its naive model, and the faults that the machine is there to find."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.domain.floor.command import Command, Next, Request
from bot.domain.floor.decide import decided
from bot.domain.floor.entry import Entry, ListName
from bot.domain.floor.event import Event, Undone
from bot.domain.floor.floor import Floor, first, holder, waiting
from bot.domain.people import Refused
from tests.domain.floor.machine import Meeting
from tests.domain.floor.playing import Way

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]
QUICK = settings(max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=SLOW)
DEEP = settings(max_examples=2000, stateful_step_count=50, deadline=None, suppress_health_check=SLOW)
SEARCH = settings(QUICK, max_examples=1000, phases=[Phase.generate], database=None, derandomize=True)


def test_a_meeting_is_as_the_book_says() -> None:
    run_state_machine_as_test(Meeting, settings=QUICK)


@pytest.mark.proof
def test_any_meeting_is_as_the_book_says() -> None:
    run_state_machine_as_test(Meeting, settings=DEEP)


def listed_twice(floor: Floor, command: Command) -> Event | Refused | None:
    """Forgets who is listed already."""
    found, wish = decided(floor, command), command.wish
    if isinstance(found, Refused) and isinstance(wish, Request):
        others = {
            name: entry
            for name, entry in floor.entries.items()
            if entry.asked.delegation != wish.asked.delegation
        }
        return decided(replace(floor, entries=others), command)
    return found


def done_twice(floor: Floor, command: Command) -> Event | Refused | None:
    """Does not know a key again."""
    found = decided(floor, replace(command, key=f"{command.key} at {floor.version}"))
    return replace(found, key=command.key) if isinstance(found, Event) else found


def first_come_first_served(floor: Floor, item: str, of: ListName) -> Sequence[Entry]:
    """Forgets classes, categories and moves."""
    return sorted(waiting(floor, item, of), key=lambda entry: entry.number)


def gap_counted(floor: Floor, command: Command) -> Event | Refused | None:
    """An undo leaves the clock where the replay leaves it."""
    found = decided(floor, command)
    if isinstance(found, Event) and isinstance(found.change, Undone):
        return replace(found, change=Undone(found.change.of))
    return found


def blind(floor: Floor, command: Command) -> Event | Refused | None:
    """Takes Next for whoever is first by now."""
    if isinstance(command.wish, Next):
        speaks, follows = holder(floor), first(floor)
        wish = Next(speaks.id if speaks else "", follows.id if follows else "")
        return decided(floor, replace(command, wish=wish))
    return decided(floor, command)


def told_again(floor: Floor, command: Command) -> Event | Refused | None:
    """Forgets what it has told."""
    forgetful = replace(floor, events=[replace(event, told=()) for event in floor.events])
    return decided(forgetful, command)


FAULTS = {
    "a delegation is listed twice": Way(decided=listed_twice),
    "a redelivered command is done twice": Way(decided=done_twice),
    "the order is that of asking": Way(waiting=first_come_first_served),
    "the gap before an undo is counted": Way(decided=gap_counted),
    "a Next is carried out for another than was seen": Way(decided=blind),
    "a place is told twice": Way(decided=told_again),
}


QUICKLY = list(FAULTS)[:3]
IN_TIME = [pytest.param(fault, marks=pytest.mark.proof) for fault in list(FAULTS)[3:]]


@pytest.mark.parametrize("fault", [*QUICKLY, *IN_TIME])
def test_the_machine_finds(fault: str) -> None:
    class Faulty(Meeting):
        way = FAULTS[fault]

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Faulty, settings=SEARCH)
