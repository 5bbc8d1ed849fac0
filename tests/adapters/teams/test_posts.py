"""Where messages go: places, people, and those Teams has never let the bot meet."""

import json

import pytest

from bot.cards import Actions, Button, Card, Pointer, say
from bot.chat import Address, Parcel, Scopes
from bot.domain.delivery.state import InDoubt
from bot.errors import DeliveryFailed, Unreachable
from tests.adapters.teams.plain import texts
from tests.adapters.teams.rig import Rig
from tests.fakes import teams_cards as seen
from tests.fakes.teams import Fault

CARD = Card(say("offer-card", title="Wells"), (Actions((Button(say("edit"), Pointer("offer", "1")),)),))
PERSON = "tenant-fj/aad-ana"


def parcel(place: str, card: Card = CARD) -> Parcel:
    return Parcel("delivery-1", Address("teams", place), card, texts)


async def test_a_message_is_a_card_with_a_line_for_the_notification(bot: Rig) -> None:
    await bot.post(bot.ana.message("hello"))
    handle = await bot.teams.deliver(parcel("a:ana"))
    (sent,) = bot.fake.in_("a:ana")
    assert handle == bot.fake.handles("a:ana")[0]
    assert (sent["type"], sent["summary"]) == ("message", "offer-card: Wells")
    assert not seen.faults(seen.content(sent))


async def test_a_message_is_edited_and_withdrawn_by_its_handle(bot: Rig) -> None:
    await bot.post(bot.ana.message("hello"))
    handle = await bot.teams.deliver(parcel("a:ana"))
    await bot.teams.edit(handle, parcel("a:ana", Card(say("withdrawn"))))
    assert seen.texts(seen.content(bot.fake.messages[handle])) == ["withdrawn"]
    await bot.teams.withdraw(handle)
    assert not bot.fake.messages
    with pytest.raises(Unreachable, match="gone"):
        await bot.teams.edit(handle, parcel("a:ana"))
    assert await bot.teams.find(parcel("a:ana")) is None


async def test_an_answer_in_a_channel_stays_in_its_thread(bot: Rig) -> None:
    channel = bot.ana.in_channel()
    await bot.post(channel.message("menu"))
    handle = await bot.teams.deliver(parcel(channel.place))
    assert handle.startswith(f"{channel.place}/")
    await bot.teams.edit(handle, parcel(channel.place))
    assert len(bot.fake.in_(channel.place)) == 1


async def test_a_person_is_written_to_in_the_conversation_that_is_known(bot: Rig) -> None:
    await bot.post(bot.ana.message("hello"))
    await bot.teams.deliver(parcel(PERSON))
    assert [call.path for call in bot.fake.calls] == ["/v3/conversations/a:ana/activities"]


async def test_the_pace_is_of_the_tenant_and_of_the_one_conversation_of_a_person(bot: Rig) -> None:
    await bot.post(bot.ana.message("hello"))
    channel = bot.ana.in_channel()
    await bot.post(channel.message("menu"))
    both = [await bot.teams.scopes(Address("teams", place)) for place in (PERSON, "a:ana")]
    assert both == [Scopes("tenant-fj", "a:ana")] * 2
    thread = await bot.teams.scopes(Address("teams", channel.place))
    assert thread == Scopes("tenant-fj", channel.place.partition(";")[0])
    never_met = Address("teams", "tenant-fj/aad-ben")
    assert await bot.teams.scopes(never_met) == Scopes("tenant-fj", never_met.id, calls=2)
    assert bot.teams.in_doubt(never_met) is InDoubt.REPEAT
    assert bot.fake.calls == []


async def test_a_colleague_never_met_is_written_to_where_the_tenant_is_known(bot: Rig) -> None:
    await bot.post(bot.ana.message("hello"))
    for _ in range(2):
        await bot.teams.deliver(parcel("tenant-fj/aad-ben"))
    opened, *sent = bot.fake.calls
    assert opened.path == "/v3/conversations"
    assert opened.body["members"] == [{"id": "aad-ben"}]
    assert opened.body["channelData"] == {"tenant": {"id": "tenant-fj"}}
    assert opened.body["bot"] == {"id": "28:focal"}
    assert [call.conversation for call in sent] == ["a:ben", "a:ben"]
    handle = bot.fake.handles("a:ben")[0]
    await bot.teams.edit(handle, parcel("tenant-fj/aad-ben"))


async def test_who_spoke_among_others_is_written_to_alone_by_their_own_id(bot: Rig) -> None:
    group = bot.ana.in_group()
    await bot.post(group.message("menu"))
    await bot.teams.deliver(parcel(PERSON))
    assert bot.fake.calls[0].body["members"] == [{"id": "29:ana"}]
    assert len(bot.fake.in_("a:ana")) == 1
    await bot.post(group.message("menu"))
    await bot.teams.deliver(parcel(PERSON))
    assert [call.path for call in bot.fake.calls].count("/v3/conversations") == 1


@pytest.mark.parametrize("place", ["tenant-th/aad-mai", "a:nobody", "19:unknown@thread.v2"])
async def test_nobody_is_written_to_where_the_bot_was_never_installed(bot: Rig, place: str) -> None:
    await bot.post(bot.ana.message("hello"))
    with pytest.raises(Unreachable, match="not-installed"):
        await bot.teams.deliver(parcel(place))
    assert not bot.fake.calls


async def test_teams_may_refuse_to_open_a_conversation(bot: Rig) -> None:
    await bot.post(bot.ana.message("hello"))
    bot.fake.faults = [Fault(status=403, body={"error": {"code": "ForbiddenOperationException"}})]
    with pytest.raises(Unreachable, match="not-installed"):
        await bot.teams.deliver(parcel("tenant-fj/aad-ben"))


async def test_after_its_removal_the_bot_does_not_write_any_more_until_it_is_back(bot: Rig) -> None:
    await bot.post(bot.ana.installed())
    await bot.post(bot.ana.installed("remove"))
    for place in ("a:ana", PERSON):
        with pytest.raises(Unreachable, match="not-installed"):
            await bot.teams.deliver(parcel(place))
    assert not bot.fake.calls
    await bot.post(bot.ana.installed())
    await bot.teams.deliver(parcel(PERSON))
    assert len(bot.fake.in_("a:ana")) == 1


async def test_a_stored_service_is_checked_again_at_every_send(bot: Rig) -> None:
    """A reference that somebody wrote into the database does not carry the token away."""
    await bot.post(bot.ana.message("hello"))
    forged = json.loads(bot.shelf.kept["a:ana"]) | {"service": "https://evil.example/"}
    bot.shelf.kept["a:ana"] = json.dumps(forged)
    bot.teams.directory.known.clear()
    with pytest.raises(Unreachable, match="service-host"):
        await bot.teams.deliver(parcel("a:ana"))
    assert not bot.fake.tokens


async def test_a_reference_of_another_version_is_no_reference(bot: Rig) -> None:
    bot.shelf.kept["a:ana"] = '{"url": "https://smba.trafficmanager.net/"}'
    with pytest.raises(Unreachable, match="not-installed"):
        await bot.teams.deliver(parcel("a:ana"))
    await bot.post(bot.ana.message("hello"))
    await bot.teams.deliver(parcel("a:ana"))


async def test_a_service_that_moves_is_followed(bot: Rig) -> None:
    await bot.post(bot.ana.message("hello"))
    moved = f"{bot.fake.url}/emea"
    await bot.post(bot.ana.message("hello") | {"serviceUrl": moved})
    assert json.loads(bot.shelf.kept[PERSON])["service"] == moved
    assert json.loads(bot.shelf.kept["tenant-fj/"])["service"] == moved


async def test_a_throttled_message_is_for_the_relay_to_send_again(bot: Rig) -> None:
    await bot.post(bot.ana.message("hello"))
    bot.fake.faults = [Fault(status=429, headers={"Retry-After": "3"})]
    with pytest.raises(DeliveryFailed) as caught:
        await bot.teams.deliver(parcel("a:ana"))
    assert (caught.value.cause, caught.value.retry_after) == ("rate-limited", 3)
