"""The one route: who is Slack, what is well formed, and what Slack is told."""

import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.slack.adapter import SlackSettings
from bot.chat import Done, Said
from bot.errors import Unavailable
from tests.adapters.slack.rig import ANA, Rig, one, payload, rig
from tests.fakes import slack_requests as requests

JSON = "application/json"


@pytest.fixture
async def slack() -> AsyncIterator[Rig]:
    async with rig() as made:
        yield made


async def posted(slack: Rig, raw: bytes, headers: dict[str, str]) -> int:
    async with slack.session.post(f"{slack.url}/slack/events", data=raw, headers=headers) as answer:
        return answer.status


def genuine(slack: Rig, raw: bytes, content_type: str = JSON) -> dict[str, str]:
    return requests.signed(raw, slack.hours.at, content_type=content_type)


MESSAGE = json.dumps(payload("message")).encode()
Bend = Callable[[dict[str, str]], dict[str, str]]


def without(name: str) -> Bend:
    return lambda headers: {key: value for key, value in headers.items() if key != name}


def with_(name: str, value: str) -> Bend:
    return lambda headers: {**headers, name: value}


STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
FORGED = {
    "no timestamp": without(STAMP),
    "no signature": without(SIGNATURE),
    "neither": lambda _headers: {"Content-Type": JSON},
    "timestamp in words": with_(STAMP, "abc"),
    "empty timestamp": with_(STAMP, ""),
    "timestamp of 5,000 digits": with_(STAMP, "9" * 5000),
    "a fraction": with_(STAMP, "1.5"),
    "not a number": with_(STAMP, "nan"),
    "arabic digits": with_(STAMP, "١٧٦٣٩٧١٢٠٠"),
    "another time": with_(STAMP, "1"),
    "signature not ascii": with_(SIGNATURE, "v0=ü"),
    "signature of another version": with_(SIGNATURE, "v1=" + "0" * 64),
    "empty signature": with_(SIGNATURE, ""),
    "signature in capitals": lambda headers: {**headers, SIGNATURE: headers[SIGNATURE].upper()},
    "a wrong signature": with_(SIGNATURE, "v0=" + "0" * 64),
}


@pytest.mark.parametrize("bend", FORGED.values(), ids=FORGED.keys())
async def test_who_is_not_slack_gets_401_and_no_turn(slack: Rig, bend: Bend) -> None:
    assert await posted(slack, MESSAGE, bend(genuine(slack, MESSAGE))) == 401
    assert not slack.bot.heard


async def test_another_secret_another_body_and_an_old_request_are_refused(slack: Rig) -> None:
    other = requests.signed(MESSAGE, slack.hours.at, content_type=JSON, secret="another")
    assert await posted(slack, MESSAGE, other) == 401
    assert await posted(slack, MESSAGE + b" ", genuine(slack, MESSAGE)) == 401
    old = genuine(slack, MESSAGE)
    slack.hours.pass_(seconds=301)
    assert await posted(slack, MESSAGE, old) == 401
    assert not slack.bot.heard


async def test_a_request_of_five_minutes_ago_or_ahead_is_taken(slack: Rig) -> None:
    headers = genuine(slack, MESSAGE)
    slack.hours.pass_(seconds=300)
    assert await posted(slack, MESSAGE, headers) == 200
    slack.hours.pass_(seconds=-600)
    assert await posted(slack, MESSAGE, headers) == 200


async def test_without_a_signing_secret_nothing_is_taken() -> None:
    async with rig(lambda url: replace(one(url), signing_secret="")) as slack:
        assert await posted(slack, MESSAGE, genuine(slack, MESSAGE)) == 401


async def test_bad_utf_8_is_refused_even_with_a_good_signature(slack: Rig) -> None:
    assert await posted(slack, b'{"type": "\xff"}', genuine(slack, b'{"type": "\xff"}')) == 401


async def test_the_type_and_the_size_are_looked_at_first(slack: Rig) -> None:
    for content_type in ("text/plain", "multipart/form-data; boundary=x", "application/xml", ""):
        assert await posted(slack, MESSAGE, genuine(slack, MESSAGE, content_type)) == 415
    huge = b" " * 1_000_001
    assert await posted(slack, huge, genuine(slack, huge)) == 413
    assert not slack.bot.heard


async def test_a_body_sent_in_chunks_has_the_same_limit(slack: Rig) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b" " * 50_000

    url = f"{slack.url}/slack/events"
    async with slack.session.post(url, data=chunks(), headers={"Content-Type": JSON}) as answer:
        assert answer.status == 413


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (b"{", JSON),
        (b"", JSON),
        (b"[]", JSON),
        (b'"text"', JSON),
        (b"null", JSON),
        (b"[" * 20_000, JSON),
        (b'{"a":' * 20_000, JSON),
        (b"payload=%7B", requests.FORM),
        (b"payload=[]", requests.FORM),
        (b"payload=" + b"[" * 20_000, requests.FORM),
        (b"a=1&" * 2_000, requests.FORM),
        (b'{"type": "event_callback"}', JSON),
        (b'{"type": "event_callback", "event": []}', JSON),
        (b'{"type": "event_callback", "event": {"type": 5}}', JSON),
        (b'{"type": "event_callback", "event": {"type": "message"}}', JSON),
        (b'{"type": "url_verification"}', JSON),
        (b'payload={"type": "block_actions", "actions": []}', requests.FORM),
        (b'payload={"type": "view_submission", "view": {}}', requests.FORM),
        (b"command=/focal&user_id=U1&trigger_id=1", requests.FORM),
    ],
)
async def test_what_is_signed_and_malformed_is_a_bad_request(
    slack: Rig, raw: bytes, content_type: str
) -> None:
    assert await posted(slack, raw, genuine(slack, raw, content_type)) == 400
    assert not slack.bot.heard


@pytest.mark.parametrize("charset", ["application/json; charset=klingon", "application/json; charset=utf-16"])
async def test_an_odd_charset_changes_nothing(slack: Rig, charset: str) -> None:
    assert await posted(slack, MESSAGE, genuine(slack, MESSAGE, charset)) == 200


async def test_slacks_challenge_is_answered(slack: Rig) -> None:
    assert await slack.answered(requests.challenge("3eZbrw1a")) == {"challenge": "3eZbrw1a"}


async def test_unknown_kinds_are_acknowledged_and_left(slack: Rig) -> None:
    kinds = (
        "block_suggestion",
        "shortcut",
        "message_action",
        "workflow_step_edit",
        "app_rate_limited",
        "new",
    )
    for kind in kinds:
        assert (await slack.send(requests.interaction(ANA, kind, callback_id="x", action_id="y")))[0] == 200
    assert (await slack.send(requests.event(ANA, {"type": "reaction_added", "user": "U1"})))[0] == 200
    assert not slack.bot.heard


@pytest.mark.parametrize(
    "name", ["message", "app_mention", "command", "press", "submission", "app_home_opened"]
)
async def test_each_kind_reaches_the_bot_and_is_acknowledged_empty(slack: Rig, name: str) -> None:
    assert await slack.send(payload(name)) == (200, "")
    assert len(slack.bot.heard) == 1
    assert slack.heard.received_at == slack.hours.at


async def test_a_command_with_the_word_payload_in_it_is_heard(slack: Rig) -> None:
    await slack.answered(requests.command(ANA, "submit an offer: payload=training"))
    assert slack.heard.what == Said("submit an offer: payload=training")


async def test_two_hundred_means_done_and_not_before(slack: Rig) -> None:
    slack.bot.replies.extend([Unavailable(), Done()])
    body = payload("message")
    assert (await slack.send(body))[0] == 503
    assert (await slack.send(body))[0] == 200
    assert [inbound.id for inbound in slack.bot.heard] == [body["event_id"]] * 2


async def test_a_fault_of_ours_makes_slack_send_it_again(
    slack: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    slack.bot.replies.append(ZeroDivisionError())
    assert (await slack.send(payload("message")))[0] == 503
    assert "ZeroDivisionError" in caplog.text


def only(*teams: str) -> Callable[[str], SlackSettings]:
    return lambda url: replace(one(url), teams=frozenset(teams))


async def test_only_workspaces_on_the_list_are_heard() -> None:
    async with rig(only("T123ABC456")) as slack:
        assert (await slack.send(payload("message")))[0] == 200
        assert (await slack.send(requests.said(requests.Account(team="T2"), "menu")))[0] == 403
    async with rig(only("E123ABC456")) as slack:
        assert (await slack.send(payload("message_grid")))[0] == 200
        assert (await slack.send(payload("message")))[0] == 403
        assert len(slack.bot.heard) == 1


async def test_slack_is_told_not_to_send_again_what_is_not_for_us() -> None:
    async with rig(only("T2")) as slack:
        raw = MESSAGE
        async with slack.session.post(
            f"{slack.url}/slack/events", data=raw, headers=genuine(slack, raw)
        ) as answer:
            assert (answer.status, answer.headers["X-Slack-No-Retry"]) == (403, "1")


async def test_no_word_of_anybody_enters_the_log(slack: Rig, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("message", "command", "press", "submission", "app_home_opened", "message_changed"):
        assert (await slack.send(payload(name)))[0] == 200
    ours = "".join(str(record.__dict__) for record in caplog.records if record.name != "aiohttp.access")
    for word in ("training", "R&D", "R%26D", "xoxb-1", "U061F7AUR", "submit"):
        assert word not in ours


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Names of settings that the SDK reads too; nothing is left at home."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-other")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "2")
    monkeypatch.setenv("HOME", str(tmp_path))
    yield
    assert not [*tmp_path.iterdir()]


async def test_the_sdk_takes_nothing_from_the_environment(environment: None) -> None:
    async with rig() as slack:
        assert await slack.send(payload("message")) == (200, "")
        assert {call.token for call in slack.fake.calls} == {"xoxb-1"}
