"""Socket Mode: the same requests, acknowledged when they are done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from adapters.slack.socket import Connection
from bot.cards import say
from bot.chat import Done, Inbound, Reply, Said, ShowForm
from bot.dialog import Ask
from bot.errors import Unavailable
from bot.forms import FreeText
from tests.adapters.slack.rig import ANA, Rig, ask, english, payload, rig
from tests.fakes import slack_requests as requests

WAIT = 10


@asynccontextmanager
async def connected(slack: Rig) -> AsyncIterator[asyncio.Task[None]]:
    running = asyncio.create_task(Connection(slack.slack.dispatch, "xapp-1", ping=2.0).run())
    try:
        await asyncio.wait_for(slack.fake.connected.wait(), WAIT)
        yield running
    finally:
        running.cancel()
        await asyncio.wait({running})


@pytest.fixture
async def slack() -> AsyncIterator[Rig]:
    async with rig() as made, connected(made):
        yield made


async def acknowledged(slack: Rig, kind: str, body: requests.Json) -> requests.Json:
    return await asyncio.wait_for(slack.fake.push(kind, body), WAIT)


async def test_events_commands_and_presses_are_heard_and_acknowledged(slack: Rig) -> None:
    for kind, name in (("events_api", "message"), ("slash_commands", "command"), ("interactive", "press")):
        answer = await acknowledged(slack, kind, payload(name))
        assert "payload" not in answer
    assert len(slack.bot.heard) == 3
    assert slack.bot.heard[1].what == Said("submit a need & payload")


async def test_a_form_with_errors_is_answered_over_the_connection(slack: Rig) -> None:
    asked = ask({"title": FreeText(max_length=9)})
    slack.bot.replies.append(ShowForm(asked, english()))
    await acknowledged(slack, "slash_commands", requests.command(ANA, "submit an offer"))
    slack.bot.replies.append(ShowForm(ask_with_problem(), english()))
    answer = await acknowledged(
        slack, "interactive", requests.submitted(ANA, slack.fake.views[-1], {"title": ""})
    )
    assert answer["payload"] == {
        "response_action": "errors",
        "errors": {"title": english().words(say("required"))},
    }


def ask_with_problem() -> Ask:
    return replace(ask({"title": FreeText(max_length=9)}), problems={"title": say("required")})


async def test_what_was_not_kept_is_not_acknowledged(slack: Rig) -> None:
    slack.bot.replies.append(Unavailable())
    lost = slack.fake.push("events_api", payload("message"))
    kept = await acknowledged(slack, "events_api", payload("message"))
    assert kept["envelope_id"]
    assert not lost.done()


async def test_a_malformed_envelope_stops_nothing(slack: Rig) -> None:
    bodies: list[requests.Json] = [{}, {"type": "event_callback", "event": []}, {"type": 5}]
    for body in bodies:
        slack.fake.push("events_api", body)
    await acknowledged(slack, "events_api", payload("message"))
    assert len(slack.bot.heard) == 1


async def test_when_slack_asks_it_connects_anew(slack: Rig) -> None:
    slack.fake.connected.clear()
    await slack.fake.sockets[-1].send_json({"type": "disconnect", "reason": "refresh_requested"})
    await asyncio.wait_for(slack.fake.connected.wait(), WAIT)
    await acknowledged(slack, "events_api", payload("message"))
    assert slack.fake.connections == 2


async def test_a_broken_connection_is_made_again(slack: Rig) -> None:
    slack.fake.connected.clear()
    await slack.fake.sockets[-1].close()
    await asyncio.wait_for(slack.fake.connected.wait(), WAIT)
    await acknowledged(slack, "events_api", payload("message"))


@dataclass
class Slow:
    """A turn that takes until it is let go."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, _inbound: Inbound) -> Reply:
        self.begun.set()
        await self.go_on.wait()
        return Done()


async def test_a_turn_under_way_is_finished_and_acknowledged_before_the_end() -> None:
    slow = Slow()
    async with rig(handle=slow.handle) as slack, connected(slack) as running:
        answer = slack.fake.push("events_api", payload("message"))
        await asyncio.wait_for(slow.begun.wait(), WAIT)
        running.cancel()
        asyncio.get_running_loop().call_later(0.05, slow.go_on.set)
        await asyncio.wait({running}, timeout=WAIT)
        assert await asyncio.wait_for(answer, WAIT)
