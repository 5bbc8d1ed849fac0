"""The service put together: Teams, Slack and e-mail, as the environment configures them."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

from aiohttp import ClientSession, web

from adapters.email.adapter import Email
from adapters.email.settings import EmailSettings
from adapters.slack.adapter import Slack, SlackSettings
from adapters.slack.installations import Installation
from adapters.teams.adapter import Teams
from adapters.teams.settings import TeamsSettings
from bot import app
from bot.chat import Platform
from bot.clock import Shifted
from bot.errors import DeliveryFailed
from bot.settings import Settings
from bot.web.about import about
from bot.web.files import served
from bot.web.headers import guarded
from bot.web.health import Check, Health, State
from bot.web.serving import serve as listen
from storage.installations import Installations, States
from storage.references import References
from storage.rooms import OpenedRooms

log = logging.getLogger(__name__)
LARGEST_BODY, SIGN_IN = 1 << 20, 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A platform that is not configured is None."""

    parts: app.Core
    slack: Slack | None
    teams: Teams | None
    email: Email | None

    @property
    def platforms(self) -> Mapping[str, Platform]:
        all_of_them: Mapping[str, Platform | None] = {
            "slack": self.slack,
            "teams": self.teams,
            "email": self.email,
        }
        return {name: platform for name, platform in all_of_them.items() if platform}

    def checks(self) -> Sequence[Check]:
        keys = (("teams-keys", self.keys),) if self.teams else ()
        return (*app.checks(self.parts), *keys)

    async def keys(self) -> State:
        """Old keys serve for three days; somebody should know before."""
        if self.teams and self.teams.keys.degraded:
            return State("degraded", "Microsoft's keys could not be fetched; those at hand are used")
        return State()

    def web(self) -> web.Application:
        made = web.Application(client_max_size=LARGEST_BODY)
        made.on_response_prepare.append(guarded)
        health = Health(
            checks=self.checks(),
            metrics=self.parts.metrics,
            measure=self.parts.measure,
            token=self.parts.settings.metrics_token,
        )
        made.add_routes(health.routes())
        icons = served("look.css", "icon.svg")
        made.add_routes([about(self.parts.words(), self.parts.database.network.name), *icons])
        self.parts.add_pages(made)
        if self.teams:
            made.router.add_post("/api/messages", self.teams.route)
        if self.slack:
            made.router.add_post("/slack/events", self.slack.route)
            made.router.add_get("/slack/install", self.slack.install)
            made.router.add_get("/slack/oauth_redirect", self.slack.oauth_redirect)
        return made


async def serve(settings: Settings, *, listening: Callable[[str], None]) -> None:
    """Until told to stop."""
    parts = app.core(settings, Shifted())
    async with app.opened(parts.database), app.session() as session:
        made = service(parts, session)
        settled()
        await signed_in(made.teams)
        relay = parts.relay(made.platforms)
        async with hung_up(made.email), app.kept_going(parts, relay), connected(made.slack):
            await listen(made.web(), settings.host, settings.port, listening)


async def signed_in(teams: Teams | None) -> None:
    """Before the first message: what waited for the token would then go all at once. SIGN_IN seconds at most,
    then whoever is first to be written to asks again.
    """
    try:
        async with asyncio.timeout(SIGN_IN):
            if teams:
                await teams.signs_in()
    except (DeliveryFailed, TimeoutError):
        log.warning("Teams has issued no token yet")


def settled() -> None:
    """What stays as long as the process is never again looked through for garbage: that stopped everything
    for a tenth of a second.
    """
    gc.collect()
    gc.freeze()


def service(parts: app.Core, session: ClientSession) -> Service:
    return Service(parts=parts, slack=slack(parts, session), teams=teams(parts, session), email=email(parts))


def slack(parts: app.Core, session: ClientSession) -> Slack | None:
    found, settings, database = parts.settings.slack, parts.settings, parts.database
    if found is None:
        return None
    return Slack(
        settings=SlackSettings(
            secret_key=settings.secret_key, public_url=settings.public_url, **asdict(found)
        ),
        session=session,
        installations=Installations(database.unit, database.reading, Installation),
        states=States(database.unit),
        rooms=OpenedRooms(database.unit, database.reading),
        handle=parts.metrics.counted(parts.turns.handle),
        now=parts.clock,
        secret=app.fresh,
        words=parts.words()["en"],
    )


def teams(parts: app.Core, session: ClientSession) -> Teams | None:
    found = parts.settings.teams
    if found is None:
        return None
    return Teams(
        settings=TeamsSettings(pace=parts.settings.sending.teams_pace, **asdict(found)),
        session=session,
        references=References(parts.database.unit, parts.database.reading),
        handle=parts.metrics.counted(parts.turns.handle),
        now=parts.clock,
    )


def email(parts: app.Core) -> Email | None:
    found = parts.settings.mail
    if found is None:
        return None
    settings = EmailSettings(
        host=found.host,
        port=found.port,
        user=found.user,
        password=found.password,
        security=found.security,
        sender=found.sender,
        network=parts.database.network.name,
    )
    return Email(settings=settings, now=parts.clock)


@asynccontextmanager
async def hung_up(email: Email | None) -> AsyncIterator[None]:
    """Once nothing is sent any more, the mail server hears no more of us."""
    try:
        yield
    finally:
        if email:
            await email.aclose()


@asynccontextmanager
async def connected(slack: Slack | None) -> AsyncIterator[None]:
    """Socket Mode, where an app token asks for it."""
    if slack is None or not slack.settings.app_token:
        yield
        return
    running = asyncio.create_task(slack.run_socket_mode())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait({running})
