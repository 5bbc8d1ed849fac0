"""Teams activities in the bot's own words; pure, from the raw JSON.

An edited message is nothing new: its answer has been taken, and the question asked now is another one.
A deleted one, reactions and typing do not concern us either; what happens in a meeting is told in `meetings`.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from adapters.teams.pressed import PAGE, pressed
from adapters.teams.references import is_personal, named
from bot.chat import Address, Body, Carries, Filled, Happened, Inbound, Pressed, Said

PLATFORM = "teams"
Meant = tuple[Said | Pressed | Filled | Happened, Carries]
FILES = re.compile(r"(?:application/vnd\.microsoft\.teams\.file\.|image/|video/|audio/)")


def inbound(activity: Body, received_at: datetime, *, dialogs: bool = True) -> Inbound | None:
    """None for what does not concern us. `dialogs`: whether the client can show a form as a dialog."""
    match activity:
        case {
            "id": str(event),
            "from": {"aadObjectId": str(user)},
            "conversation": {"id": str(place)},
            "channelData": {"tenant": {"id": str(tenant)}},
        } if "/" not in place and (found := meant(activity, dialogs=dialogs)):
            what, answer = found
            return Inbound(
                id=f"{place}/{event}",
                sender=Address(PLATFORM, f"{tenant}/{user}"),
                place=Address(PLATFORM, place),
                received_at=received_at,
                what=what,
                shared=not is_personal(activity),
                locale=locale(activity),
                inline=not dialogs,
                answer=answer,
            )
        case _:
            return None


def meant(activity: Body, *, dialogs: bool) -> Meant | None:
    match activity:
        case {"type": "message", "value": dict(data)} if found := pressed(activity, data):
            return found, Carries.NOTHING
        case {"type": "message"}:
            said = message(activity)
            return (said, Carries.NOTHING) if said else None
        case {"type": "invoke", "name": str(name)}:
            return invoked(activity, name, dialogs=dialogs)
        case {"type": str(kind)} if kind in {"installationUpdate", "conversationUpdate"}:
            moved = movement(activity)
            joined = moved == "arrived" and not is_personal(activity)
            return (Happened("joined" if joined else moved), Carries.NOTHING) if moved else None
        case _:
            return None


def message(activity: Body) -> Said | Happened | None:
    """In a shared place only what is said to the bot; a file counts where nothing is said."""
    if not is_personal(activity) and not mentioned(activity):
        return None
    if text := spoken(activity):
        return Said(text)
    return Happened("attached") if attached(activity) else None


def invoked(activity: Body, name: str, *, dialogs: bool) -> Meant | None:
    """With what the answer to this invoke can hold."""
    match name, activity.get("value"):
        case "adaptiveCard/action", {"trigger": "automatic"}:
            return None
        case "adaptiveCard/action", {"action": {"verb": str(verb), "data": dict(data)}}:
            found = pressed(activity, data if PAGE in data else {**data, "verb": verb})
            return (found, on_card(found, dialogs=dialogs)) if found else None
        case "task/fetch" | "task/submit", {"data": dict(data)}:
            found = pressed(activity, data)
            return (found, Carries.FORM | Carries.WORDS) if found else None
        case _:
            return None


def on_card(what: Pressed | Filled, *, dialogs: bool) -> Carries:
    """Where there are no dialogs, a form is a card of its own and the pressed one gets a line below it."""
    match what:
        case Pressed():
            return Carries.CARD if dialogs else Carries.CARD | Carries.FORM | Carries.WORDS
        case Filled(whole=True):
            return Carries.FORM if dialogs else Carries.CARD | Carries.FORM | Carries.WORDS
        case Filled():
            return Carries.NOTHING if dialogs else Carries.CARD | Carries.WORDS


def movement(activity: Body) -> str | None:
    """Whether the bot itself came or went; other people's comings and goings are no business of ours."""
    match activity:
        case {"type": "installationUpdate", "action": str(action)}:
            return {"add": "arrived", "remove": "left"}.get(action)
        case {"type": "conversationUpdate", "membersAdded": list(people)} if itself(activity, people):
            return "arrived"
        case {"type": "conversationUpdate", "membersRemoved": list(people)} if itself(activity, people):
            return "left"
        case _:
            return None


def itself(activity: Body, people: list[object]) -> bool:
    bot = named(activity, "recipient", "id")
    return bool(bot) and any(isinstance(one, dict) and one.get("id") == bot for one in people)


def mentions(activity: Body) -> Iterator[tuple[str, str, str]]:
    """(id, text as it stands in the message, name) of everyone mentioned."""
    entities = activity.get("entities")
    for entity in entities if isinstance(entities, list) else ():
        match entity:
            case {"type": "mention", "text": str(text), "mentioned": {"id": str(who), **rest}} if text:
                yield who, text, str(rest.get("name") or "")


def mentioned(activity: Body) -> bool:
    bot = named(activity, "recipient", "id")
    return any(who == bot for who, _, _ in mentions(activity))


def spoken(activity: Body) -> str:
    """The bot's mention is cut out exactly where it stands, other people's become their names."""
    text, bot = activity.get("text"), named(activity, "recipient", "id")
    said = text if isinstance(text, str) else ""
    for who, mention, name in mentions(activity):
        said = said.replace(mention, " " if who == bot else name)
    return said.replace("&nbsp;", " ").strip()


def attached(activity: Body) -> bool:
    """A file; Teams also attaches the message itself as HTML."""
    attachments = activity.get("attachments")
    kinds = (
        (one.get("contentType") for one in attachments if isinstance(one, dict))
        if isinstance(attachments, list)
        else ()
    )
    return any(isinstance(kind, str) and FILES.match(kind) for kind in kinds)


def locale(activity: Mapping[str, object]) -> str:
    found = activity.get("locale")
    return found if isinstance(found, str) else ""
