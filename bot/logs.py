"""Logs as one JSON object a line, without what people wrote and without secrets."""

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from copy import copy
from typing import TextIO

from pythonjsonlogger.json import JsonFormatter

from bot.errors import FocalError

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
        return SECRET.sub("[secret]", super().format(guarded(record)))


def guarded(record: logging.LogRecord) -> logging.LogRecord:
    error = record.exc_info[1] if record.exc_info else None
    told = copy(record)
    told.exc_info, told.exc_text = None, traced(error) if error else record.exc_text
    return told


def traced(error: BaseException) -> str:
    """Where it was raised, and of which kind: what an error says may be what somebody has typed."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{traced(earlier)}\n" if earlier else ""
    says = f": {error}" if isinstance(error, FocalError | OSError) else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{before}{frames}{type(error).__module__}.{type(error).__qualname__}{says}"


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
