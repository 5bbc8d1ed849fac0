"""What the desk shows beside the list: time, fairness, and the sentence to read out."""

from collections.abc import Iterator, Sequence

from bot.cards import Say, say
from bot.chat import Json
from bot.domain.floor.entry import Entry
from bot.domain.floor.fairness import Fairness, Side, fairness
from bot.domain.floor.forecast import Forecast, forecast
from bot.domain.floor.script import Sentence, script
from bot.web.floor.scene import Scene

MINUTE = 60


def time_left(scene: Scene) -> Json | None:
    """None where the item has no end to be kept."""
    if scene.ends is None:
        return None
    found = forecast(scene.floor, scene.item, scene.now, scene.ends)
    needed, left = (round(one.total_seconds()) for one in (found.needed, found.left))
    return {"needed_s": needed, "left_s": left, "options": [] if found.fits else list(options(found, scene))}


def options(found: Forecast, scene: Scene) -> Iterator[Json]:
    """What the Chair could do, and whom it concerns."""
    late = names(found.too_late, scene)
    if found.limit:
        value = f"{found.limit.total_seconds() / MINUTE:g}"
        text = scene.text("floor-option-limit", minutes=value)
        yield {"what": "limit", "value": value, "text": text, "names": []}
    if scene.floor.items[scene.item].state == "open":
        yield {"what": "close", "value": "", "text": scene.text("floor-option-close"), "names": []}
    if target := next_item(scene):
        text = scene.text("floor-option-carry", item=target, count=len(late))
        yield {"what": "carry", "value": target, "text": text, "names": late}


def next_item(scene: Scene) -> str | None:
    """The one after it that can still be spoken on."""
    numbers = list(scene.floor.items)
    later = numbers[numbers.index(scene.item) + 1 :]
    return next((one for one in later if scene.floor.items[one].state != "finished"), None)


def names(entries: Sequence[Entry], scene: Scene) -> list[str]:
    return [scene.named(one) for one in entries]


def balance(scene: Scene) -> Json:
    found = fairness(scene.floor, scene.item, scene.now)
    return {"room": side(found.room), "online": side(found.online), "hint": hint(found, scene)}


def side(of: Side) -> Json:
    wait = round(of.wait.total_seconds()) if of.wait is not None else None
    return {"turns": of.turns, "seconds": round(of.spoken.total_seconds()), "wait_s": wait}


def hint(found: Fairness, scene: Scene) -> str:
    if found.streak is None:
        return ""
    streak = found.streak
    minutes = say("floor-minutes", count=round(streak.longest.total_seconds() / MINUTE))
    return scene.text(
        f"floor-streak-{streak.mode}", in_a_row=streak.in_a_row, count=streak.others, longest=minutes
    )


def to_read_out(scene: Scene) -> str:
    return " ".join(scene.words(said) for one in script(scene.floor, scene.item) for said in spoken(one))


def spoken(one: Sentence) -> Iterator[Say]:
    """Of whom, and who follows."""
    args: dict[str, str | int | Say] = {}
    if one.entry:
        args = {"name": say("delegation", id=one.entry.asked.delegation), "group": one.entry.asked.group}
    yield Say(one.key, args)
    if one.then:
        yield say("floor-script-then", then=say("delegation", id=one.then.asked.delegation))
