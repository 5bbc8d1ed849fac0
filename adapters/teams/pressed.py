"""What a button or a form sends back: data that only points, so nothing of it is believed.

`page-of` cannot be the name of a question: what was filled in stands beside it.
"""

from collections.abc import Mapping

from bot.cards import Pick, Pointer
from bot.chat import Body, Filled, Json, Pressed
from bot.dialog import Draft

ANSWER, PAGE = "answer", "page-of"
NO_FIELDS = frozenset({PAGE, "msteams"})


def pointing(pointer: Pointer) -> Json:
    return {"verb": pointer.verb, "of": pointer.of, "saw": pointer.saw}


def picking(pick: Pick) -> Json:
    return {"verb": ANSWER, "draft": pick.draft, "version": pick.version, "name": pick.name, "raw": pick.raw}


def page_of(draft: Draft) -> Json:
    return {PAGE: {"draft": draft.id, "version": draft.version}}


def pressed(activity: Body, data: Mapping[str, object]) -> Pressed | Filled | None:
    match data:
        case {"page-of": {"draft": str(draft), "version": int(version)}}:
            return Filled(draft, version, fields(data))
        case {"verb": "answer", "draft": str(draft), "version": int(version), "name": str(name), **rest}:
            return Filled(draft, version, {name: written(rest.get("raw"))}, whole=False)
        case {"verb": str(verb)} if verb not in {ANSWER, PAGE}:
            return Pressed(Pointer(verb, text(data, "of"), text(data, "saw")), on(activity))
        case _:
            return None


def fields(data: Mapping[str, object]) -> dict[str, str | None]:
    return {name: written(value) for name, value in data.items() if name not in NO_FIELDS}


def written(value: object) -> str | None:
    """Teams leaves empty fields out or sends them empty; what is no text is read as one."""
    match value:
        case None | "":
            return None
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case str():
            return value
        case _:
            return str(value)


def text(data: Mapping[str, object], name: str) -> str:
    found = data.get(name)
    return found if isinstance(found, str) else ""


def on(activity: Body) -> str | None:
    """The handle of the message the button belongs to."""
    match activity:
        case {"replyToId": str(message), "conversation": {"id": str(place)}}:
            return f"{place}/{message}"
        case _:
            return None
