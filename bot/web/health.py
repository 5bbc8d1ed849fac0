"""Whether the bot lives, whether it can serve, and its figures."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import Literal

from aiohttp import web

from bot.metrics import Metrics
from bot.web.loopback import loopback

PATIENCE = 2.0
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")


@dataclass(frozen=True, slots=True)
class State:
    """`degraded`: it serves, but somebody should look."""

    level: Literal["good", "degraded", "down"] = "good"
    says: str = ""


Check = tuple[str, Callable[[], Awaitable[State]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`measure` brings the figures up to date; `token` opens them from elsewhere, empty: loopback only."""

    checks: Sequence[Check]
    metrics: Metrics
    measure: Callable[[], Awaitable[None]]
    token: str = ""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self.alive),
            web.get("/readyz", self.ready),
            web.get("/metrics", self.figures),
        ]

    async def alive(self, _request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def ready(self, _request: web.Request) -> web.Response:
        """503 with each reason where a check is down."""
        states = await asyncio.gather(*(asked(check) for _, check in self.checks))
        found = {name: state for (name, _), state in zip(self.checks, states, strict=True)}
        down = any(state.level == "down" for state in states)
        told = {name: {"level": state.level, "says": state.says} for name, state in found.items()}
        return web.json_response({"ready": not down, "checks": told}, status=503 if down else 200)

    async def figures(self, request: web.Request) -> web.Response:
        if not (near(request) or self.knows(request)):
            raise web.HTTPForbidden(text="Figures are given on this machine, or for the token.\n")
        await self.measure()
        return web.Response(body=self.metrics.text(), headers={"Content-Type": self.metrics.content_type})

    def knows(self, request: web.Request) -> bool:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return bool(self.token) and compare_digest(given.encode(errors="replace"), self.token.encode())


def near(request: web.Request) -> bool:
    """Behind a proxy of this machine everybody seems to be here."""
    return loopback(request.remote or "") and not any(name in request.headers for name in FORWARDED)


async def asked(check: Callable[[], Awaitable[State]]) -> State:
    """A check that hangs is left to its own limits: a cancelled statement would keep its connection."""
    task = asyncio.ensure_future(check())
    done, _ = await asyncio.wait({task}, timeout=PATIENCE)
    if not done:
        return State("down", f"no answer within {PATIENCE:g} s")
    failed = task.exception()
    return State("down", type(failed).__name__) if failed else task.result()
