"""One and the same token, sent again and again: let in as long as it holds, and no longer."""

import pytest

from adapters.teams import signatures
from adapters.teams.signatures import Signatures
from tests.adapters.teams.rig import Rig
from tests.adapters.teams.wrong_tokens import at

DAY = 24 * 3600


async def sent(bot: Rig, header: dict[str, str], service: str = "") -> int:
    activity = bot.ana.message("hello")
    return (await bot.post(activity | ({"serviceUrl": service} if service else {}), header)).status


async def test_it_ends_when_it_says(bot: Rig) -> None:
    header = bot.fake.signer.header(exp=at(bot, 3600))
    assert {await sent(bot, header) for _ in range(3)} == {200}
    bot.hours.passed = 3600 + 301
    assert await sent(bot, header) == 401


async def test_it_ends_with_its_key(bot: Rig) -> None:
    header = bot.fake.signer.header(exp=at(bot, 3 * DAY))
    assert {await sent(bot, header) for _ in range(3)} == {200}
    bot.fake.keys = {"k2": ["msteams"]}
    assert await sent(bot, bot.fake.signer.header("k2")) == 200
    bot.hours.passed = 31
    assert await sent(bot, header) == 401


async def test_it_speaks_for_no_other_service(bot: Rig) -> None:
    header = bot.fake.signer.header()
    assert await sent(bot, header) == 200
    assert await sent(bot, header, "https://smba.trafficmanager.net/elsewhere/") == 403


@pytest.mark.parametrize("part", [1, 2])
async def test_nothing_of_it_may_be_changed(bot: Rig, part: int) -> None:
    header = bot.fake.signer.header()
    assert await sent(bot, header) == 200
    parts = header["Authorization"].split(".")
    parts[part] = ("B" if parts[part][0] != "B" else "C") + parts[part][1:]
    assert await sent(bot, {**header, "Authorization": ".".join(parts)}) == 401


async def test_what_is_remembered_is_limited(bot: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "REMEMBERED", 2)
    known = Signatures(bot.teams.keys)
    tokens = [bot.fake.signer.token(iat=at(bot, number)) for number in range(3)]
    first, *_ = [await known.of(token) for token in tokens]
    assert len(known.known) == 2
    assert await known.of(tokens[0]) == first
