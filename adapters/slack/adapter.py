"""Slack as a whole: its routes, its connection, and a platform for the relay."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
from aiohttp import web

from adapters.slack.answering import Answers
from adapters.slack.credentials import Credentials
from adapters.slack.dispatch import Dispatch, bolt
from adapters.slack.installations import Installation, Installations, States
from adapters.slack.locales import Locales
from adapters.slack.oauth import Installing
from adapters.slack.outgoing import Outgoing, in_doubt
from adapters.slack.remembered import Remembered
from adapters.slack.rooms import OpenedRooms, Rooms, opens
from adapters.slack.route import Route
from adapters.slack.secrets import vault
from adapters.slack.socket import Connection
from adapters.slack.wire import Wire, client
from adapters.slack.workspaces import ManyWorkspaces, OneWorkspace, Workspaces
from bot.chat import Address, Answering, Parcel, Scopes
from bot.domain.delivery.state import InDoubt
from bot.ports import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """`bot_token` for one workspace, or `client_id` with `client_secret` for many; `app_token` is for
    Socket Mode.

    `teams`: workspaces and organizations that may, all where there are none.
    """

    secret_key: str = field(repr=False)
    public_url: str
    api_url: str = "https://slack.com/api/"
    signing_secret: str = field(default="", repr=False)
    bot_token: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    teams: frozenset[str] = frozenset()


@dataclass(kw_only=True)
class Slack:
    """`secret` gives a fresh unguessable text; `words` are those of the installation's pages."""

    settings: SlackSettings
    session: aiohttp.ClientSession
    installations: Installations
    states: States
    rooms: OpenedRooms
    handle: Answering
    now: Callable[[], datetime]
    secret: Callable[[], str]
    words: Words

    def __post_init__(self) -> None:
        web_client = client(self.session, self.settings.api_url)
        self.wire, self.cache = Wire(web_client), Remembered[Installation](self.now)
        self.workspaces = self.owned()
        rooms = Rooms(self.rooms, self.now, Remembered[str](self.now))
        self.outgoing = Outgoing(self.wire, self.workspaces, rooms)
        answers = Answers(
            handle=self.handle,
            outgoing=self.outgoing,
            workspaces=self.workspaces,
            locales=Locales(self.wire, self.workspaces, Remembered[str](self.now)),
            now=self.now,
        )
        self.dispatch = Dispatch(bolt(web_client, answers), self.workspaces, self.settings.teams)
        self.verified = Route(self.dispatch, self.settings.signing_secret, self.now)
        self.installing = self.installation()

    def owned(self) -> Workspaces:
        if self.settings.bot_token:
            return OneWorkspace(self.settings.bot_token)
        return ManyWorkspaces(
            wire=self.wire,
            store=self.installations,
            vault=vault(self.settings.secret_key),
            client_id=self.settings.client_id,
            client_secret=self.settings.client_secret,
            now=self.now,
            cache=self.cache,
        )

    def installation(self) -> Installing:
        return Installing(
            wire=self.wire,
            store=self.installations,
            states=self.states,
            vault=vault(self.settings.secret_key),
            client_id=self.settings.client_id,
            client_secret=self.settings.client_secret,
            api_url=self.settings.api_url,
            public_url=self.settings.public_url,
            teams=self.settings.teams,
            secret=self.secret,
            now=self.now,
            words=self.words,
            forget=self.cache.forget,
        )

    async def route(self, request: web.Request) -> web.Response:
        """POST /slack/events."""
        return await self.verified(request)

    async def install(self, request: web.Request) -> web.StreamResponse:
        """GET /slack/install; 404 where the app belongs to one workspace."""
        return web.Response(status=404) if self.settings.bot_token else await self.installing.begin(request)

    async def oauth_redirect(self, request: web.Request) -> web.StreamResponse:
        """GET /slack/oauth_redirect."""
        return web.Response(status=404) if self.settings.bot_token else await self.installing.finish(request)

    async def run_socket_mode(self) -> None:
        """Until cancelled."""
        await Connection(self.dispatch, self.settings.app_token).run()

    async def signs_in(self) -> str:
        """What trying the app's own credentials has shown; raises DeliveryFailed."""
        own = self.settings
        credentials = Credentials(self.wire, own.bot_token, own.client_id, own.client_secret, own.app_token)
        return await credentials.signs_in()

    async def deliver(self, parcel: Parcel) -> str:
        return await self.outgoing.deliver(parcel)

    async def edit(self, handle: str, parcel: Parcel) -> None:
        await self.outgoing.edit(handle, parcel)

    async def withdraw(self, handle: str) -> None:
        await self.outgoing.withdraw(handle)

    async def find(self, parcel: Parcel) -> str | None:
        return await self.outgoing.find(parcel)

    def in_doubt(self, place: Address) -> InDoubt:
        return in_doubt(place)

    async def scopes(self, place: Address) -> Scopes:
        """Of the workspace or organization the app is installed in."""
        unknown = opens(place.id) and await self.outgoing.rooms.get(place.id) is None
        return Scopes(place.id.partition("/")[0], place.id, opens=unknown)
