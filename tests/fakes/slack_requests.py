"""Requests as Slack sends them: payloads of each kind, their encoding, and the signature."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from urllib.parse import urlencode

import aiohttp

Json = dict[str, object]
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NUMBER = count(1)


@dataclass(frozen=True)
class Account:
    """Somebody in a workspace; `team` is where the app is installed."""

    user: str = "U1"
    team: str = "T1"
    enterprise: str | None = None
    org_wide: bool = False

    @property
    def dm(self) -> str:
        return f"D{self.user[1:]}"


def event(by: Account, happened: Json, **envelope: object) -> Json:
    number = next(NUMBER)
    authorization = {
        "enterprise_id": by.enterprise,
        "team_id": None if by.org_wide else by.team,
        "user_id": "UBOT",
        "is_bot": True,
        "is_enterprise_install": by.org_wide,
    }
    return {
        "token": "verification",
        "team_id": by.team,
        "enterprise_id": by.enterprise,
        "context_team_id": by.team,
        "context_enterprise_id": by.enterprise,
        "api_app_id": "A1",
        "event": happened,
        "type": "event_callback",
        "event_id": f"Ev{number:08}",
        "event_time": 1700000000 + number,
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{number}",
        **envelope,
    }


def said(by: Account, text: str, *, channel: str = "", kind: str = "im", **more: object) -> Json:
    number = next(NUMBER)
    happened: Json = {
        "user": by.user,
        "type": "message",
        "ts": f"1700000000.{number:06}",
        "client_msg_id": f"00000000-0000-0000-0000-{number:012}",
        "text": text,
        "team": by.team,
        "channel": channel or by.dm,
        "event_ts": f"1700000000.{number:06}",
        "channel_type": kind,
        **more,
    }
    return event(by, happened)


def mentioned(by: Account, text: str, *, channel: str = "C1", **more: object) -> Json:
    body = said(by, text, channel=channel, kind="channel", **more)
    happened = body["event"]
    assert isinstance(happened, dict)
    return {**body, "event": {**happened, "type": "app_mention"}}


def home_opened(by: Account, *, tab: str = "home") -> Json:
    happened: Json = {"type": "app_home_opened", "user": by.user, "channel": by.dm, "tab": tab}
    return event(by, {**happened, "event_ts": f"1700000000.{next(NUMBER):06}"})


def uninstalled(by: Account, at: datetime) -> Json:
    body = event(by, {"type": "app_uninstalled"}, event_time=int(at.timestamp()))
    return {**body, "authorizations": []}


def revoked(by: Account, at: datetime, *, bot: tuple[str, ...] = ("UBOT",)) -> Json:
    tokens = {"oauth": ["U9"], "bot": [*bot]}
    return event(by, {"type": "tokens_revoked", "tokens": tokens}, event_time=int(at.timestamp()))


def challenge(text: str = "3eZbrw1a") -> Json:
    return {"token": "verification", "challenge": text, "type": "url_verification"}


def command(by: Account, text: str = "", *, channel: str = "C1", name: str = "general") -> Json:
    return {
        "token": "verification",
        "team_id": by.team,
        "team_domain": "example",
        **({"enterprise_id": by.enterprise, "enterprise_name": "Example"} if by.enterprise else {}),
        "channel_id": channel,
        "channel_name": name,
        "user_id": by.user,
        "user_name": "somebody",
        "command": "/focal",
        "text": text,
        "api_app_id": "A1",
        "is_enterprise_install": "true" if by.org_wide else "false",
        "response_url": "https://hooks.slack.com/commands/T1/1/x",
        "trigger_id": trigger(),
    }


def trigger() -> str:
    return f"{next(NUMBER)}.1700000000.abcdef"


def interaction(by: Account, kind: str, **more: object) -> Json:
    team = {"id": by.team, "domain": "example"}
    return {
        "type": kind,
        "team": None if by.org_wide else team,
        "user": {"id": by.user, "username": "somebody", "name": "somebody", "team_id": by.team},
        "api_app_id": "A1",
        "token": "verification",
        "trigger_id": trigger(),
        "enterprise": {"id": by.enterprise, "name": "Example"} if by.enterprise else None,
        "is_enterprise_install": by.org_wide,
        **more,
    }


def pressed(
    by: Account, button: Mapping[str, object], *, channel: str = "", ts: str = "1700000000.000100"
) -> Json:
    """`button`: an element of the message as the bot has sent it."""
    where = channel or by.dm
    action = {"block_id": "b1", "action_ts": f"1700000001.{next(NUMBER):06}", **button}
    return interaction(
        by,
        "block_actions",
        container={"type": "message", "message_ts": ts, "channel_id": where, "is_ephemeral": False},
        channel={"id": where, "name": "directmessage" if where.startswith("D") else "general"},
        message={"type": "message", "user": "UBOT", "ts": ts, "bot_id": "B1", "app_id": "A1", "text": ""},
        state={"values": {}},
        response_url="https://hooks.slack.com/actions/T1/1/x",
        actions=[action],
    )


def pressed_at_home(by: Account, button: Mapping[str, object]) -> Json:
    return interaction(
        by,
        "block_actions",
        container={"type": "view", "view_id": "V1"},
        view={"id": "V1", "team_id": by.team, "type": "home", "callback_id": "home", "hash": "1.a"},
        actions=[{"block_id": "b1", "action_ts": f"1700000001.{next(NUMBER):06}", **button}],
    )


def submitted(by: Account, view: Mapping[str, object], answers: Mapping[str, object]) -> Json:
    """`answers` by block: a text, a date or an option's value; a list for several."""
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    inputs = [block for block in blocks if block["type"] == "input"]
    values = {
        block["block_id"]: {
            block["element"]["action_id"]: entered(block["element"]["type"], answers.get(block["block_id"]))
        }
        for block in inputs
    }
    seen = {**view, "id": "V1", "team_id": by.team, "hash": "1.a", "app_id": "A1", "bot_id": "B1"}
    return interaction(by, "view_submission", view={**seen, "state": {"values": values}}, response_urls=[])


def closed(by: Account, view: Mapping[str, object]) -> Json:
    return interaction(by, "view_closed", view={**view, "id": "V1", "team_id": by.team}, is_cleared=False)


def entered(kind: str, answer: object) -> Json:
    match kind:
        case "checkboxes" | "multi_static_select":
            values = answer if isinstance(answer, list) else []
            return {"type": kind, "selected_options": [option(one) for one in values]}
        case "static_select" | "radio_buttons":
            return {"type": kind, "selected_option": option(answer) if answer else None}
        case "datepicker":
            return {"type": kind, "selected_date": answer}
        case _:
            return {"type": kind, "value": answer}


def option(value: object) -> Json:
    return {"text": {"type": "plain_text", "text": str(value), "emoji": True}, "value": value}


def encoded(body: Json) -> tuple[bytes, str]:
    """As Slack does: events as JSON, commands as a form, interactions as JSON in a form."""
    if "command" in body:
        fields = {name: str(value) for name, value in body.items()}
        return urlencode(fields, errors="surrogatepass").encode(), FORM
    if body.get("type") in ("event_callback", "url_verification"):
        return json.dumps(body).encode(), "application/json"
    return urlencode({"payload": json.dumps(body)}).encode(), FORM


FORM = "application/x-www-form-urlencoded"


def signed(raw: bytes, at: datetime, *, content_type: str = FORM, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    }


async def send(session: aiohttp.ClientSession, url: str, body: Json, at: datetime) -> tuple[int, str]:
    """Status and text of the answer."""
    raw, content_type = encoded(body)
    headers = signed(raw, at, content_type=content_type)
    async with session.post(url, data=raw, headers=headers) as answer:
        return answer.status, await answer.text()
