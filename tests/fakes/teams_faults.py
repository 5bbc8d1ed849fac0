"""How a call of the fake Teams can go wrong, and what the Bot Connector says when it refuses."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.chat import Json
from tests.fakes.script import Stalls


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind`: `answer` with this status, `reset`, `hang`, or `late`: nothing but slow; `accepted`: after it
    has had its effect.

    `slow` seconds or until `gate` is set it is not answered; what is only late has its effect then, whether
    or not somebody is still there to be told.
    """

    status: int = 500
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "answer"
    accepted: bool = False
    slow: float = 0.0
    gate: asyncio.Event | None = None


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    path: str
    authorization: str
    body: Json

    @property
    def conversation(self) -> str:
        """Empty for one that opens a conversation."""
        return self.path.split("/")[3] if self.path.count("/") > 2 else ""

    @property
    def thread(self) -> str:
        """What the limits of a conversation are counted for."""
        return self.conversation.partition(";")[0]


def refusal(status: int, code: str, **headers: str) -> Fault:
    return Fault(status=status, body={"error": {"code": code, "message": code}}, headers=headers)


def nested(status: int, number: int, code: str) -> Fault:
    """In the other of its two shapes."""
    message = json.dumps({"subCode": code, "details": None, "errorCode": None})
    return Fault(status=status, body={"errorCode": number, "message": message})


def throttled(retry_after: int | None = None) -> Fault:
    wait = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Fault(status=429, body={"error": {"code": "ThrottledRequest"}}, headers=wait)


REFUSALS: Mapping[str, Fault] = {
    "MessageWritesBlocked": nested(403, 209, "MessageWritesBlocked"),
    "ConversationBlockedByUser": refusal(403, "ConversationBlockedByUser"),
    "BotNotInConversationRoster": refusal(403, "BotNotInConversationRoster"),
    "BotDisabledByAdmin": refusal(403, "BotDisabledByAdmin"),
    "ForbiddenOperationException": refusal(403, "ForbiddenOperationException"),
    "BotNotInstalled": refusal(403, "BotNotInstalled"),
    "ConversationNotFound": refusal(404, "ConversationNotFound"),
    "PreconditionFailed": refusal(412, "PreconditionFailed"),
    "MessageSizeTooBig": refusal(413, "MessageSizeTooBig"),
}
"""By the connector's own word."""


async def stalled(fault: Fault, stalls: Stalls) -> None:
    await stalls.late(fault.gate, fault.slow)
    if fault.kind == "hang":
        await stalls.hung()


def failed(fault: Fault, request: web.Request) -> web.Response:
    if fault.kind == "reset" and request.transport:
        request.transport.abort()
    return web.Response(status=fault.status, body=json.dumps(fault.body), headers=fault.headers)
