"""Slack payloads in the bot's own words; pure, and never raises."""

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape

from adapters.slack.origin import Body, Origin, at, clean, granted, origin, personal
from bot.cards import Pointer
from bot.chat import Carries, Filled, Happened, Inbound, Pressed, Said

WRITTEN = frozenset({"", "file_share", "me_message", "thread_broadcast"})
NOBODY = frozenset({"", "USLACKBOT"})
SPECIAL = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Heard:
    """What all requests have in common."""

    origin: Origin
    body: Body
    received_at: datetime

    def inbound(self, channel: str, what: Said | Pressed | Filled | Happened) -> Inbound:
        return Inbound(
            id=key(self.body),
            sender=self.origin.sender,
            within=self.origin.in_workspace,
            place=self.origin.place(channel),
            received_at=self.received_at,
            what=what,
            shared=not personal(channel),
        )


def inbound(body: Body, received_at: datetime) -> Inbound | None:
    """None for what does not concern us: other events, bots, edits, talk among others in a channel."""
    found = origin(body)
    if found is None or found.user in NOBODY:
        return None
    heard = Heard(found, body, received_at)
    match body:
        case {"type": "event_callback", "event": {"type": str(kind)}}:
            return event(heard, kind)
        case {"type": "block_actions", "actions": list(actions)}:
            return action(heard, actions)
        case {"type": "view_submission"}:
            return submission(heard)
        case {"command": str(), "trigger_id": str()}:
            return command(heard)
        case _:
            return None


def key(body: Body) -> str:
    """The same for the same event when Slack sends it again, and for no other."""
    channel = at(body, "event", "channel") or at(body, "channel_id") or at(body, "channel", "id")
    ts = at(body, "event", "event_ts") or at(body, "event", "ts") or at(body, "container", "message_ts")
    return at(body, "event_id") or at(body, "trigger_id") or f"{at(body, 'team_id')}/{channel}/{ts}"


def event(heard: Heard, kind: str) -> Inbound | None:
    said, ours = heard.body.get("event"), at(granted(heard.body), "user_id")
    if at(said, "bot_id") or heard.origin.user == ours:
        return None
    channel, text = at(said, "channel"), at(said, "text")
    match kind:
        case "message" if at(said, "channel_type") == "im" and at(said, "subtype") in WRITTEN:
            typed = unmarked(text)
            return heard.inbound(channel, Said(typed) if typed else Happened("attached"))
        case "app_mention" if not at(said, "edited", "ts"):
            return heard.inbound(channel, asked(unmarked(unmentioned(text, ours))))
        case "app_home_opened" if at(said, "tab") == "home":
            return heard.inbound("D", Happened("home-opened", heard.origin.tab))
        case _:
            return None


def asked(text: str) -> Said | Happened:
    """Called without a word: greeted."""
    return Said(text) if text else Happened("arrived")


def command(heard: Heard) -> Inbound:
    """Seen by nobody else wherever it was typed, so it is answered in the personal chat."""
    text = unmarked(at(heard.body, "text"))
    return replace(heard.inbound("D", asked(text)), answer=Carries.FORM)


def action(heard: Heard, actions: list[object]) -> Inbound | None:
    """A button that opens a page in the browser is reported too, without a value."""
    container, where = heard.body.get("container"), heard.origin
    value = next((value for one in actions if (value := at(one, "value"))), "")
    if at(heard.body, "view", "type") == "home":
        channel, on = "D", f"{where.tab}/home"
    else:
        channel = at(container, "channel_id") or at(heard.body, "channel", "id")
        on = f"{where.installation}/{channel}/{at(container, 'message_ts')}"
    what = pressed(value, on)
    return replace(heard.inbound(channel, what), answer=Carries.FORM) if what and channel else None


def pressed(value: str, on: str) -> Pressed | Filled | None:
    match loaded(value):
        case [str(verb), str(of), str(saw)]:
            return Pressed(Pointer(verb, of, saw), on)
        case [str(draft), int(version), str(name), str() | None as raw]:
            return Filled(draft, version, {name: raw}, whole=False)
        case _:
            return None


def submission(heard: Heard) -> Inbound | None:
    """Tells no place: the draft knows where it was asked."""
    match loaded(at(heard.body, "view", "private_metadata")), heard.body.get("view"):
        case [str(draft), int(version)], {"state": {"values": dict(values)}}:
            given = {clean(str(name)): entry(field) for name, field in values.items()}
            heard_of = heard.inbound("D", Filled(draft, version, given))
            return replace(heard_of, place=None, answer=Carries.FORM)
        case _:
            return None


def entry(field: object) -> str | None:
    """Several answers are joined by commas, as a person would type them."""
    match next(iter(field.values()), None) if isinstance(field, dict) else None:
        case {"selected_options": list(options)}:
            return ",".join(filter(None, (at(option, "value") for option in options))) or None
        case {"selected_option": {"value": str(value)}} | {"selected_date": str(value)}:
            return clean(value) or None
        case {"value": str(value)}:
            return clean(value) or None
        case _:
            return None


def loaded(text: str) -> list[object]:
    """What a button or a modal of ours carries: a short list."""
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return []
    parts = found if isinstance(found, list) else []
    return [clean(one) if isinstance(one, str) else one for one in parts]


def unmentioned(text: str, ours: str) -> str:
    """Without the bot's own mention; the first one where the event does not tell whose it is."""
    if not ours:
        return MENTION.sub("", text, count=1)
    return MENTION.sub(lambda found: "" if found[1] == ours else found[0], text)


def unmarked(text: str) -> str:
    """As it was typed: Slack escapes three signs and wraps links, names and channels."""
    return unescape_three(SPECIAL.sub(spelled, text)).strip()


def spelled(found: re.Match[str]) -> str:
    sign, target, label = found[1], found[2], found[3]
    if sign:
        return f"{'#' if sign == '#' else '@'}{(label or target).lstrip('@#')}"
    return label or target.removeprefix("mailto:")


def unescape_three(text: str) -> str:
    return re.sub("&(amp|lt|gt);", lambda entity: unescape(entity[0]), text)
