"""What has happened on a floor, in a few words a line."""

from collections.abc import Mapping, Sequence

from bot.cards import Say, say
from bot.chat import Json
from bot.domain.floor.log import Line, logged
from bot.web.floor.scene import Scene

LINES, MINUTE = 200, 60
OF_ONE = frozenset({"requested", "moved"})
"""Which name another delegation only to say before whom."""


def log(scene: Scene) -> list[Json]:
    """Newest first."""
    lines = logged(scene.floor, LINES)
    known = by_number(lines)
    return [line(one, known, scene) for one in reversed(lines)]


def by_number(lines: Sequence[Line]) -> Mapping[int, Line]:
    return {one.number: one for one in lines}


def line(one: Line, known: Mapping[int, Line], scene: Scene) -> Json:
    text = scene.words(happened(one, known))
    return {"number": one.number, "at": one.at.isoformat(), "text": text, "undone": one.undone}


def happened(one: Line, known: Mapping[int, Line]) -> Say:
    """With the reason behind it, where there is one; `known`: lines that this one may speak of."""
    if one.what == "undone":
        return taken_back(one, known)
    reason = str(one.detail.get("reason") or one.detail.get("ruling") or "")
    done = Say(f"floor-log-{one.what}{before(one)}", {"who": who(one), **figures(one)})
    return say("floor-log-because", done=done, reason=reason) if reason else done


def taken_back(one: Line, known: Mapping[int, Line]) -> Say:
    of = int(one.detail["of"])
    if of in known:
        return say("floor-log-undone-what", what=happened(known[of], known))
    return say("floor-log-undone", of=of)


def before(one: Line) -> str:
    return "-before" if one.what == "moved" and len(one.delegations) > 1 else ""


def who(one: Line) -> Say | str:
    named = one.delegations[:1] if one.what in OF_ONE else one.delegations
    parts = {str(place): say("delegation", id=of) for place, of in enumerate(named)}
    return Say("list", parts) if parts else ""


def figures(one: Line) -> dict[str, str | int | Say]:
    """Item, limit, and before whom, as far as it has them."""
    found: dict[str, str | int | Say] = {"item": str(one.detail.get("item", ""))}
    if before(one):
        found["other"] = say("delegation", id=one.delegations[1])
    seconds = one.detail.get("limit_s")
    return found | (
        {"limit": f"{seconds // MINUTE}:{seconds % MINUTE:02}"} if isinstance(seconds, int) else {}
    )
