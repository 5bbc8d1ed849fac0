"""Whoever is not reached ends in one plain line with the next step: in chat, on the page and in the CSV."""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape

import pytest

from bot.chat import Address
from bot.domain.people import Person, Role
from tests.fakes.mail import FakeMail
from tests.fakes.mail import Fault as MailFault
from tests.fakes.slack_faults import Fault as SlackFault
from tests.fakes.teams_faults import REFUSALS, throttled
from tests.players import SlackPlayer
from tests.stage import TEAM, TENANT, Json, Stage, staged
from tests.stories.telling import Teller, Told

BROADCAST: Told = {
    "language": "en",
    "subject": "Call for inputs",
    "body": "Please send your inputs by Friday.",
    "others": "yes",
    "needs_ack": "no",
    "promise": "must-arrive",
}
ADVISERS, BUSY, PATIENCE = frozenset({Role.ADVISER}), "tenant-busy", 60.0
OFFICERS = ("secretariat", "secretariat-2")
SITE = "https://bot.example.org"
ROW = re.compile(r'<tr[^>]*><th scope="row">([^<]*)</th>(.*?)</tr>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
WHOLE = re.compile(r"^(\d+) recipients?: (.*)\.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fate:
    """`on`: where somebody can be reached, with a mailbox that is none where `mailed`; `word`: what is said
    there to each message; `why` and `next`: how it is told.
    """

    on: str
    why: str
    next: str
    word: str = ""
    mailed: bool = False


FATES: Mapping[str, Fate] = {
    "wrt": Fate("teams", "cause-blocked", "next-unblock", "MessageWritesBlocked"),
    "usr": Fate("teams", "cause-blocked", "next-unblock", "ConversationBlockedByUser"),
    "rst": Fate("teams", "cause-not-installed", "next-install", "BotNotInConversationRoster"),
    "frb": Fate("teams", "cause-not-installed", "next-install", "ForbiddenOperationException"),
    "adm": Fate("teams", "cause-disabled", "next-allow", "BotDisabledByAdmin"),
    "gon": Fate("teams", "cause-gone", "next-list", "ConversationNotFound"),
    "big": Fate("teams", "cause-too-large", "next-shorten", "MessageSizeTooBig"),
    "new": Fate("nowhere", "cause-not-installed", "next-install"),
    "dis": Fate("slack", "cause-gone", "next-list", "user_disabled"),
    "ina": Fate("slack", "cause-removed", "next-install", "account_inactive"),
    "scp": Fate("slack", "cause-refused", "next-allow", "missing_scope"),
    "act": Fate("slack", "cause-refused", "next-allow", "restricted_action"),
    "non": Fate("", "cause-no-address", "next-list"),
    "box": Fate("", "cause-no-mailbox", "next-list", mailed=True),
    "two": Fate("teams", "cause-no-mailbox", "next-list", "MessageWritesBlocked", mailed=True),
    "thr": Fate(BUSY, "", ""),
}
"""The last one is throttled ten times in a row, and gets it then."""


@pytest.fixture
async def mail() -> AsyncIterator[FakeMail]:
    async with FakeMail() as fake:
        yield fake


@pytest.fixture
async def stage(sqlite_url: str, mail: FakeMail) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, mail=mail) as stage:
        mail.now = stage.parts.clock
        yield stage


async def listed(stage: Stage, name: str, fate: Fate) -> None:
    """Whoever can be reached in Teams has said hello there."""
    email = f"{name}@example.org" if fate.mailed else ""
    one = Person(id=name, name=f"Ms {name}", email=email, roles=ADVISERS, delegation="FJI", language="en")
    tenants = {"teams": TENANT, "nowhere": "tenant-without", BUSY: BUSY}
    at = [Address("teams", f"{tenants[fate.on]}/aad-{name}")] if fate.on in tenants else []
    at += [Address("slack", f"{TEAM}/U{name}")] if fate.on == "slack" else []
    async with stage.parts.database.unit() as unit:
        await unit.people.add(one, *at)
        await unit.commit()
    if fate.on in {"teams", BUSY}:
        talker = replace(stage.talker(name), tenant=tenants[fate.on])
        await stage.to_teams(talker.message("menu"))


def refuses(stage: Stage, mail: FakeMail, name: str, fate: Fate) -> None:
    match fate.on:
        case "teams":
            stage.teams.fail(REFUSALS[fate.word], at=f"a:{name}", always=True)
        case "slack":
            stage.slack.fail("chat.postMessage", SlackFault(error=fate.word), at=f"D{name}", always=True)
        case _ if fate.on == BUSY:
            stage.teams.fail(*[throttled(7)] * 10, at=BUSY)
        case _:
            pass
    if fate.mailed:
        mail.fail("recipient", MailFault("550 5.1.1 No such user"), to=f"{name}@example.org", always=True)


async def approved(writer: Teller, approver: Teller) -> None:
    """Written, addressed to all advisers, asked for, looked at."""
    await writer.does("broadcast", BROADCAST)
    await writer.presses_into("broadcast-audience", "broadcast-audience", {"roles": ["adviser"]})
    await approver.says("menu")
    await writer.press("do.broadcast-request")
    await approver.press("do.broadcast-preview")
    await approver.press("do.broadcast-approve")


async def over(stage: Stage, writer: Teller) -> None:
    """All have been dealt with; the figures on the card add up whenever it is redrawn."""
    async with asyncio.timeout(PATIENCE):
        while "Complete." not in writer.screen:
            stage.parts.clock.shift(timedelta(minutes=1))
            await stage.settle()
            adds_up(writer.screen)


def adds_up(card: str) -> None:
    found = WHOLE.search(card)
    assert found, card
    assert sum(map(int, re.findall(r"\d+", found[2]))) == int(found[1]) == len(FATES), found[0]


async def paged(writer: Teller) -> Mapping[str, str]:
    """What the report in chat says of each, page by page."""
    told = dict[str, str]()
    await writer.press("do.broadcast-report")
    while True:
        parts = re.split(r"^\*Ms (\w+), Fiji\*$", writer.screen, flags=re.MULTILINE)
        told |= dict(zip(parts[1::2], parts[2::2], strict=True))
        if not writer.can("later"):
            return told
        await writer.press("later")


def linked(stage: Stage, writer: Teller) -> str:
    """The page's path, from the newest message with a link to it."""
    sent: list[Json] = [*stage.slack.channels[stage.account(writer.player.name).dm].values()]
    found = re.findall(rf"{SITE}(/report/[^\"'|> ]+)", "".join(str(one.get("blocks")) for one in sent))
    return str(found[-1])


async def read(stage: Stage, path: str) -> str:
    async with stage.http.get(stage.url + path) as answer:
        assert answer.status == 200
        return await answer.text()


async def test_each_refusal_is_one_plain_line_with_the_next_step(stage: Stage, mail: FakeMail) -> None:
    for name, fate in FATES.items():
        await listed(stage, name, fate)
        refuses(stage, mail, name, fate)
    writer, approver = (Teller(SlackPlayer(stage, name), forms=True) for name in OFFICERS)
    await approved(writer, approver)
    assert writer.words("cause-no-address") in writer.screen
    await over(stage, writer)
    assert "16 recipients: 1 sent and 15 not reached." in writer.screen
    path = linked(stage, writer)
    page = {unescape(one[0]): unescape(TAG.sub(" ", one[1])) for one in ROW.findall(await read(stage, path))}
    lines = list(csv.DictReader(io.StringIO((await read(stage, f"{path}/csv")).removeprefix("\ufeff"))))
    chat = await paged(writer)
    for name, fate in FATES.items():
        [line] = [one for one in lines if one["person"] == f"Ms {name}"]
        if fate.on == BUSY:
            assert (line["state"], line["attempts"], line["next_step"]) == ("sent", "11", "")
            assert name not in chat
            continue
        why, following = writer.words(fate.why), writer.words(fate.next)
        assert why in page[f"Ms {name}"]
        assert following in page[f"Ms {name}"]
        assert line["why"].endswith(why)
        assert line["next_step"] == following
        assert why in chat[name]
        assert following in chat[name]
    first = writer.words("cause-blocked")
    assert first in chat["two"]
    assert first in page["Ms two"]
