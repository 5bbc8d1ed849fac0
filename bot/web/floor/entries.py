"""One turn as the pages show it: to the desk with all that was said of it, to the board without."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cards import Say, say
from bot.chat import Json
from bot.domain.countries import ALPHA2
from bot.domain.floor.entry import Entry, Kind, Motion
from bot.domain.floor.floor import limit_of
from bot.domain.floor.order import class_of
from bot.domain.zones import home_of
from bot.web.floor.scene import Scene, iso
from dialogs.floor.telling import SOURCES


def public(entry: Entry, scene: Scene, place: int | None = None) -> Json:
    """What hangs on the wall: no note, nobody's name but the speaker's, not who asked."""
    asked = entry.asked
    return {
        "id": entry.id,
        "place": place,
        "code": asked.delegation,
        "iso2": ALPHA2.get(asked.delegation, ""),
        "name": scene.name(asked.delegation),
        "kind": asked.kind.value,
        "kind_text": scene.words(kind(entry)),
        "class": int(class_of(asked, entry.list)),
        "list": entry.list.value,
        "state": entry.state.value,
        "mode": asked.mode.value,
        "mode_text": scene.text(f"mode-{asked.mode}"),
        "speaker": asked.speaker,
        "group": asked.group,
        "limit_s": entry.limit_s or limit_of(scene.floor, entry),
        "spoken_s": entry.spoken.total_seconds(),
        "since": iso(entry.since),
    }


def private(entry: Entry, scene: Scene, place: int | None = None) -> Json:
    asked = entry.asked
    return public(entry, scene, place) | {
        "note": asked.note,
        "link": asked.link,
        "words": asked.words,
        "ruling": entry.ruling,
        "capacity": asked.capacity.value,
        "asked_at": iso(asked.at),
        "asked_text": scene.text("floor-asked-at", at=scene.at(asked.at), source=source(asked.source)),
        "why": why(entry, scene),
        "ready": entry.ready,
        "late": asked.late,
        "moved": entry.moved,
        "passes": entry.passes,
        "called_at": iso(entry.called_at),
        "begun_at": iso(entry.begun_at),
        "ended_at": iso(entry.ended_at),
        "there": there(asked.delegation, scene),
    }


def source(platform: str) -> Say:
    return say(f"source-{platform if platform in SOURCES else 'chat'}")


def kind(entry: Entry) -> Say:
    """Of a point of order what it moves, where it moves anything."""
    asked = entry.asked
    if asked.kind is Kind.POINT_OF_ORDER and asked.motion is not Motion.NONE:
        return say(f"motion-{asked.motion}")
    return say(f"kind-{asked.kind}")


def why(entry: Entry, scene: Scene) -> str:
    """Of its place or its end, as far as somebody has given a reason."""
    if entry.moved and entry.why:
        return scene.text("floor-moved-because", reason=entry.why)
    return scene.text("floor-moved-plainly") if entry.moved else entry.why


def there(delegation: str, scene: Scene) -> str | None:
    """What clocks in its capital show, where that is not what they show in the room."""
    home = home_of(delegation)
    if home is None or offset(scene.now, home) == offset(scene.now, scene.meeting.zone):
        return None
    return scene.words_in(home)(say("time", at=scene.now.isoformat(), zone=home))


def offset(now: datetime, zone: str) -> object:
    return now.astimezone(ZoneInfo(zone)).utcoffset()
