"""Socket Mode, for a ministry without a public address: the same requests over a connection of our own."""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.dispatch import Dispatch

DRAIN, PING = 8.0, 10.0


class Connected(Protocol):
    """What of the SDK's client is used, with its types."""

    async def connect(self) -> None: ...
    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Connection:
    """What is not acknowledged is sent again by Slack. `drain` and `ping` in seconds."""

    dispatch: Dispatch
    app_token: str = field(repr=False)
    drain: float = DRAIN
    ping: float = PING
    running: set[asyncio.Task[object]] = field(default_factory=set)

    async def heard(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if task := asyncio.current_task():
            self.running.add(task)
            task.add_done_callback(self.running.discard)
        response = await self.dispatch(request.payload)
        await send_async_response(client, request, response, 0.0)

    async def run(self) -> None:
        """Until cancelled; then what is being dealt with is finished and acknowledged first."""
        app = self.dispatch.app
        client = SocketModeClient(
            self.app_token, logger=app.logger, web_client=app.client, ping_interval=self.ping
        )
        client.socket_mode_request_listeners.append(self.heard)
        connection: Connected = client
        try:
            await connection.connect()
            await asyncio.Event().wait()
        finally:
            client.message_processor.cancel()
            if self.running:
                await asyncio.wait(self.running, timeout=self.drain)
            await connection.close()
