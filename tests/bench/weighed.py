"""A process to be weighed: `python -m tests.bench.weighed SLACK TEAMS` plans a broadcast for so many, and
sends it.
"""

import asyncio
import os
import signal
import sys

from bot import app, service, settings
from bot.clock import Shifted, now
from tests.bench.crowd import Crowd, planned


async def run(crowd: Crowd) -> None:
    """Until told to stop."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    parts = app.core(settings.for_service(os.environ), Shifted())
    async with app.opened(parts.database), app.session() as session:
        made = service.service(parts, session)
        service.settled()
        async with app.kept_going(parts, parts.relay(made.platforms)):
            await planned(parts.database, crowd, now())
            sys.stdout.write("Listening on nothing\n")
            sys.stdout.flush()
            await stop.wait()


if __name__ == "__main__":
    asyncio.run(run(Crowd(slack=int(sys.argv[1]), teams=int(sys.argv[2]))))
