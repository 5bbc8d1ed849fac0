"""What the bot sends: one token for all, one attempt a call, every failure in the outbox's words."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest
from aiohttp import ClientSession

from adapters.teams.connector import Connector
from adapters.teams.hosts import ServiceHosts
from adapters.teams.references import Reference
from adapters.teams.tenants import Tenants
from adapters.teams.tokens import Tokens
from bot import clock
from bot.errors import DeliveryFailed, Unreachable
from tests.adapters.teams.rig import Hours
from tests.fakes.teams import PASSWORD, FakeTeams, Fault, serving
from tests.fakes.teams_activities import BOT

MESSAGE = {"type": "message", "text": "Здравствуйте"}
BLOCKED = {"errorCode": 209, "message": '{"subCode":"MessageWritesBlocked","details":"Thread is not found."}'}


class Desk:
    """The connector with its clock."""

    def __init__(self, fake: FakeTeams, session: ClientSession, hosts: frozenset[str]) -> None:
        self.hours = Hours()
        self.fake, self.at = fake, Reference(service=fake.service, tenant="home")
        self.tokens = Tokens(
            session=session,
            url=f"{fake.url}/token",
            app_id=fake.app_id,
            password=PASSWORD,
            clock=self.hours.seconds,
        )
        self.connector = Connector(
            session=session, tokens=self.tokens, hosts=ServiceHosts(hosts), now=self.hours.now
        )

    async def send(self, conversation: str = "a:ana") -> str:
        return await self.connector.send(self.at, conversation, dict(MESSAGE))


@pytest.fixture
def desk(fake: FakeTeams, session: ClientSession) -> Desk:
    return Desk(fake, session, frozenset({"127.0.0.1"}))


async def test_a_message_is_sent_changed_and_taken_back(desk: Desk) -> None:
    channel = "19:general@thread.tacv2;messageid=17"
    sent = await desk.send(channel)
    assert desk.fake.in_(channel) == [MESSAGE]
    await desk.connector.update(desk.at, channel, sent, {"type": "message", "text": "changed"})
    assert desk.fake.in_(channel) == [{"type": "message", "text": "changed", "id": sent}]
    await desk.connector.delete(desk.at, channel, sent)
    assert not desk.fake.messages


async def test_one_token_serves_all_and_is_fetched_once(desk: Desk) -> None:
    await asyncio.gather(*(desk.send(f"a:{number}") for number in range(10)))
    assert desk.fake.tokens == ["outbound-1"]
    assert {call.authorization for call in desk.fake.calls} == {"Bearer outbound-1"}


async def test_the_token_is_renewed_five_minutes_before_it_ends(desk: Desk) -> None:
    await desk.send()
    desk.hours.passed = 3600 - 301
    await desk.send()
    assert len(desk.fake.tokens) == 1
    desk.hours.passed = 3600 - 299
    await desk.send()
    assert desk.fake.calls[-1].authorization == "Bearer outbound-2"


async def test_the_old_token_serves_while_it_cannot_be_renewed(desk: Desk) -> None:
    await desk.send()
    desk.fake.sign_in = Fault(status=503)
    desk.hours.passed = 3600 - 60
    await desk.send()
    desk.hours.passed = 3601
    with pytest.raises(DeliveryFailed, match="no-token"):
        await desk.send()


async def test_who_has_a_token_does_not_wait_for_a_renewal_that_hangs(desk: Desk) -> None:
    await desk.send()
    desk.fake.sign_in = Fault(kind="hang")
    desk.hours.passed = 3600 - 60
    renewing = asyncio.create_task(desk.send())
    await desk.fake.hanging.wait()
    await asyncio.wait_for(desk.send(), 2)
    assert len(desk.fake.messages) == 2
    desk.fake.sign_in = None
    desk.fake.released.set()
    await renewing
    assert len(desk.fake.messages) == 3


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=400, body={"error": "invalid_client"}),
        Fault(kind="reset"),
        Fault(status=200, body={}),
        Fault(status=302),
    ],
)
async def test_without_a_token_nothing_is_sent(desk: Desk, fault: Fault) -> None:
    desk.fake.sign_in = fault
    with pytest.raises(DeliveryFailed, match="no-token"):
        await desk.send()
    assert not desk.fake.calls


async def test_a_token_that_teams_refuses_is_replaced_once(desk: Desk) -> None:
    desk.fake.refused_tokens = {"outbound-1"}
    await desk.send()
    assert [call.authorization for call in desk.fake.calls] == ["Bearer outbound-1", "Bearer outbound-2"]
    desk.fake.refused_tokens = {"outbound-2", "outbound-3"}
    with pytest.raises(DeliveryFailed, match="no-token"):
        await desk.send()


@pytest.mark.parametrize("status", [429, 412])
async def test_what_was_not_accepted_is_tried_again_when_teams_says(desk: Desk, status: int) -> None:
    desk.fake.faults = [Fault(status=status, headers={"Retry-After": "17"}), Fault(status=status)]
    with pytest.raises(DeliveryFailed, match="rate-limited") as caught:
        await desk.send()
    assert caught.value.retry_after == 17
    with pytest.raises(DeliveryFailed) as again:
        await desk.send()
    assert again.value.retry_after is None
    assert not isinstance(again.value, Unreachable)


async def test_retry_after_may_be_a_date_or_nonsense(desk: Desk) -> None:
    later = format_datetime(desk.hours.now() + timedelta(seconds=40))
    desk.fake.faults = [Fault(status=429, headers={"Retry-After": word}) for word in (later, "soon", "-1")]
    found = []
    for _ in range(3):
        with pytest.raises(DeliveryFailed) as caught:
            await desk.send()
        found.append(caught.value.retry_after)
    assert found[0] is not None
    assert 38 < found[0] <= 40
    assert found[1:] == [None, None]


@pytest.mark.parametrize(
    "fault",
    [
        *(Fault(status=status) for status in (408, 500, 502, 503, 504)),
        Fault(kind="reset"),
        Fault(status=201, body={}),
    ],
)
async def test_what_may_have_arrived_is_uncertain_and_sent_only_once(desk: Desk, fault: Fault) -> None:
    desk.fake.faults = [fault]
    with pytest.raises(DeliveryFailed, match="uncertain") as caught:
        await desk.send()
    assert not isinstance(caught.value, Unreachable)
    assert len(desk.fake.calls) == 1


async def test_what_waited_for_a_token_does_not_go_all_at_once(desk: Desk) -> None:
    """As at a start: what the relay let go in the meantime would come on top of what it lets go now."""
    desk.fake.windows.now = clock.now
    desk.fake.tenants |= {f"a:{number}": "home" for number in range(70)}
    paced = replace(desk.connector, tenants=Tenants(40))
    waiting = [asyncio.create_task(paced.send(desk.at, f"a:{number}", dict(MESSAGE))) for number in range(70)]
    await asyncio.gather(*waiting)
    assert len(desk.fake.messages) == 70
    assert desk.fake.windows.exceeded == []


async def test_an_answer_that_does_not_come_is_uncertain(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.teams.connector.TIMEOUT", 0.2)
    await desk.tokens.bearer()
    desk.fake.faults = [Fault(kind="hang")]
    with pytest.raises(DeliveryFailed, match="uncertain"):
        await desk.send()


async def test_a_connection_that_is_refused_has_sent_nothing(desk: Desk) -> None:
    await desk.tokens.bearer()
    async with serving(desk.fake.app) as gone:
        pass
    with pytest.raises(DeliveryFailed, match="not-sent"):
        await desk.connector.send(replace(desk.at, service=f"{gone}/emea/"), "a:ana", dict(MESSAGE))


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (Fault(status=403, body=BLOCKED), "blocked"),
        (
            Fault(status=403, body={"error": {"code": "BotNotInConversationRoster", "message": "…"}}),
            "not-installed",
        ),
        (Fault(status=403, body={"error": {"code": "BotDisabledByAdmin"}}), "disabled-by-admin"),
        (Fault(status=403, body={"error": {"code": "Unheard"}}), "refused"),
        (Fault(status=403, body={"errorCode": 7}), "refused"),
        (Fault(status=403, body="text"), "refused"),
        (Fault(status=404, body={"error": {"code": "ConversationNotFound"}}), "gone"),
        (Fault(status=413), "too-large"),
        (Fault(status=400, body={"error": {"code": "BadSyntax"}}), "refused"),
        (Fault(status=403, body={"errorCode": 209, "message": "not JSON"}), "refused"),
    ],
)
async def test_what_will_never_arrive_says_why_in_one_word(desk: Desk, fault: Fault, cause: str) -> None:
    desk.fake.faults = [fault]
    with pytest.raises(Unreachable) as caught:
        await desk.send()
    assert caught.value.cause == cause


async def test_redirects_are_not_followed(desk: Desk) -> None:
    """Else the token would travel to wherever it is told."""
    desk.fake.faults = [Fault(status=307, headers={"Location": f"{desk.fake.url}/emea/elsewhere"})]
    with pytest.raises(DeliveryFailed, match="not-sent"):
        await desk.send()
    assert len(desk.fake.calls) == 1


async def test_a_host_that_is_not_allowed_gets_neither_message_nor_token(
    fake: FakeTeams, session: ClientSession
) -> None:
    desk = Desk(fake, session, frozenset())
    with pytest.raises(Unreachable, match="service-host"):
        await desk.send()
    assert not fake.calls
    assert not fake.tokens


async def test_a_personal_conversation_is_opened(desk: Desk) -> None:
    parameters: dict[str, object] = {"bot": {"id": BOT}, "members": [{"id": "aad-ana"}]}
    assert await desk.connector.open(desk.at, parameters) == "a:ana"


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://SMBA.trafficmanager.net/emea/tenant-1/", True),
        ("https://smba.trafficmanager.net:443/", True),
        ("https://europe.api.botframework.com", True),
        ("https://teams.gov.example/x/", True),
        ("https://deep.china.example/", True),
        ("https://other.example:8443/", True),
        ("http://127.0.0.1:4000/emea/", True),
        ("http://localhost:4000/", False),
        ("http://teams.gov.example/", False),
        ("https://teams.gov.example:8443/", False),
        ("https://other.example/", False),
        ("https://china.example/", False),
        ("", False),
        ("https://", False),
    ],
)
def test_which_services_may_have_the_token(url: str, allowed: bool) -> None:
    more = frozenset({"teams.gov.example", "*.china.example", "other.example:8443", "127.0.0.1"})
    assert ServiceHosts(more).allows(url) is allowed
