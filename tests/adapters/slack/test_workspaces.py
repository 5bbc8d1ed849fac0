"""Many workspaces: tokens that are renewed once, and that end when the app is removed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.slack.adapter import Slack
from adapters.slack.secrets import vault
from bot.cards import Card, say
from bot.errors import DeliveryFailed, Unreachable
from tests.adapters.slack.rig import ANA, KEY, START, Phrases, Rig, installed, many, parcel, rig
from tests.fakes import slack_requests as requests
from tests.fakes.slack import Fault

HELLO = parcel(Card(say("hello")), "T1/C1")
OTHER = requests.Account("U2", "T2")
FRESH = {
    "access_token": "xoxe.xoxb-2",
    "refresh_token": "xoxe-2",
    "expires_in": 43200,
    "team": {"id": "T1", "name": "Fiji"},
}


@pytest.fixture
async def slack() -> AsyncIterator[Rig]:
    async with rig(many) as made:
        await made.store.put(installed())
        yield made


def another_replica(slack: Rig) -> Slack:
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


async def ageing(slack: Rig, **left: float) -> None:
    """Its token runs out in so long; the refresh token is good once."""
    old = installed(token="xoxb-1", refresh_token="xoxe-1")
    await slack.store.put(replace(old, expires_at=START + timedelta(**left)))
    slack.fake.grants["xoxe-1"] = {**FRESH}


def test_tokens_are_sealed_and_only_the_same_key_opens_them() -> None:
    kept = installed(token="xoxb-secret", refresh_token="xoxe-secret")
    assert "secret" not in f"{kept.token} {kept.refresh_token} {kept}"
    assert kept.token not in repr(kept)
    assert vault(KEY).opened(kept.token) == "xoxb-secret"
    assert vault(KEY).sealed("xoxb-secret") != kept.token
    with pytest.raises(DeliveryFailed, match="token-unreadable"):
        vault(KEY + "?").opened(kept.token)


async def test_each_workspace_is_answered_by_its_own_token(slack: Rig) -> None:
    slack.fake.tokens["xoxb-9"] = "T2"
    await slack.store.put(installed("T2", "xoxb-9"))
    for place in ("T1/C1", "T2/C1"):
        await slack.slack.deliver(replace(HELLO, place=replace(HELLO.place, id=place)))
    assert [call.token for call in slack.fake.called("chat.postMessage")] == ["xoxb-1", "xoxb-9"]


async def test_a_workspace_without_the_app_has_no_turn(slack: Rig) -> None:
    assert (await slack.send(requests.said(OTHER, "menu")))[0] == 403
    assert (await slack.send(requests.said(ANA, "menu")))[0] == 200
    assert len(slack.bot.heard) == 1


async def test_the_store_is_asked_once_a_minute(slack: Rig) -> None:
    for _ in range(5):
        await slack.answered(requests.said(ANA, "menu"))
    assert slack.store.reads == 1
    slack.hours.pass_(seconds=61)
    await slack.answered(requests.said(ANA, "menu"))
    assert slack.store.reads == 2
    assert not slack.fake.called("auth.test")


async def test_many_at_once_ask_the_store_once(slack: Rig) -> None:
    """As when a broadcast begins."""
    places = [replace(HELLO, id=f"p{one}", place=replace(HELLO.place, id=f"T1/C{one}")) for one in range(20)]
    await asyncio.gather(*(slack.slack.deliver(one) for one in places))
    assert slack.store.reads == 1


async def test_without_the_database_slack_is_asked_to_come_again(slack: Rig) -> None:
    slack.store.down = True
    assert (await slack.send(requests.said(ANA, "menu")))[0] == 503
    assert not slack.bot.heard


@pytest.mark.parametrize("kind", [requests.uninstalled, requests.revoked])
async def test_when_the_app_is_removed_its_token_goes(slack: Rig, kind: object) -> None:
    await slack.answered(requests.said(ANA, "menu"))
    assert callable(kind)
    await slack.answered(kind(ANA, slack.hours.at))
    assert not slack.store.kept
    with pytest.raises(Unreachable, match="removed"):
        await slack.slack.deliver(HELLO)
    assert (await slack.send(requests.said(ANA, "menu")))[0] == 403
    assert (await slack.send(kind(ANA, slack.hours.at)))[0] == 200


async def test_a_persons_revoked_token_is_none_of_ours(slack: Rig) -> None:
    await slack.answered(requests.revoked(ANA, slack.hours.at, bot=()))
    assert "T1" in slack.store.kept


async def test_a_late_notice_does_not_end_what_was_installed_after_it(slack: Rig) -> None:
    removed = requests.uninstalled(ANA, slack.hours.at)
    slack.hours.pass_(minutes=5)
    await slack.store.put(replace(installed(), installed_at=slack.hours.at))
    await slack.answered(removed)
    assert "T1" in slack.store.kept


async def test_an_organization_is_served_by_one_token() -> None:
    member = requests.Account("W1", "T5", "E1", org_wide=True)
    async with rig(many) as slack:
        await slack.store.put(replace(installed("E1"), enterprise="E1"))
        await slack.answered(requests.said(member, "menu"))
        assert slack.heard.place is not None
        handle = await slack.slack.deliver(replace(HELLO, place=slack.heard.place))
        assert handle.startswith(f"E1/{member.dm}/")


async def test_a_person_of_an_organization_is_reached_by_one_of_its_workspaces() -> None:
    async with rig(many) as slack:
        await slack.store.put(replace(installed("T1"), enterprise="E1"))
        handle = await slack.slack.deliver(replace(HELLO, place=replace(HELLO.place, id="E1/W1")))
        assert handle.startswith("T1/D1/")


async def test_a_token_is_renewed_before_it_ends_and_kept_sealed(slack: Rig) -> None:
    await ageing(slack, minutes=10)
    await slack.slack.deliver(HELLO)
    assert slack.fake.called("chat.postMessage")[0].token == "xoxe.xoxb-2"
    kept = slack.store.kept["T1"]
    assert vault(KEY).opened(kept.token) == "xoxe.xoxb-2"
    assert vault(KEY).opened(kept.refresh_token) == "xoxe-2"
    assert kept.expires_at == START + timedelta(hours=12)
    assert not slack.store.leases


async def test_a_token_with_time_left_is_left_alone(slack: Rig) -> None:
    await ageing(slack, hours=2)
    await slack.slack.deliver(HELLO)
    assert not slack.fake.called("oauth.v2.access")


@pytest.mark.parametrize("left", [10, -10])
async def test_two_replicas_renew_it_once(slack: Rig, left: int) -> None:
    await ageing(slack, minutes=left)
    replicas = [another_replica(slack) for _ in range(6)]
    sent = await asyncio.gather(*(one.deliver(HELLO) for one in replicas), return_exceptions=True)
    assert len(slack.fake.called("oauth.v2.access")) == 1
    failed = [error for error in sent if isinstance(error, BaseException)]
    assert all(isinstance(error, DeliveryFailed) and error.retry_after for error in failed)
    assert left < 0 or not failed
    for one in replicas:
        one.cache.forget("T1")
        await one.deliver(HELLO)
    assert len(slack.fake.called("oauth.v2.access")) == 1


@pytest.mark.parametrize(
    "fault", [Fault(reset=True), Fault(status=500), Fault(error="invalid_refresh_token")]
)
async def test_a_failed_renewal_leaves_the_token_that_still_works(slack: Rig, fault: Fault) -> None:
    await ageing(slack, minutes=10)
    slack.fake.fail("oauth.v2.access", fault)
    await slack.slack.deliver(HELLO)
    assert slack.fake.called("chat.postMessage")[0].token == "xoxb-1"
    assert not slack.store.leases


async def test_a_failed_renewal_of_a_dead_token_is_said(slack: Rig) -> None:
    await ageing(slack, minutes=-1)
    slack.fake.fail("oauth.v2.access", Fault(status=500), Fault(error="invalid_refresh_token"))
    with pytest.raises(DeliveryFailed, match="uncertain"):
        await slack.slack.deliver(HELLO)
    with pytest.raises(Unreachable, match="removed"):
        await slack.slack.deliver(HELLO)


async def test_a_token_replaced_by_a_new_installation_is_taken_at_once(slack: Rig) -> None:
    await slack.slack.deliver(HELLO)
    del slack.fake.tokens["xoxb-1"]
    slack.fake.tokens["xoxb-7"] = "T1"
    await slack.store.put(installed(token="xoxb-7"))
    await slack.slack.deliver(HELLO)
    assert [call.token for call in slack.fake.called("chat.postMessage")] == ["xoxb-1", "xoxb-1", "xoxb-7"]
