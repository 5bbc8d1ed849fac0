"""A message goes onto the wire only while it is ours, however long the process stood still before."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from math import inf
from types import SimpleNamespace

from aiohttp import ClientSession, TraceConfig, TraceRequestChunkSentParams

from bot.errors import LeaseOver

ENDS: ContextVar[float] = ContextVar("ends", default=inf)
"""By the loop's clock, which goes on while a process is stopped."""


@contextmanager
def leased(rest: timedelta) -> Iterator[None]:
    """For what is called inside."""
    before = ENDS.set(asyncio.get_running_loop().time() + rest.total_seconds())
    try:
        yield
    finally:
        ENDS.reset(before)


def guarded() -> TraceConfig:
    """For a session: asked right before the bytes of a request are written."""
    made = TraceConfig()
    made.on_request_chunk_sent.append(still_ours)
    return made


async def still_ours(
    _session: ClientSession, _context: SimpleNamespace, _sent: TraceRequestChunkSentParams
) -> None:
    if asyncio.get_running_loop().time() > ENDS.get():
        raise LeaseOver
