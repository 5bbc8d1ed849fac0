"""What `focalbot check` tells of the mail server, without a letter being sent."""

import pytest

from bot import operator, settings
from bot.operator import Result
from tests.fakes.mail import FakeMail, Fault


async def told(database: str, mail: FakeMail, url: str = "") -> Result:
    environ = {
        "FOCALBOT_DATABASE_URL": database,
        "SMTP_URL": url or mail.url,
        "MAIL_FROM": "bot@example.org",
    }
    results = await operator.check(settings.for_commands(environ))
    return next(one for one in results if one.name == "E-mail")


async def test_a_server_that_answers_is_fit(sqlite_url: str) -> None:
    async with FakeMail(users={"bot": "s3cret"}) as mail:
        result = await told(sqlite_url, mail)
    assert (result.fit, result.told) == (
        True,
        f"127.0.0.1:{mail.port} answers, on this machine and not encrypted",
    )
    assert mail.letters == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("421 4.3.2 Busy", "it is busy; try again later"),
        ("554 5.3.2 No", "it takes no letters from this machine"),
    ],
)
async def test_one_that_turns_us_away_is_not(sqlite_url: str, answer: str, why: str) -> None:
    async with FakeMail() as mail:
        mail.fail("connect", Fault(answer=answer))
        result = await told(sqlite_url, mail)
    assert (result.fit, result.told) == (False, f"cannot be sent (127.0.0.1:{mail.port}: {why})")


async def test_neither_is_one_that_refuses_the_password(sqlite_url: str) -> None:
    async with FakeMail(users={"bot": "right"}) as mail:
        result = await told(sqlite_url, mail, f"smtp://bot:wr0ng@127.0.0.1:{mail.port}")
    assert not result.fit
    assert "user or password were refused" in result.told
    assert "wr0ng" not in result.told
