"""One process on one SQLite file."""

import fcntl
import os
from pathlib import Path

from bot.errors import Misconfigured


class FileLock:
    """Held by the open file, so it ends with the process however that ends."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.path = database.with_name(f"{database.name}.lock")
        self.held: int | None = None

    def take(self) -> None:
        """Raises Misconfigured where another process serves this file."""
        opened = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = os.read(opened, 20).decode() or "unknown"
            os.close(opened)
            fault = f"{self.database} is in use by another focalbot (process {other}): stop that first."
            raise Misconfigured([fault]) from None
        os.truncate(opened, 0)
        os.write(opened, str(os.getpid()).encode())
        self.held = opened

    def release(self) -> None:
        if self.held is not None:
            os.close(self.held)
            self.held = None
