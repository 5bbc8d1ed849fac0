"""Every cause that adapters and the relay can give ends in one plain line with the next step."""

import ast
from collections.abc import Iterator

import pytest

from adapters.slack.errors import CAUSE
from adapters.teams.errors import BLOCKED, NOT_INSTALLED, cause
from bot.domain.broadcast.counts import Counts, Reached
from bot.domain.delivery.state import State
from bot.wording import LANGUAGES
from dialogs.broadcast.causes import CAUSES, UNKNOWN, next_step, reason
from dialogs.broadcast.person_line import lines
from dialogs.broadcast.progress import LINES, adding_up
from tests.shape.sources import modules
from tests.words.readers import words
from tests.worlds import START

GIVEN = {"DeliveryFailed": 0, "Unreachable": 0, "Ended": 1}
"""Where the word stands among the arguments."""


def literal(module_constants: dict[str, str], node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str(word)):
            return word
        case ast.Name(name):
            return module_constants.get(name)
        case _:
            return None


def constants(tree: ast.Module) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(name)], value=ast.Constant(value=str(word))):
                found[name] = word
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                pairs = zip(names, values, strict=True)
                found |= {
                    name.id: value.value
                    for name, value in pairs
                    if isinstance(name, ast.Name)
                    and isinstance(value, ast.Constant)
                    and isinstance(value.value, str)
                }
            case _:
                continue
    return found


def said(tree: ast.Module) -> Iterator[str]:
    """The words that stand in the sources as a cause."""
    known = constants(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(name), args=args) if name in GIVEN:
                given = [literal(known, one) for one in args[GIVEN[name] : GIVEN[name] + 1]]
                yield from (word for word in given if word)
            case ast.keyword(arg="cause" | "first_cause", value=value):
                if word := literal(known, value):
                    yield word
            case _:
                continue


def causes() -> set[str]:
    found = {word for module in modules("bot", "adapters", "storage") for word in said(module.tree)}
    of_teams = {cause(403, word) for word in (*BLOCKED, *NOT_INSTALLED, "BotDisabledByAdmin", "")}
    return found | of_teams | {cause(404, ""), cause(413, "")} | set(CAUSE.values())


def test_none_is_missing() -> None:
    assert sorted(causes() - CAUSES.keys()) == []
    assert {"blocked", "not-installed", "rate-limited", "no-address", "platform-off", "stopped"} <= causes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_its_line_and_its_next_step(language: str) -> None:
    for one in CAUSES:
        for told in (reason(one), next_step(one)):
            assert words(language)(told) != told.key


def test_a_platforms_own_word_is_passed_on() -> None:
    assert words("en")(reason("team_is_melting")) == "The platform refused: team_is_melting."
    assert next_step("team_is_melting").key == UNKNOWN.next


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_of_a_person_is_told(language: str, state: State) -> None:
    one = Reached(person="ana", name="Ana", delegation="FJI", state=state, cause="blocked", attempts=2)
    told = words(language)(lines(one, 1))
    assert told
    assert "reached-" not in told
    assert "next-" not in told


@pytest.mark.parametrize(
    ("state", "cause", "line"),
    [
        (State.FAILED, "blocked", "Not reached. The person has blocked the bot. Next: ask"),
        (State.FAILED, "refused", "Not reached. The workspace or tenant does not permit the bot"),
        (State.RETRY, "rate-limited", "Not sent yet, after 10 attempts; it is tried again on"),
        (State.FAILED, "rate-limited", "Not reached. The platform asked to wait, again and again. Next:"),
        (
            State.PARKED,
            "uncertain",
            "It may have arrived. It is not sent again by itself. Next: ask the person",
        ),
    ],
)
def test_what_an_official_reads(state: State, cause: str, line: str) -> None:
    one = Reached(
        person="ana", name="Ana", delegation="FJI", state=state, cause=cause, attempts=10, due_at=START
    )
    assert words("en")(lines(one, 1)).replace("\n", " ").startswith(line)


def test_the_figures_of_all_states_add_up() -> None:
    assert sorted(state for _, states in LINES for state in states) == sorted(State)
    counts = Counts(by_state={state: place + 1 for place, state in enumerate(State)})
    total = adding_up(counts)
    assert total
    told = words("en")(total)
    figures = [int(word) for word in told.replace(",", "").split() if word.isdecimal()]
    assert figures[0] == sum(figures[1:]) == counts.audience
