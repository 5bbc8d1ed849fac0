"""Which message keys the program uses: read from its sources and its dialogs."""

import ast
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import dialogs
from bot.forms import Choice, Choices, questions
from bot.meaning import CONTROLS
from bot.recognise.options import lists
from tests.words import page_keys
from tests.words.readers import network

ROOT = Path(dialogs.__file__).parent.parent
SOURCES = ("bot", "dialogs", "adapters", "storage", "manifest")
SPEAKING = frozenset({"say", "Say", "refused", "Refused"})
COMPUTED = {
    "day",
    "month",
    "moment",
    "moment-in",
    "hour",
    "number",
    "list",
    "either",
    "rows",
    "body",
    "delegation",
    "language",
    "own-language",
    "zone",
    "titled",
    "time",
    "time-exact",
    "times",
}
COMMANDS = (*dialogs.COMMANDS, *CONTROLS)


@cache
def trees() -> tuple[ast.Module, ...]:
    files = (file for folder in SOURCES for file in sorted((ROOT / folder).rglob("*.py")))
    return tuple(ast.parse(file.read_text("utf-8")) for file in files)


@cache
def nodes() -> tuple[ast.AST, ...]:
    return tuple(node for tree in trees() for node in ast.walk(tree))


def calls() -> Iterator[tuple[str, frozenset[str] | None]]:
    """Literal keys that are said, with the names of their arguments; None where not all are written out."""
    for node in nodes():
        match node:
            case ast.Call(func=ast.Name(name), args=[ast.Constant(str(key)), *rest], keywords=given):
                if name in SPEAKING:
                    names = frozenset(one.arg for one in given if one.arg)
                    yield key, None if rest or len(names) < len(given) else names


@cache
def literals() -> set[str]:
    return {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Keys that are put together: what is written of them, with anything between."""
    found = (pattern(node) for node in nodes() if isinstance(node, ast.JoinedStr))
    return tuple(re.compile(one) for one in dict.fromkeys(found) if re.search("[a-z]{2}", one))


def pattern(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values
    )


def of_forms() -> Iterator[str]:
    for name, form in dialogs.FORMS.items():
        yield name
        for asked, question in questions(form.answers).items():
            yield from (f"{name}-{asked}", f"{name}-{asked}-hint")
            if isinstance(question, Choice | Choices):
                yield from options(question.options)


def options(of: type[StrEnum] | str) -> Iterable[str]:
    if isinstance(of, str):
        return (label.key for label, _ in lists(network())[of] if label.key not in COMPUTED)
    return (f"{of.__name__.casefold()}-{option}" for option in of)


@cache
def required() -> set[str]:
    said = {key for key, _ in calls()} | set(of_forms()) | {f"command-{verb}" for verb in COMMANDS}
    said |= page_keys.required()
    return {key for key in said if key not in COMPUTED and not key.startswith("country-")}


def known(key: str) -> bool:
    """Whether anything in the program can say this."""
    if key.startswith("phrases-"):
        return key.removeprefix("phrases-") in COMMANDS
    return (
        key in required()
        or key in literals()
        or key.startswith("country-")
        or any(one.fullmatch(key) for one in patterns())
    )


def buttons() -> set[str]:
    """Labels that have to fit on a button or into a list to choose from."""
    pressed = {
        node.args[0].args[0].value
        for node in nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Button", "Link"}
        and node.args
        and isinstance(node.args[0], ast.Call)
        and node.args[0].args
        and isinstance(node.args[0].args[0], ast.Constant)
        and isinstance(node.args[0].args[0].value, str)
    }
    chosen = {
        key
        for form in dialogs.FORMS.values()
        for question in questions(form.answers).values()
        if isinstance(question, Choice | Choices)
        for key in options(question.options)
    }
    return pressed | chosen | {key for key in required() if key.startswith(("do-", "do.", "command-"))}
