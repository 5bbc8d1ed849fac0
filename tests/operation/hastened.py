"""A broadcast sent out in this very process, minutes of it in a moment."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot import app, service, settings
from bot.clock import Shifted
from bot.outbox import Relay
from tests.operation.dispatch import Dispatch
from tests.stage import relayed

STEP = timedelta(seconds=10)


@asynccontextmanager
async def relaying(sent: Dispatch, clock: Shifted) -> AsyncIterator[Relay]:
    """In this process, its time and that of the platforms being ours."""
    sent.slack.now = sent.teams.now = clock
    parts = app.core(settings.for_service({**sent.environ}), clock)
    async with app.session() as session:
        yield parts.relay(service.service(parts, session).platforms)
    await parts.database.dispose()


async def sent_out(sent: Dispatch, step: timedelta = STEP, clock: Shifted | None = None) -> None:
    """All that can be."""
    clock = clock or Shifted()
    async with relaying(sent, clock) as relay:
        while set((await sent.book()).states()) & {"due", "retry", "sending", "uncertain"}:
            if not await relayed(relay):
                clock.shift(step)
