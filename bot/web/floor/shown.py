"""What a page sees of a floor, worded and turned into JSON once for all that see the same."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.chat import Json
from bot.domain.floor.floor import Floor
from bot.domain.meetings import Meeting
from bot.domain.network import Network
from bot.ports import Words
from bot.web.floor.board import board
from bot.web.floor.desk import desk
from bot.web.floor.scene import Scene

Speaking = Callable[[str, str, datetime], Words]
"""Language, IANA zone and instant → words."""


class View(NamedTuple):
    """Of which page, in which language, of which item: the current one where that is empty."""

    page: str
    language: str
    item: str = ""


PAGES: Mapping[str, Callable[[Scene], Json]] = {"desk": desk, "board": board}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A floor at one version, and what was made of it so far.

    `read_at`: the moment it is shown as of; `board`: the address of the page for the room.
    """

    floor: Floor
    meeting: Meeting
    network: Network
    speaking: Speaking
    read_at: datetime
    board: str
    made: dict[View, str] = field(default_factory=dict)

    def scene(self, view: View) -> Scene:
        return Scene(
            floor=self.floor,
            meeting=self.meeting,
            network=self.network,
            words_in=lambda zone: self.speaking(view.language, zone, self.read_at),
            now=self.read_at,
            item=self.item(view),
            board=self.board,
        )

    def item(self, view: View) -> str:
        """The one asked for, else the one that is dealt with, else the first there is."""
        items = self.floor.items
        wished = (view.item, self.floor.current, *items)
        return next((one for one in wished if one in items), "")

    def text(self, view: View, **present: str | int) -> str:
        """JSON of one line; `present`: what differs at each sending, before all else."""
        if view not in self.made:
            self.made[view] = compact(PAGES[view.page](self.scene(view)))
        return f"{compact(present)[:-1]},{self.made[view][1:]}"


def compact(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def event(name: str, text: str) -> bytes:
    return f"event: {name}\ndata: {text}\n\n".encode()
