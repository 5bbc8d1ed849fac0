"""Logs as one JSON object a line, without what people wrote and without secrets."""

import logging
import re
import sys
from collections.abc import Mapping
from typing import TextIO

from pythonjsonlogger.json import JsonFormatter

SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|eyJ[\w-]+\.[\w-]+\.[\w-]*"
    r"|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)|(?i:bearer\s+)[\w.~+/=-]+"
)
QUIET = (
    "slack_bolt",
    "slack_sdk",
    "botbuilder",
    "botframework",
    "msrest",
    "apscheduler",
    "asyncio",
    "alembic",
)


class Redacting(JsonFormatter):
    """Tokens, passwords in addresses and bearer headers are blotted out, wherever they come from."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub("[secret]", super().format(record))


def to(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Libraries speak only of what is wrong: their lower levels print whole requests."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redacting("{asctime}{levelname}{name}{message}", style="{", rename_fields=RENAMED))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


RENAMED: Mapping[str, str] = {"asctime": "at", "levelname": "level", "name": "from"}
