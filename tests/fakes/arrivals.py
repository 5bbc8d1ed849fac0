"""What a platform took, in order: the side of the truth that no database knows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["sent", "edited", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """`handle` as the bot knows it, `PLACE/MESSAGE`; `delivery`: by the mark it carries, where it does."""

    kind: Kind
    handle: str
    at: datetime
    delivery: str = ""
    text: str = ""

    @property
    def conversation(self) -> str:
        return self.handle.rpartition("/")[0]


def read(body: Mapping[str, object]) -> str:
    """All that stands in it, to be searched for words."""
    return json.dumps(body, ensure_ascii=False)


def mark(body: Mapping[str, object]) -> str:
    """The delivery's id in a Slack message."""
    match body:
        case {"metadata": {"event_payload": {"id": str(found)}}}:
            return found
        case _:
            return ""
