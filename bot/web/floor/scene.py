"""All that a page of a floor is made of, as it stands at one version, in one reader's words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.cards import Say, say
from bot.chat import Json
from bot.domain.floor.entry import Entry
from bot.domain.floor.floor import Floor
from bot.domain.meetings import Item, Meeting
from bot.domain.network import Network, Titles
from bot.domain.wall_clock import instant
from bot.ports import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """`words`: those of the page's reader, at the clocks of a zone; `item`: the number of the one shown;
    `board`: where it hangs.
    """

    floor: Floor
    meeting: Meeting
    network: Network
    words_in: Callable[[str], Words]
    now: datetime
    item: str
    board: str = ""

    @property
    def words(self) -> Words:
        return self.words_in(self.meeting.zone)

    @property
    def agenda_item(self) -> Item | None:
        return self.meeting.item(self.item)

    @property
    def ends(self) -> datetime | None:
        """When the item is over by the agenda; where that has no time, the last sitting."""
        found = self.agenda_item
        if found and found.printed:
            return instant(found.printed.ends, self.meeting.zone)
        return self.meeting.ends if found else None

    def text(self, key: str, **args: str | int | Say) -> str:
        return self.words(say(key, **args))

    def titled(self, titles: Titles) -> str:
        return self.words(Say("titled", dict(titles)))

    def name(self, delegation: str) -> str:
        return self.text("delegation", id=delegation)

    def at(self, when: datetime) -> Say:
        """To the second, by the clock of the room."""
        return say("time-exact", at=when.isoformat(), zone=self.meeting.zone)

    def named(self, entry: Entry | None) -> str:
        return self.name(entry.asked.delegation) if entry else ""


def iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def meeting(scene: Scene) -> Json:
    of = scene.meeting
    return {"id": of.id, "title": scene.titled(of.title), "zone": of.zone, "room": of.room}


def item(scene: Scene) -> Json | None:
    """None where the meeting has no list of speakers at all."""
    listed, found = scene.floor.items.get(scene.item), scene.agenda_item
    if listed is None:
        return None
    return {
        "number": listed.item,
        "title": scene.titled(found.title) if found else "",
        "state": listed.state.value,
        "suspended": listed.suspended,
        "voting": listed.voting,
        "current": listed.item == scene.floor.current,
        "closed_at": iso(listed.closed_at),
        "limit_s": listed.limit_s,
        "ends": iso(scene.ends),
        "replies": listed.rules.replies,
    }
