"""Listens until told to stop, then lets what has begun come to its end."""

import asyncio
import signal
import socket
from collections.abc import Callable

from aiohttp import web

from bot.errors import Misconfigured

FINISHING = 5.0


async def serve(app: web.Application, host: str, port: int, listening: Callable[[str], None]) -> None:
    """Until SIGTERM or SIGINT; requests under way have five seconds. Port 0 takes any free one.

    Raises Misconfigured where the port is taken.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=FINISHING)
    await runner.setup()
    try:
        await started(runner, host, port)
        listening(address(runner, host))
        await stop.wait()
    finally:
        await runner.cleanup()


async def started(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        why = error.strerror or str(error)
        raise Misconfigured(
            [f"{host}:{port} cannot be listened on: {why}. Another port: PORT=8081."]
        ) from error


def address(runner: web.AppRunner, host: str) -> str:
    port = next((name[1] for name in runner.addresses if not isinstance(name, str)), 0)
    shown = f"[{host}]" if is_v6(host) else host
    return f"http://{shown}:{port}/"


def is_v6(host: str) -> bool:
    try:
        socket.inet_pton(socket.AF_INET6, host)
    except OSError:
        return False
    return True
