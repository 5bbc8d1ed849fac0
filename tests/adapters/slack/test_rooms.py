"""A person's chat is opened once, whoever writes there first, and again only where it is gone."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.slack.adapter import Slack
from bot.cards import Card, say
from bot.chat import Address, Scopes
from bot.errors import DeliveryFailed, Unreachable
from tests.adapters.slack.rig import ANA, Phrases, Rig, installed, many, parcel, rig
from tests.fakes import slack_requests as requests
from tests.fakes.slack import Fault

HELLO = parcel(Card(say("hello")), f"T1/{ANA.user}")
GONE = Fault(error="channel_not_found")


@pytest.fixture
async def slack() -> AsyncIterator[Rig]:
    async with rig(many) as made:
        await made.store.put(installed())
        yield made


def restarted(slack: Rig) -> Slack:
    """Another process on the same database."""
    return Slack(
        settings=slack.slack.settings,
        session=slack.session,
        installations=slack.store,
        states=slack.store,
        rooms=slack.slack.rooms,
        handle=slack.bot.handle,
        now=slack.hours.now,
        secret=str,
        words=Phrases(),
    )


def opened(slack: Rig) -> int:
    return len(slack.fake.called("conversations.open"))


async def test_after_a_restart_it_is_not_opened_again(slack: Rig) -> None:
    await slack.slack.deliver(HELLO)
    for number in range(3):
        await restarted(slack).deliver(replace(HELLO, id=str(number)))
    slack.hours.pass_(days=400)
    await slack.slack.deliver(replace(HELLO, id="later"))
    assert opened(slack) == 1


async def test_whoever_has_written_has_it_open(slack: Rig) -> None:
    await slack.answered(requests.said(ANA, "menu"))
    for one in (slack.slack, restarted(slack)):
        assert await one.scopes(HELLO.place) == Scopes("T1", HELLO.place.id)
        assert (await one.deliver(HELLO)).startswith(f"T1/{ANA.dm}/")
    assert opened(slack) == 0


async def test_a_chat_that_is_gone_is_opened_anew_when_it_is_tried_next(slack: Rig) -> None:
    await slack.slack.deliver(HELLO)
    slack.fake.fail("chat.postMessage", GONE)
    with pytest.raises(DeliveryFailed, match="not-sent") as failed:
        await slack.slack.deliver(HELLO)
    assert not isinstance(failed.value, Unreachable)
    assert (await slack.slack.scopes(HELLO.place)).opens
    await slack.slack.deliver(HELLO)
    assert opened(slack) == 2


async def test_a_chat_that_is_gone_as_soon_as_it_is_opened_is_given_up(slack: Rig) -> None:
    slack.fake.fail("chat.postMessage", GONE)
    with pytest.raises(Unreachable, match="gone"):
        await slack.slack.deliver(HELLO)


async def test_another_refusal_does_not_close_it(slack: Rig) -> None:
    await slack.slack.deliver(HELLO)
    slack.fake.fail("chat.postMessage", Fault(error="restricted_action"))
    with pytest.raises(Unreachable, match="refused"):
        await slack.slack.deliver(HELLO)
    await slack.slack.deliver(HELLO)
    assert opened(slack) == 1


async def test_with_the_app_its_chats_are_gone(slack: Rig) -> None:
    elsewhere = Address("slack", "T2/U2")
    slack.fake.tokens["xoxb-2"] = "T2"
    await slack.store.put(installed("T2", "xoxb-2"))
    for place in (HELLO.place, elsewhere):
        await slack.slack.deliver(replace(HELLO, place=place))
    slack.hours.pass_(minutes=1)
    await slack.answered(requests.uninstalled(ANA, slack.hours.at))
    assert (await restarted(slack).scopes(HELLO.place)).opens
    assert not (await restarted(slack).scopes(elsewhere)).opens


async def test_a_late_notice_leaves_what_was_opened_after_it(slack: Rig) -> None:
    removed = requests.uninstalled(ANA, slack.hours.at)
    slack.hours.pass_(minutes=5)
    await slack.store.put(replace(installed(), installed_at=slack.hours.at))
    await slack.slack.deliver(HELLO)
    await slack.answered(removed)
    assert not (await slack.slack.scopes(HELLO.place)).opens


async def test_two_replicas_at_once_come_to_the_same_chat(slack: Rig) -> None:
    sent = await asyncio.gather(*(one.deliver(HELLO) for one in (slack.slack, restarted(slack))))
    assert {handle.rpartition("/")[0] for handle in sent} == {f"T1/{ANA.dm}"}
