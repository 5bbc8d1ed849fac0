"""The fakes keep the published limits, tell when to come back, and do not let it pass in silence."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from aiohttp import ClientResponse, ClientSession

from tests.fakes.slack import FakeSlack, Fault
from tests.fakes.teams import FakeTeams, fake_teams
from tests.fakes.teams_faults import REFUSALS, throttled
from tests.fakes.windows import LimitsExceeded
from tests.worlds import START

Json = dict[str, object]
HELLO: Json = {"type": "message", "text": "Hello"}
BLOCKS = [{"type": "section", "text": {"type": "plain_text", "text": "Hello"}}]


class Hours:
    """Time that passes when told."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


@pytest.fixture
async def teams(hours: Hours) -> AsyncIterator[FakeTeams]:
    async with fake_teams("tried") as fake:
        fake.now = hours.now
        yield fake


@pytest.fixture
async def slack(hours: Hours) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(tokens={"xoxb-1": "T1", "xoxb-2": "T2"}, now=hours.now, limits="tried") as fake:
        yield fake


async def written(http: ClientSession, teams: FakeTeams, conversation: str) -> ClientResponse:
    url = f"{teams.service}v3/conversations/{conversation}/activities"
    async with http.post(url, json=HELLO) as answer:
        await answer.read()
        return answer


async def called(
    http: ClientSession, slack: FakeSlack, method: str, token: str = "xoxb-1", **arguments: object
) -> tuple[int, str, Json]:
    headers = {"Authorization": f"Bearer {token}"}
    async with http.post(
        f"{slack.url}{method}", json={"blocks": BLOCKS, **arguments}, headers=headers
    ) as answer:
        return answer.status, answer.headers.get("Retry-After", ""), await answer.json()


async def test_a_conversation_in_teams_takes_seven_at_once_and_eight_in_two_seconds(
    http: ClientSession, teams: FakeTeams, hours: Hours
) -> None:
    statuses = [(await written(http, teams, "a:ana")).status for _ in range(8)]
    assert statuses == [201] * 7 + [429]
    assert (await written(http, teams, "a:ben")).status == 201
    hours.pass_(1)
    assert (await written(http, teams, "a:ana")).status == 201
    refused = await written(http, teams, "a:ana")
    assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
    assert len(teams.in_("a:ana")) == 8
    assert len(teams.windows.exceeded) == 2


async def test_a_conversation_in_teams_takes_sixty_in_half_a_minute(
    http: ClientSession, teams: FakeTeams, hours: Hours
) -> None:
    for _ in range(60):
        assert (await written(http, teams, "a:ana")).status == 201
        hours.pass_(0.3)
    refused = await written(http, teams, "a:ana;messageid=7")
    assert (refused.status, refused.headers["Retry-After"]) == (429, "12")


async def test_a_tenant_takes_fifty_a_second_whatever_the_conversation(
    http: ClientSession, teams: FakeTeams, hours: Hours
) -> None:
    for number in range(51):
        teams.tenants[f"a:{number}"] = "tenant-fj"
    teams.tenants["a:elsewhere"] = "tenant-th"
    statuses = [(await written(http, teams, f"a:{number}")).status for number in range(51)]
    assert statuses == [201] * 50 + [429]
    assert (await written(http, teams, "a:elsewhere")).status == 201
    hours.pass_(1)
    assert (await written(http, teams, "a:50")).status == 201


async def test_slack_takes_one_message_a_second_in_a_channel(
    http: ClientSession, slack: FakeSlack, hours: Hours
) -> None:
    assert await called(http, slack, "chat.postMessage", channel="D1", text="a")
    hours.pass_(0.9)
    refused = await called(http, slack, "chat.postMessage", channel="D1", text="b")
    assert refused == (429, "1", {"ok": False, "error": "ratelimited"})
    assert (await called(http, slack, "chat.postMessage", channel="D2", text="b"))[0] == 200
    hours.pass_(0.1)
    assert (await called(http, slack, "chat.postMessage", channel="D1", text="b"))[0] == 200
    assert [one["text"] for one in slack.channels["D1"].values()] == ["a", "b"]


async def test_slack_takes_so_many_a_minute_in_a_workspace(
    http: ClientSession, slack: FakeSlack, hours: Hours
) -> None:
    for number in range(400):
        assert (await called(http, slack, "chat.postMessage", channel=f"D{number}", text="a"))[0] == 200
    assert (await called(http, slack, "chat.postMessage", channel="D400", text="a"))[:2] == (429, "60")
    assert (await called(http, slack, "chat.postMessage", "xoxb-2", channel="D400", text="a"))[0] == 200
    for _ in range(50):
        await called(http, slack, "chat.update", channel="D1", ts="0", text="a")
    assert (await called(http, slack, "chat.update", channel="D1", ts="0", text="a"))[0] == 429
    for number in range(50):
        await called(http, slack, "conversations.open", users=f"U{number}")
    assert (await called(http, slack, "conversations.open", users="U50"))[0] == 429
    hours.pass_(60)
    assert (await called(http, slack, "chat.update", channel="D1", ts="0", text="a"))[0] == 200


async def twice_at_once(http: ClientSession, hours: Hours) -> None:
    async with FakeSlack(now=hours.now, limits="kept") as slack:
        for _ in range(2):
            await called(http, slack, "chat.postMessage", channel="D1", text="a")


async def eight_at_once(http: ClientSession) -> None:
    async with fake_teams("kept") as teams:
        for _ in range(8):
            await written(http, teams, "a:ana")


async def test_it_does_not_pass_in_silence(http: ClientSession, hours: Hours) -> None:
    with pytest.raises(LimitsExceeded, match="channel T1/D1"):
        await twice_at_once(http, hours)
    with pytest.raises(LimitsExceeded, match="conversation a:ana"):
        await eight_at_once(http)


async def test_faults_are_written_down_for_one_conversation_tenant_or_workspace(
    http: ClientSession, teams: FakeTeams, slack: FakeSlack
) -> None:
    teams.tenants |= {"a:ana": "tenant-fj", "a:ben": "tenant-fj", "a:eva": "tenant-th"}
    teams.fail(*REFUSALS.values(), at="a:ana")
    teams.fail(throttled(5), throttled(), at="tenant-fj")
    answers = [await written(http, teams, "a:ben") for _ in range(3)]
    assert [one.status for one in answers] == [429, 429, 201]
    assert [one.headers.get("Retry-After") for one in answers] == ["5", None, None]
    assert (await written(http, teams, "a:eva")).status == 201
    slack.fail("chat.postMessage", Fault(error="restricted_action"), at="T2", always=True)
    for channel in ("D1", "D2"):
        _, _, answer = await called(http, slack, "chat.postMessage", "xoxb-2", channel=channel, text="a")
        assert answer == {"ok": False, "error": "restricted_action"}
        assert (await called(http, slack, "chat.postMessage", channel=channel, text="a"))[2]["ok"]
    assert [arrival.handle for arrival in teams.arrived] == ["a:ben/m1", "a:eva/m2"]
    assert [arrival.conversation for arrival in slack.arrived] == ["T1/D1", "T1/D2"]
