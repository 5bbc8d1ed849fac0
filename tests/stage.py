"""The whole bot on loopback: its own HTTP, fake Teams and Slack that check what they get, a real database."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import ClientSession

from bot import app, playing, sample, service, settings
from bot.cards import Say
from bot.chat import Address
from bot.clock import Shifted
from bot.outbox import Relay
from bot.ports import Lexicon
from tests.fakes.mail import FakeMail
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_requests import SECRET, Account, encoded, signed
from tests.fakes.teams import APP_ID, PASSWORD, FakeTeams, fake_teams, serving
from tests.fakes.teams_activities import Talker

Json = dict[str, object]
TENANT, TEAM = "tenant-fj", "T1"


def environment(database: str, slack: FakeSlack, teams: FakeTeams) -> dict[str, str]:
    return {
        "FOCALBOT_DATABASE_URL": database,
        "FOCALBOT_SECRET_KEY": "k3y-of-32-signs-for-tests-only-0",
        "FOCALBOT_PUBLIC_URL": "https://bot.example.org",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_API_URL": slack.url,
        "MICROSOFT_APP_ID": APP_ID,
        "MICROSOFT_APP_PASSWORD": PASSWORD,
        "MICROSOFT_APP_TENANT_ID": "home",
        "TEAMS_OPENID_METADATA_URL": f"{teams.url}/metadata",
        "TEAMS_TOKEN_URL": f"{teams.url}/token",
        "TEAMS_SERVICE_HOSTS": "127.0.0.1",
    }


async def relayed(relay: Relay) -> int:
    """One round: how much it dealt with."""
    claimed = await relay.claim(50)
    await relay.mark([await relay.attempt(one) for one in claimed])
    due = await relay.due_live(50)
    for live in due:
        await relay.redraw(live)
    return len(claimed) + len(due)


@dataclass
class Stage:
    """`url` of the service with Teams and Slack, `pages` of the playground; both are the same bot."""

    parts: app.Core
    relay: Relay
    slack: FakeSlack
    teams: FakeTeams
    http: ClientSession
    url: str
    pages: str
    answers: list[tuple[int, str]] = field(default_factory=list)

    async def enrol(self) -> None:
        """The sample network's people, each known by the same name on all three platforms."""
        async with self.parts.database.unit() as unit:
            await sample.fill(unit.people)
            for person in sample.PEOPLE:
                await unit.people.bind(Address("slack", f"{TEAM}/U{person.id}"), person.id)
                await unit.people.bind(Address("teams", f"{TENANT}/aad-{person.id}"), person.id)
                self.slack.locales[f"U{person.id}"] = person.locale
            await unit.commit()

    async def settle(self) -> None:
        """Until nothing is left to send; the pace of live cards passes."""
        while await relayed(self.relay):
            self.parts.clock.shift(timedelta(seconds=3))

    def lexicon(self, language: str) -> Lexicon:
        home = self.parts.database.network.home_zone
        return self.parts.lexicons.speaking(language, home, self.parts.clock())

    def words(self, language: str, said: Say) -> str:
        return self.lexicon(language).words(said)

    async def to_slack(self, body: Json) -> Json:
        raw, content_type = encoded(body)
        headers = signed(raw, self.parts.clock(), content_type=content_type)
        async with self.http.post(f"{self.url}/slack/events", data=raw, headers=headers) as answer:
            return await self.noted(answer.status, await answer.text())

    async def to_teams(self, activity: Json) -> Json:
        self.teams.talked(activity)
        headers = self.teams.signer.header()
        async with self.http.post(f"{self.url}/api/messages", json=activity, headers=headers) as answer:
            return await self.noted(answer.status, await answer.text())

    async def to_playground(self, what: str, **body: object) -> Json:
        async with self.http.post(f"{self.pages}/playground/{what}", json=body) as answer:
            return await self.noted(answer.status, await answer.text())

    async def noted(self, status: int, text: str) -> Json:
        self.answers.append((status, text))
        assert status in {200, 201, 202}, (status, text)
        await self.settle()
        found = json.loads(text) if text.startswith("{") else {}
        return found if isinstance(found, dict) else {}

    def account(self, name: str) -> Account:
        return Account(user=f"U{name}", team=TEAM)

    def talker(self, name: str, locale: str = "en-US") -> Talker:
        return Talker(service=self.teams.service, name=name, tenant=TENANT, locale=locale)


def mailing(mail: FakeMail | None) -> dict[str, str]:
    return {"SMTP_URL": mail.url, "MAIL_FROM": "bot@example.org"} if mail else {}


@asynccontextmanager
async def staged(
    database: str, clock: Shifted | None = None, mail: FakeMail | None = None
) -> AsyncIterator[Stage]:
    """Nothing is sent but by `settle`: the relay's own loop does not run. `mail`: where letters go to."""
    async with FakeSlack() as slack, fake_teams() as teams, app.session() as outgoing:
        configured = environment(database, slack, teams) | mailing(mail)
        parts = app.core(settings.for_service(configured), clock or Shifted())
        slack.tokens, slack.now, teams.now = {"xoxb-1": TEAM}, parts.clock, parts.clock
        made = service.service(parts, outgoing)
        chat, open_teams = playing.platforms(parts, outgoing)
        relay = parts.relay({**made.platforms, "playground": chat})
        async with (
            app.opened(parts.database),
            service.hung_up(made.email),
            ClientSession() as http,
            serving(made.web()) as url,
            serving(playing.pages(parts, chat, open_teams)) as pages,
        ):
            stage = Stage(parts=parts, relay=relay, slack=slack, teams=teams, http=http, url=url, pages=pages)
            await stage.enrol()
            yield stage
