"""`focalbot playground` as a process of its own."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def playground(folder: Path, *options: str) -> AsyncIterator[str]:
    """The address of its page, without a slash at the end; its database is in `folder`."""
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = (sys.executable, "-m", "bot", "playground", "--port", "0", *options)
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environ, stdout=PIPE, stderr=DEVNULL
    )
    assert process.stdout
    try:
        line = (await process.stdout.readline()).decode()
        yield line.split()[1].rstrip("/")
    finally:
        process.terminate()
        await process.wait()
