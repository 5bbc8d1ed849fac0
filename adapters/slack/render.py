"""Cards as Block Kit messages. Never raises: clamps and says so."""

import json
from collections.abc import Iterator, Sequence
from typing import assert_never

from adapters.slack import limits
from adapters.slack.pen import Pen, pieces
from bot.cards import (
    Actions,
    Block,
    Button,
    Card,
    Divider,
    Facts,
    Item,
    Link,
    Notice,
    Pick,
    Pointer,
    Progress,
    Say,
    Text,
)
from bot.chat import Json, Rendered
from bot.ports import Words

SIGNS = {"info": "ℹ️", "done": "✅", "warning": "⚠️"}
SHORT_FACT = 300
BAR = 20


def message(card: Card, words: Words) -> Rendered:
    pen = Pen(words)
    summary = pen.cut(pen.marked(card.title), limits.SUMMARY)
    payload: Json = {"text": summary, "blocks": blocks(card, pen, limits.MESSAGE_BLOCKS)}
    return Rendered(payload, tuple(pen.warnings))


def blocks(card: Card, pen: Pen, most: int) -> list[Json]:
    drawn = [*heading(card, pen), *(row for block in card.body for row in rows(block, pen))]
    kept, letters = list[Json](), 0
    for place, block in enumerate(drawn):
        letters += length(block)
        if place == most or letters > limits.LETTERS:
            pen.warnings.append(f"{len(drawn) - place} of {len(drawn)} blocks left out")
            break
        kept.append(numbered(block, place))
    return kept


def numbered(block: Json, place: int) -> Json:
    """Ids that no other block or element of the message has."""
    named: Json = {**block, "block_id": f"b{place}"}
    if isinstance(elements := block.get("elements"), list) and block["type"] == "actions":
        named["elements"] = [{**one, "action_id": f"b{place}.{at}"} for at, one in enumerate(elements)]
    if isinstance(accessory := block.get("accessory"), dict):
        named["accessory"] = {**accessory, "action_id": f"b{place}.0"}
    return named


def length(drawn: object) -> int:
    match drawn:
        case {"text": str(text)}:
            return len(text)
        case dict():
            return sum(map(length, drawn.values()))
        case list():
            return sum(map(length, drawn))
        case _:
            return 0


def heading(card: Card, pen: Pen) -> list[Json]:
    """A sentence alone is a plain text; a title that a header cannot hold is a bold one."""
    if not card.body:
        return sections(pen.marked(card.title), pen)
    text = pen.raw(card.title)
    if len(text) <= limits.HEADER and not set("&<>\n") & set(text):
        return [{"type": "header", "text": pen.plain(card.title, limits.HEADER)}]
    return sections(pen.marked(card.title, bold=True), pen)


def rows(block: Block, pen: Pen) -> list[Json]:
    match block:
        case Text(text, quiet):
            return (context if quiet else sections)(pen.marked(text), pen)
        case Notice(text, level):
            return sections(f"{SIGNS[level]} {pen.marked(text)}", pen)
        case Facts(facts):
            return list(paired(facts, pen))
        case Item(title, buttons, detail):
            return item(title, buttons, detail, pen)
        case Actions(buttons):
            return actions(buttons, pen)
        case Progress(done, total, label):
            return sections(f"{bar(done, total)} {pen.marked(label)}", pen)
        case Divider():
            return [{"type": "divider"}]
        case _:
            assert_never(block)


def sections(text: str, pen: Pen) -> list[Json]:
    return [
        {"type": "section", "text": pen.mrkdwn(piece, limits.SECTION)}
        for piece in pieces(text, limits.SECTION)
    ]


def context(text: str, pen: Pen) -> list[Json]:
    return [
        {"type": "context", "elements": [pen.mrkdwn(piece, limits.CONTEXT)]}
        for piece in pieces(text, limits.CONTEXT)
    ]


def paired(facts: Sequence[tuple[Say, Say]], pen: Pen) -> Iterator[Json]:
    """Short ones in two columns, long ones across."""
    fields = list[Json]()
    for label, value in facts:
        text = f"{pen.marked(label, bold=True)}\n{pen.marked(value)}"
        if fields and (len(text) > SHORT_FACT or len(fields) == limits.FIELDS):
            yield {"type": "section", "fields": fields}
            fields = []
        if len(text) > SHORT_FACT:
            yield from sections(text, pen)
        else:
            fields.append(pen.mrkdwn(text, limits.FIELD))
    if fields:
        yield {"type": "section", "fields": fields}


def item(title: Say, buttons: Sequence[Button], detail: Say | None, pen: Pen) -> list[Json]:
    text = pen.marked(title, bold=True) + (f"\n{pen.marked(detail)}" if detail else "")
    *before, last = sections(text, pen)
    if len(buttons) == 1:
        return [*before, {**last, "accessory": pressable(buttons[0], pen)}]
    return [*before, last, *actions(buttons, pen)]


def actions(buttons: Sequence[Button | Link], pen: Pen) -> list[Json]:
    elements = [pressable(button, pen) for button in buttons]
    starts = range(0, len(elements), limits.ROW)
    return [{"type": "actions", "elements": elements[start : start + limits.ROW]} for start in starts]


def pressable(button: Button | Link, pen: Pen) -> Json:
    drawn: Json = {"type": "button", "text": pen.plain(button.label, limits.BUTTON)}
    match button:
        case Link(_, url):
            return {**drawn, "url": pen.cut(url, limits.URL)}
        case Button(_, does, _, style):
            value = json.dumps(data(does), ensure_ascii=False, separators=(",", ":"))
            styled: Json = {} if style == "plain" else {"style": style}
            return {**drawn, "value": pen.cut(value, limits.VALUE), **styled}
        case _:
            assert_never(button)


def data(does: Pointer | Pick) -> list[str | int | None]:
    match does:
        case Pointer(verb, of, saw):
            return [verb, of, saw]
        case Pick(draft, version, name, raw):
            return [draft, version, name, raw]
        case _:
            assert_never(does)


def bar(done: int, total: int) -> str:
    filled = min(BAR, max(0, round(BAR * done / total))) if total > 0 else 0
    return f"`{'█' * filled}{'░' * (BAR - filled)}`"
