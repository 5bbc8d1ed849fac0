"""Who is let in, over real HTTP: 200, 401, 403, 400, 413, 415, 503, and never 500."""

import gzip
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.chat import Json
from tests.adapters.teams.rig import Rig, rig
from tests.adapters.teams.wrong_tokens import FORBIDDEN, UNKNOWN, at
from tests.fakes.teams import FakeTeams

FORBIDDEN_ACTIVITIES: dict[str, Json] = {
    "channelId empty": {"channelId": ""},
    "channelId in capitals": {"channelId": "MSTEAMS"},
    "another channel": {"channelId": "webchat"},
    "channelId null": {"channelId": None},
    "serviceUrl null": {"serviceUrl": None},
    "serviceUrl a number": {"serviceUrl": 7},
}

EVIL_HOSTS = (
    "https://smba.trafficmanager.net@evil.example/",
    "https://user:word@smba.trafficmanager.net/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://evil-smba.trafficmanager.net/",
    "https://evilbotframework.com/",
    "https://botframework.com/",
    "https://smba.trafficmanager.net:444/",
    "https://10.0.0.1/",
    "https://[::1]/",
    "http://smba.trafficmanager.net/",
    "ftp://smba.trafficmanager.net/",
    "https://smba.trafficmanager.net\\@evil.example/",
    "https://evil.example/?.botframework.com",
    "https://evil.example#x.botframework.com",
    "https://smba.trafficmanager.net./",
    " https://smba.trafficmanager.net/",
    "https://smba.trafficmanager.net/\n",
)

MALFORMED: dict[str, bytes] = {
    "empty": b"",
    "not JSON": b"{",
    "a list": b"[]",
    "a string": b'"hello"',
    "null": b"null",
    "a number": b"1",
    "20,000 brackets": b"[" * 20_000,
    "20,000 objects": b'{"a":' * 20_000,
    "not UTF-8": b'{"type": "\xff"}',
    "no type": b"{}",
    "type a number": b'{"type": 7}',
    "from a string": b'{"type": "message", "from": "ana"}',
    "conversation a list": b'{"type": "message", "conversation": []}',
    "recipient a number": b'{"type": "message", "recipient": 1}',
    "channelData a string": b'{"type": "message", "channelData": "x"}',
    "a number without end": b'{"type": "message", "value": ' + b"9" * 5_000 + b"}",
}


@pytest.fixture(autouse=True)
def more_keys(fake: FakeTeams) -> None:
    fake.keys["webchat-only"] = ["webchat"]
    fake.keys["no-endorsements"] = None


async def test_a_good_token_is_let_in(bot: Rig) -> None:
    answer = await bot.post(bot.ana.message("hello"))
    assert (answer.status, len(bot.taken)) == (200, 1)


async def test_the_scheme_is_read_in_any_case(bot: Rig) -> None:
    token = bot.fake.signer.token()
    assert (await bot.post(bot.ana.message("hello"), {"Authorization": f"bearer {token}"})).status == 200


@pytest.mark.parametrize("service", ["claim", "activity"])
async def test_a_trailing_slash_makes_no_other_service(bot: Rig, service: str) -> None:
    bare = bot.fake.service.rstrip("/")
    claimed, sent = (bare, bot.fake.service) if service == "claim" else (bot.fake.service, bare)
    activity = bot.ana.message("hello") | {"serviceUrl": sent}
    assert (await bot.post(activity, bot.fake.signer.header(serviceurl=claimed))).status == 200


async def test_clocks_may_differ_by_five_minutes(bot: Rig) -> None:
    late, early = bot.fake.signer.header(exp=at(bot, -299)), bot.fake.signer.header(nbf=at(bot, 299))
    assert (await bot.post(bot.ana.message("late"), late)).status == 200
    assert (await bot.post(bot.ana.message("early"), early)).status == 200


@pytest.mark.parametrize("case", UNKNOWN)
async def test_who_cannot_be_known_gets_401(bot: Rig, case: str) -> None:
    assert (await bot.post(bot.ana.message("hello"), UNKNOWN[case](bot))).status == 401
    assert not bot.taken


@pytest.mark.parametrize("case", FORBIDDEN)
async def test_who_is_known_but_not_meant_gets_403(bot: Rig, case: str) -> None:
    assert (await bot.post(bot.ana.message("hello"), FORBIDDEN[case](bot))).status == 403
    assert not bot.taken


@pytest.mark.parametrize("case", FORBIDDEN_ACTIVITIES)
async def test_what_is_not_from_teams_gets_403(bot: Rig, case: str) -> None:
    assert (await bot.post(bot.ana.message("hello") | FORBIDDEN_ACTIVITIES[case])).status == 403
    assert not bot.taken


@pytest.mark.parametrize("missing", ["channelId", "serviceUrl"])
async def test_what_does_not_say_where_it_is_from_gets_403(bot: Rig, missing: str) -> None:
    activity = {name: value for name, value in bot.ana.message("hello").items() if name != missing}
    assert (await bot.post(activity)).status == 403


@pytest.mark.parametrize("url", EVIL_HOSTS)
async def test_a_service_elsewhere_gets_403_though_the_token_names_it(bot: Rig, url: str) -> None:
    activity = bot.ana.message("hello") | {"serviceUrl": url}
    assert (await bot.post(activity, bot.fake.signer.header(serviceurl=url))).status == 403
    assert not bot.shelf.kept


async def test_a_tenant_that_is_not_listed_gets_403(fake: FakeTeams, session: ClientSession) -> None:
    async with rig(fake, session, tenants=frozenset({"tenant-th"})) as bot:
        assert (await bot.post(bot.ana.message("hello"))).status == 403
        no_tenant = bot.ana.message("hello") | {"channelData": {}}
        assert (await bot.post(no_tenant)).status == 403
        listed = bot.ana.message("hello") | {"channelData": {"tenant": {"id": "tenant-th"}}}
        assert (await bot.post(listed)).status == 200


@pytest.mark.parametrize("case", MALFORMED)
async def test_what_is_no_activity_gets_400(bot: Rig, case: str) -> None:
    assert (await bot.post(MALFORMED[case])).status == 400
    assert not bot.taken


async def test_nothing_is_parsed_before_the_token_is_checked(bot: Rig) -> None:
    assert (await bot.post(b"{", {})).status == 401
    assert (await bot.post(b"x" * 2_000_000, {})).status == 401


async def test_a_body_of_more_than_a_megabyte_gets_413(bot: Rig) -> None:
    assert (await bot.post(b" " * 1_048_577)).status == 413
    headers = bot.fake.signer.header() | {"Content-Type": "application/json"}
    async with bot.session.post(f"{bot.url}/api/messages", data=chunks(), headers=headers) as answer:
        assert answer.status == 413


async def test_a_small_body_that_unpacks_to_a_large_one_gets_413(bot: Rig) -> None:
    packed = gzip.compress(b" " * 5_000_000)
    assert (await bot.post(packed, bot.fake.signer.header() | {"Content-Encoding": "gzip"})).status == 413


async def test_what_cannot_be_unpacked_gets_400(bot: Rig) -> None:
    assert (await bot.post(b"plain", bot.fake.signer.header() | {"Content-Encoding": "gzip"})).status == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", "nonsense"])
async def test_another_type_than_json_gets_415(bot: Rig, kind: str) -> None:
    assert (
        await bot.post(bot.ana.message("hello"), bot.fake.signer.header() | {"Content-Type": kind})
    ).status == 415


async def test_another_method_gets_405(bot: Rig) -> None:
    async with bot.session.get(f"{bot.url}/api/messages") as answer:
        assert answer.status == 405


async def chunks() -> AsyncIterator[bytes]:
    for _ in range(40):
        yield b" " * 40_000
