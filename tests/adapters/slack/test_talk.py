"""A focal point in Slack before the real bot: by messages, buttons, forms, a command and the home tab."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.chat import Address
from bot.domain.people import Person, Role
from bot.outbox import Relay
from bot.request import House
from bot.turn import Turns
from tests.adapters.slack.rig import ANA, Hours, Rig, rig
from tests.fakes import slack_requests as requests
from tests.fakes.slack import Fault
from tests.fakes.slack_blocks import walked
from tests.worlds import World, lexicons

Json = requests.Json
FIRST = {"title": "R&D <!channel>", "description": "For all", "sector": "122", "modality": ["training"]}


@dataclass
class Talk:
    """Ana, with what she has on her screen."""

    slack: Rig
    relay: Relay

    async def sends(self, body: Json) -> Json:
        answer = await self.slack.answered(body)
        await self.settles()
        return answer

    async def settles(self) -> None:
        while claimed := await self.relay.claim(50):
            await self.relay.mark([await self.relay.attempt(one) for one in claimed])

    @property
    def seen(self) -> Json:
        return self.slack.fake.newest(ANA.dm)

    @property
    def modal(self) -> Json:
        return self.slack.fake.views[-1]

    def button(self, label: str) -> Json:
        found = (one for one in walked(self.seen["blocks"]) if one.get("type") == "button")
        return dict(next(one for one in found if label in str(one["text"])))

    async def says(self, words: str) -> str:
        await self.sends(requests.said(ANA, words))
        return str(self.seen)

    async def presses(self, label: str) -> Json:
        return await self.sends(requests.pressed(ANA, self.button(label), ts=str(self.seen["ts"])))


@pytest.fixture
async def talk(world: World) -> AsyncIterator[Talk]:
    hours, database = Hours(), world.database
    house = House(lexicon=lexicons(), now=hours.now, fresh=world.fresh, links=world.links)
    ana = Person(id="ana", name="Ana", roles=frozenset({Role.FOCAL_POINT}), delegation="FJI")
    async with database.unit() as unit:
        await unit.people.add(ana, Address("slack", "T1/U1"))
        await unit.commit()
    async with rig(
        handle=Turns(units=database.unit, house=house, chance=lambda: 0.0).handle, hours=hours
    ) as slack:
        relay = Relay(
            units=database.unit,
            reading=database.reading,
            platforms={"slack": slack.slack},
            lexicon=lexicons(),
            links=world.links,
            now=hours.now,
            counted=lambda _attempt: None,
            chance=lambda: 0.0,
        )
        yield Talk(slack, relay)


async def test_an_offer_is_made_by_a_form(talk: Talk) -> None:
    assert "What would you like to do?" in await talk.says("menu")
    await talk.presses("Submit an offer")
    wrong = await talk.sends(requests.submitted(ANA, talk.modal, {**FIRST, "title": ""}))
    assert wrong == {"response_action": "errors", "errors": {"title": "Please answer this question."}}
    answer = await talk.sends(requests.submitted(ANA, talk.modal, FIRST))
    while view := answer.get("view"):
        assert isinstance(view, dict)
        answer = await talk.sends(requests.submitted(ANA, view, {}))
    assert answer == {}
    assert "R&amp;D &lt;!channel&gt;" in str(talk.seen)
    assert "R&amp;D" in await talk.says("my needs and offers")


async def test_a_command_is_answered_by_the_form_or_in_words(talk: Talk) -> None:
    await talk.sends(requests.command(ANA, "submit a need"))
    assert talk.modal["callback_id"] == "need"
    talk.slack.fake.fail("views.open", Fault(error="expired_trigger_id"))
    await talk.sends(requests.command(ANA, "submit a need"))
    assert "Open as a form" in str(talk.seen)
    await talk.says("Water for Tuvalu")
    before = str(talk.seen)
    assert "Water for Tuvalu" in await talk.says("back")
    assert before != str(talk.seen)


async def test_a_message_sent_again_by_slack_is_answered_once(talk: Talk) -> None:
    body = requests.said(ANA, "menu")
    for _ in range(4):
        await talk.sends(body)
    assert len(talk.slack.fake.called("chat.postMessage")) == 1


async def test_a_doubtful_answer_arrives_once(talk: Talk) -> None:
    talk.slack.fake.fail("chat.postMessage", Fault(reset=True, accepted=True))
    await talk.says("menu")
    for _ in range(3):
        talk.slack.hours.pass_(minutes=1)
        await talk.settles()
    assert len(talk.slack.fake.channels[ANA.dm]) == 1


async def test_the_home_tab_shows_the_menu_and_messages_still_go_to_the_chat(talk: Talk) -> None:
    await talk.sends(requests.home_opened(ANA))
    shown = str(talk.slack.fake.homes["U1"])
    assert "Submit an offer" in shown
    assert not talk.slack.fake.channels[ANA.dm]
    await talk.sends(requests.mentioned(ANA, "<@UBOT> menu"))
    assert "What would you like to do?" in str(talk.slack.fake.channels[ANA.dm])
    assert str(talk.slack.fake.homes["U1"]) == shown


async def test_somebody_unknown_sees_only_the_way_in(talk: Talk) -> None:
    eve = requests.Account("U9")
    await talk.sends(requests.said(eve, "my needs and offers"))
    assert "Submit" not in str(talk.slack.fake.newest(eve.dm))


async def test_a_person_on_the_list_by_workspace_is_known_in_an_organization_too(talk: Talk) -> None:
    in_grid = requests.Account(enterprise="E1")
    assert in_grid.user == ANA.user
    await talk.sends(requests.said(in_grid, "menu"))
    assert "Submit an offer" in str(talk.seen)
