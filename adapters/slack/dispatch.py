"""A verified request through Bolt: is it well formed, may this workspace, then one listener a kind."""

import logging
import re
from dataclasses import dataclass
from enum import Enum, auto

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answering import Answers, ending
from adapters.slack.origin import Body, origin
from adapters.slack.workspaces import Workspaces
from bot.chat import Json
from bot.errors import Unavailable

log = logging.getLogger(__name__)
# Bolt, which is given this log, warns of a token in the environment that it does not use.
log.setLevel(logging.ERROR)
ANY = re.compile("")


class Kind(Enum):
    CHALLENGE = auto()
    REQUEST = auto()
    OTHER = auto()
    MALFORMED = auto()


def kind(body: Body) -> Kind:
    """What Bolt's matchers look at is there; they raise where it is not."""
    match body:
        case {"type": "url_verification", "challenge": str()}:
            return Kind.CHALLENGE
        case {"type": "event_callback", "event": {"type": str()}}:
            return Kind.REQUEST
        case {"type": "block_actions", "actions": [{"action_id": str()}, *_]}:
            return Kind.REQUEST
        case {"type": "view_submission" | "view_closed", "view": {"callback_id": str(), "type": "modal"}}:
            return Kind.REQUEST
        case {
            "type": "url_verification"
            | "event_callback"
            | "block_actions"
            | "view_submission"
            | "view_closed"
        }:
            return Kind.MALFORMED
        case {"command": str(), "user_id": str(), "trigger_id": str()} if "type" not in body:
            return Kind.REQUEST
        case _:
            return Kind.OTHER


async def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
    """Without a network call: that the app is installed there has been looked up before."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)


def bolt(client: AsyncWebClient, answers: Answers) -> AsyncApp:
    """200 only after the turn has been committed; one listener a kind, and no lazy ones."""
    app = AsyncApp(
        name="focalbot",
        logger=log,
        client=client,
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    for kind_of in (app.event, app.action, app.view_submission, app.view_closed, app.command):
        kind_of(ANY)(answers.on_request)
    app.error(failed)
    return app


def forbidden() -> BoltResponse:
    return BoltResponse(status=403, headers={"X-Slack-No-Retry": "1"})


async def failed(error: Exception) -> BoltResponse:
    """Sent again by Slack: nothing was kept, or the repeat will be known."""
    if not isinstance(error, Unavailable):
        log.error("a request of Slack failed", exc_info=error)
    return BoltResponse(status=503)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """`teams`: the workspaces and organizations that may; all where there are none."""

    app: AsyncApp
    workspaces: Workspaces
    teams: frozenset[str]

    async def __call__(self, body: Json) -> BoltResponse:
        match kind(body):
            case Kind.MALFORMED:
                return BoltResponse(status=400)
            case Kind.OTHER:
                return BoltResponse(status=200)
            case Kind.REQUEST if refused := await self.refused(body):
                return refused
            case _:
                return await self.dispatched(body)

    async def refused(self, body: Json) -> BoltResponse | None:
        sent_from = origin(body)
        if sent_from is None:
            return BoltResponse(status=400)
        if self.teams and not sent_from.within & self.teams:
            return forbidden()
        try:
            known = ending(body) or await self.workspaces.knows(sent_from.installation)
        except Unavailable:
            return BoltResponse(status=503)
        return None if known else forbidden()

    async def dispatched(self, body: Json) -> BoltResponse:
        """The body as it was parsed already; Bolt takes one so only from its Socket Mode."""
        try:
            request = AsyncBoltRequest(body=body, mode="socket_mode")
        except (ValueError, TypeError, AttributeError, LookupError):
            return BoltResponse(status=400)
        return await self.app.async_dispatch(request)
