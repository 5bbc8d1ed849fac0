"""Installing the app in a workspace or an organization: sent to Slack with a one-time state, and back."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode, urljoin

from aiohttp import web

from adapters.slack.installations import Installation, Installations, States
from adapters.slack.origin import at
from adapters.slack.secrets import Vault
from adapters.slack.wire import Wire
from adapters.slack.workspaces import granted
from bot.cards import Say, say
from bot.chat import Json
from bot.errors import DeliveryFailed, Unavailable, Unreachable
from bot.ports import Words

SCOPES = ("app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read")
COOKIE, LASTS = "slack-install", timedelta(minutes=10)
REDIRECT = "/slack/oauth_redirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installing:
    """`secret` gives a fresh unguessable text; `words` are those of the pages."""

    wire: Wire
    store: Installations
    states: States
    vault: Vault
    client_id: str
    client_secret: str = field(repr=False)
    api_url: str
    public_url: str
    teams: frozenset[str]
    secret: Callable[[], str]
    now: Callable[[], datetime]
    words: Words
    forget: Callable[[str], None]

    @property
    def back(self) -> str:
        return f"{self.public_url.rstrip('/')}{REDIRECT}"

    async def begin(self, _request: web.Request) -> web.StreamResponse:
        """The state is bound to the browser too, so that nobody can finish what another has begun."""
        state, now = self.secret(), self.now()
        try:
            await self.states.issue(state, now=now, expires_at=now + LASTS)
        except Unavailable:
            return self.page(503, say("slack-install-later"))
        asked = {"client_id": self.client_id, "scope": ",".join(SCOPES), "state": state}
        query = urlencode({**asked, "redirect_uri": self.back})
        answer = web.Response(status=302, headers={"Location": f"{self.authorize}?{query}"})
        seconds, secure = int(LASTS.total_seconds()), self.public_url.startswith("https:")
        answer.set_cookie(
            COOKIE, state, max_age=seconds, path="/slack", httponly=True, secure=secure, samesite="Lax"
        )
        return answer

    @property
    def authorize(self) -> str:
        return urljoin(self.api_url, "/oauth/v2/authorize")

    async def finish(self, request: web.Request) -> web.Response:
        try:
            return await self.finished(request)
        except Unreachable:
            return self.page(400, say("slack-install-failed"))
        except (DeliveryFailed, Unavailable):
            return self.page(503, say("slack-install-later"))

    async def finished(self, request: web.Request) -> web.Response:
        state, code = request.query.get("state", ""), request.query.get("code", "")
        if not same(state, request.cookies.get(COOKIE, "")) or not await self.known(state):
            return self.page(400, say("slack-install-expired"))
        if not code:
            return self.page(400, say("slack-install-refused"))
        answer = await self.wire.exchange(
            self.client_id, self.client_secret, code=code, redirect_uri=self.back
        )
        within = {at(answer, "team", "id"), at(answer, "enterprise", "id")} - {""}
        if not at(answer, "access_token") or not within:
            return self.page(400, say("slack-install-failed"))
        if self.teams and not within & self.teams:
            return self.page(403, say("slack-install-not-allowed"))
        installation = granted(described(answer, self.now()), answer, self.vault, self.now())
        await self.store.put(installation)
        self.forget(installation.id)
        return self.page(200, say("slack-installed", name=installation.name or installation.id))

    async def known(self, state: str) -> bool:
        return await self.states.consume(state, now=self.now())

    def page(self, status: int, what: Say) -> web.Response:
        answer = web.Response(status=status, text=self.words(what))
        answer.headers.update({"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})
        answer.del_cookie(COOKIE, path="/slack")
        return answer


def same(state: str, cookie: str) -> bool:
    return bool(state) and hmac.compare_digest(
        state.encode("utf-8", "replace"), cookie.encode("utf-8", "replace")
    )


def described(answer: Json, now: datetime) -> Installation:
    team, enterprise = at(answer, "team", "id"), at(answer, "enterprise", "id")
    whole = answer.get("is_enterprise_install") is True and bool(enterprise)
    return Installation(
        id=enterprise if whole or not team else team,
        installed_at=now,
        token="",
        enterprise=enterprise,
        name=at(answer, "enterprise", "name") if whole else at(answer, "team", "name"),
        bot_user=at(answer, "bot_user_id"),
        scopes=at(answer, "scope"),
        installed_by=at(answer, "authed_user", "id"),
    )
