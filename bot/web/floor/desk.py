"""What a desk shows: all of a floor, in its moderator's language."""

from collections.abc import Iterable

from bot.chat import Json
from bot.domain.floor.entry import LIVE, Entry, ListName, State
from bot.domain.floor.floor import first, holder, newest, paused, waiting
from bot.domain.floor.log import logged
from bot.domain.floor.script import goes_on
from bot.web.floor.entries import private
from bot.web.floor.logbook import log
from bot.web.floor.scene import Scene, item, meeting
from bot.web.floor.side import balance, time_left, to_read_out
from dialogs.floor.logbook import happened

NAMES = {ListName.STATEMENTS: "waiting", ListName.QUESTIONS: "questions", ListName.REPLIES: "replies"}


def desk(scene: Scene) -> Json:
    """Without `now` and `desks`, which are told as it is sent."""
    return {
        "version": scene.floor.version,
        "meeting": {**meeting(scene), "board": scene.board},
        "item": item(scene),
        "items": [its(number, scene) for number in scene.floor.items],
        **turns(scene),
        "next": following(scene),
        "undo": undo(scene),
        "log": log(scene),
        **(beside(scene) if scene.item in scene.floor.items else {}),
    }


def its(number: str, scene: Scene) -> Json:
    found = scene.meeting.item(number)
    return {
        "number": number,
        "title": scene.titled(found.title) if found else "",
        "state": scene.floor.items[number].state.value,
        "current": number == scene.floor.current,
        "waiting": sum(len(waiting(scene.floor, number, of)) for of in ListName),
    }


def turns(scene: Scene) -> Json:
    """Who has the floor, wherever; all others of the item shown."""
    floor, here = scene.floor, [one for one in scene.floor.entries.values() if one.asked.item == scene.item]
    ended = sorted((one for one in here if one.state not in LIVE), key=when)
    return {
        "holder": single(holder(floor), scene),
        "paused": single(paused(floor), scene),
        **{name: numbered(waiting(floor, scene.item, of), scene) for of, name in NAMES.items()},
        "interrupted": [private(one, scene) for one in here if one.state is State.INTERRUPTED],
        "ended": [private(one, scene) for one in ended],
    }


def when(entry: Entry) -> tuple[str, int]:
    return (entry.ended_at.isoformat() if entry.ended_at else "", entry.number)


def single(entry: Entry | None, scene: Scene) -> Json | None:
    return private(entry, scene) if entry else None


def numbered(entries: Iterable[Entry], scene: Scene) -> list[Json]:
    return [private(one, scene, place) for place, one in enumerate(entries, 1)]


def following(scene: Scene) -> Json:
    """What Next would do, named as its presser sees it; `resumes`: who should rather speak on."""
    speaks, calls, resumes = holder(scene.floor), first(scene.floor), goes_on(scene.floor)
    return {
        "speaker": speaks.id if speaks else "",
        "calls": calls.id if calls else "",
        "name": scene.named(calls),
        "resumes": resumes.id if resumes else "",
    }


def undo(scene: Scene) -> Json | None:
    event = newest(scene.floor)
    if event is None:
        return None
    line = logged(scene.floor, scene.floor.version - event.number + 1)[0]
    return {"of": event.number, "what": scene.words(happened(line))}


def beside(scene: Scene) -> Json:
    return {"script": to_read_out(scene), "forecast": time_left(scene), "fairness": balance(scene)}
