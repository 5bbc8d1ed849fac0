"""Teams: requests in, answers out. Knows no dialog and no rule; the only file that knows the SDK."""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from aiohttp import ClientSession, web
from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext  # type: ignore[import-untyped]
from botbuilder.schema import Activity, ActivityTypes  # type: ignore[import-untyped]
from botframework.connector.auth import (  # type: ignore[import-untyped]
    AuthenticateRequestResult,
    ClaimsIdentity,
)

from adapters.teams import form
from adapters.teams.answers import answer
from adapters.teams.auth import Gate
from adapters.teams.connector import Connector, packed
from adapters.teams.door import Door
from adapters.teams.errors import TurnedAway
from adapters.teams.hosts import LOOPBACK, ServiceHosts
from adapters.teams.inbound import inbound, movement
from adapters.teams.keys import Keys
from adapters.teams.meetings import of_meetings
from adapters.teams.posts import Posts
from adapters.teams.references import Directory, References, reference, scopes
from adapters.teams.settings import TeamsSettings
from adapters.teams.signatures import Signatures
from adapters.teams.tenants import Tenants
from adapters.teams.tokens import Tokens
from bot.cards import say
from bot.chat import (
    Address,
    Answering,
    Body,
    Carries,
    Done,
    Filled,
    Happened,
    Inbound,
    Parcel,
    Scopes,
    ShowForm,
    Tell,
)
from bot.domain.delivery.state import InDoubt
from bot.errors import DeliveryFailed, Unavailable

log = logging.getLogger(__name__)
OFFLINE_CLIENT = "x-ms-agents-playground"
ARRIVALS = (Happened("arrived"), Happened("joined"))


@dataclass(slots=True, kw_only=True)
class Teams:
    """`session` is shared by every call; `clock` is monotonic seconds."""

    settings: TeamsSettings
    session: ClientSession
    references: References
    handle: Answering
    now: Callable[[], datetime]
    clock: Callable[[], float] = time.monotonic
    keys: Keys = field(init=False)
    door: Door = field(init=False)
    directory: Directory = field(init=False)
    posts: Posts = field(init=False)
    tokens: Tokens = field(init=False)

    def __post_init__(self) -> None:
        settings, session, clock = self.settings, self.session, self.clock
        hosts = ServiceHosts(
            settings.service_hosts | (LOOPBACK if settings.open_to_loopback else frozenset())
        )
        self.keys = Keys(session=session, metadata_url=settings.metadata_url, clock=clock)
        gate = Gate(
            app_id=settings.app_id,
            signatures=Signatures(self.keys),
            hosts=hosts,
            tenants=settings.tenants,
            now=self.now,
        )
        self.tokens = Tokens(
            session=session,
            url=settings.token_url,
            app_id=settings.app_id,
            password=settings.app_password,
            clock=clock,
        )
        self.door = Door(gate, settings.open_to_loopback)
        self.directory = Directory(self.references, hosts)
        connector = Connector(
            session=session, tokens=self.tokens, hosts=hosts, now=self.now, tenants=Tenants(settings.pace)
        )
        self.posts = Posts(connector, self.directory)

    async def route(self, request: web.Request) -> web.StreamResponse:
        """Teams gets its 200 when this returns, so 200 means committed.

        It is received before its token is looked into, for which keys may have to be fetched.
        """
        at = self.now()
        try:
            activity = await self.door.activity(request)
            dialogs = not self.settings.open_to_loopback and OFFLINE_CLIENT not in request.headers
            answered = await through_sdk(activity, lambda: self.answered(activity, at, dialogs=dialogs))
        except TurnedAway as no:
            log.info("an activity was turned away: %s", no.reason, extra={"status": no.status})
            return web.Response(status=no.status, text=no.reason)
        except Unavailable:
            return web.Response(status=503, headers={"Retry-After": "1"})
        return web.Response(body=answered, content_type="application/json" if answered else None)

    async def answered(self, activity: Body, at: datetime, *, dialogs: bool) -> bytes:
        request = await self.met(activity, inbound(activity, at, dialogs=dialogs), dialogs=dialogs)
        for happened in of_meetings(activity, at):
            await self.handle(happened)
        reply = await self.handle(request) if request else Done()
        if request and isinstance(reply, ShowForm) and not fits(request):
            reply = await self.in_chat(request, reply)
        return packed(answer(str(activity.get("name")), reply))

    async def met(self, activity: Body, request: Inbound | None, *, dialogs: bool) -> Inbound | None:
        """Where to write is known before the first answer is sent. Teams tells of one arrival in two ways."""
        place = reference(activity, dialogs=dialogs)
        if place is None:
            return request
        if movement(activity) == "left":
            await self.directory.leave(place)
            return request
        kept = await self.directory.meet(place)
        if request and request.what in ARRIVALS:
            return replace(request, id=f"{kept.conversation}/arrived/{kept.departures}")
        return request

    async def in_chat(self, request: Inbound, reply: ShowForm) -> Tell:
        """As a card of its own, which others may not read along; not shown, it is asked in words."""
        place = request.sender if request.shared or request.place is None else request.place
        shown = form.card(reply.ask, reply.lexicon).payload
        try:
            await self.posts.show(place, shown, form.title(reply.ask, reply.lexicon))
        except DeliveryFailed as error:
            log.info("a form was not shown: %s", error.cause)
            words = Happened("form-not-shown", reply.ask.draft.id)
            await self.handle(replace(request, id=f"{request.id}/words", what=words, answer=Carries.NOTHING))
        return Tell(say("see-chat"), reply.lexicon.words)

    async def signs_in(self) -> str:
        """What trying the bot's own credentials has shown; raises DeliveryFailed."""
        await self.tokens.bearer()
        return "a token was issued"

    async def deliver(self, parcel: Parcel) -> str:
        return await self.posts.deliver(parcel)

    async def edit(self, handle: str, parcel: Parcel) -> None:
        await self.posts.edit(handle, parcel)

    async def withdraw(self, handle: str) -> None:
        await self.posts.withdraw(handle)

    async def find(self, parcel: Parcel) -> str | None:
        """Teams has no way to look a message up."""
        del parcel
        return None

    def in_doubt(self, place: Address) -> InDoubt:
        del place
        return InDoubt.REPEAT

    async def scopes(self, place: Address) -> Scopes:
        return await scopes(place, self.directory)


def fits(request: Inbound) -> bool:
    """Whether a form can be the answer itself; on a card of buttons it would take their place."""
    on_buttons = Carries.CARD in request.answer and not isinstance(request.what, Filled)
    return Carries.FORM in request.answer and not on_buttons


class Admitted:
    """Stands where the SDK would authenticate and connect: both have been done, and better."""

    async def create(self, _service: str, _audience: str) -> "Admitted":
        return self

    async def create_user_token_client(self, _identity: ClaimsIdentity) -> None:
        return None


SDK = CloudAdapterBase(Admitted())


async def through_sdk(activity: Body, answered: Callable[[], Awaitable[bytes]]) -> bytes:
    """The SDK's turn around ours; it gets fields that are checked, since it fails on what it cannot read.

    Only an invoke is answered: empty for anything else.
    """
    admitted = AuthenticateRequestResult()
    admitted.claims_identity, admitted.connector_factory = (
        ClaimsIdentity({}, is_authenticated=True),
        Admitted(),
    )

    async def turn(context: TurnContext) -> None:
        response = InvokeResponse(status=200, body=await answered())
        if context.activity.type == ActivityTypes.invoke:
            await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))

    found = await SDK.process_activity(admitted, Activity(type=activity.get("type")), turn)
    return found.body if isinstance(found, InvokeResponse) and isinstance(found.body, bytes) else b""
