"""A loop to compare with: `python -m tests.bench.bare MESSAGES AT_ONCE` says as much by Slack's own client.

It keeps nothing, looks nothing up and draws nothing.
"""

import asyncio
import os
import sys
from collections.abc import Iterator

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient


async def run(messages: int, at_once: int) -> None:
    connector = aiohttp.TCPConnector(limit=at_once)
    async with aiohttp.ClientSession(connector=connector) as session:
        client = AsyncWebClient("xoxb-T0", base_url=os.environ["SLACK_API_URL"], session=session)
        sys.stdout.write("Listening on nothing\n")
        sys.stdout.flush()
        numbers = iter(range(messages))
        await asyncio.gather(*(posting(client, numbers) for _ in range(at_once)))


async def posting(client: AsyncWebClient, numbers: Iterator[int]) -> None:
    for number in numbers:
        await client.chat_postMessage(channel=f"D{number}", text="The call closes on Friday.")


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]), int(sys.argv[2])))
