"""What Teams would refuse in a card, and what a person would find on it."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jsonschema import Draft7Validator

from bot.chat import Json

SCHEMA = Draft7Validator(
    json.loads(files("adaptive_cards").joinpath("schemas/schema-1.5.json").read_text("utf-8-sig"))
)
LARGEST = 25_000
WORDED = frozenset(
    {"text", "title", "label", "value", "errorMessage", "id", "of", "saw", "draft", "name", "raw"}
)


def faults(card: Json) -> list[str]:
    """By the official schema, which does not know Teams' own `msteams`, and by Teams' own limits."""
    bare = {name: value for name, value in card.items() if name != "msteams"}
    found = list(schema_faults(json.dumps(shape(bare), sort_keys=True)))
    found += [] if card.get("version") == "1.5" else ["another version than 1.5"]
    found += [] if len(json.dumps(card, ensure_ascii=False).encode()) <= LARGEST else ["too large"]
    found += [f"{len(listed)} primary actions" for listed in sets(card) if primary(listed) > 6]
    ids = [str(one["id"]) for one in inputs(card)]
    found += ["two fields of one name"] if len(set(ids)) < len(ids) else []
    return found + [f"a comma in {value}" for value in values(card) if "," in value]


@cache
def schema_faults(card: str) -> tuple[str, ...]:
    return tuple(error.message for error in SCHEMA.iter_errors(json.loads(card)))


def shape(node: object, name: str = "") -> object:
    """What decides whether the schema holds: not the words, and no row twice; many cards are of one shape."""
    match node:
        case dict():
            return {key: shape(part, key) for key, part in node.items()}
        case list():
            shapes = {json.dumps(found := shape(part), sort_keys=True): found for part in node}
            return list(shapes.values())
        case str() if name in WORDED:
            return "x"
        case _:
            return node


def elements(node: object) -> Iterator[Json]:
    """Everything on the card, in reading order."""
    match node:
        case dict():
            if isinstance(node.get("type"), str):
                yield node
            for name, part in node.items():
                if name != "data":
                    yield from elements(part)
        case list():
            for part in node:
                yield from elements(part)
        case _:
            return


def sets(card: Json) -> Iterator[list[object]]:
    for one in elements(card):
        listed = one.get("actions")
        if isinstance(listed, list):
            yield listed


def primary(listed: list[object]) -> int:
    return sum(isinstance(one, dict) and one.get("mode", "primary") == "primary" for one in listed)


def inputs(card: Json) -> list[Json]:
    return [one for one in elements(card) if str(one["type"]).startswith("Input.")]


def values(card: Json) -> Iterator[str]:
    for one in inputs(card):
        choices = one.get("choices")
        for choice in choices if isinstance(choices, list) else ():
            yield str(choice["value"])


def actions(card: Json) -> list[Json]:
    return [one for one in elements(card) if str(one["type"]).startswith("Action.")]


def action(card: Json, title: str) -> Json:
    """The button with this label."""
    found = [one for one in actions(card) if one.get("title") == title]
    assert found, f"no button {title!r} among {[one.get('title') for one in actions(card)]}"
    return found[0]


def texts(card: Json) -> list[str]:
    """What is read: texts, facts, labels."""
    read = []
    for one in elements(card):
        read += [str(one[name]) for name in ("text", "label", "title") if name in one]
        facts = one.get("facts")
        for fact in facts if isinstance(facts, list) else ():
            read += [str(fact["title"]), str(fact["value"])]
    return read


def content(activity: Json) -> Json:
    """The card of a message."""
    match activity:
        case {"attachments": [{"content": dict(card)}]}:
            return card
        case _:
            raise AssertionError(activity)
