"""What hangs on the wall of the room: who speaks, who comes next, if the list is open; nothing private."""

from bot.chat import Json
from bot.domain.floor.entry import ListName
from bot.domain.floor.floor import ListState, holder, paused, waiting
from bot.web.floor.entries import public
from bot.web.floor.scene import Scene, item, meeting

NEXT = 3


def board(scene: Scene) -> Json:
    """Without `now`, which is told as it is sent."""
    floor = scene.floor
    order = [one for of in ListName for one in waiting(floor, scene.item, of)]
    speaks, stands, listed = holder(floor), paused(floor), floor.items.get(scene.item)
    return {
        "version": floor.version,
        "meeting": meeting(scene),
        "item": item(scene),
        "holder": public(speaks, scene) if speaks else None,
        "paused": public(stands, scene) if stands else None,
        "next": [public(one, scene, place) for place, one in enumerate(order[:NEXT], 1)],
        "waiting_count": len(order),
        "closed": bool(listed and listed.state is ListState.CLOSED),
        "suspended": bool(listed and listed.suspended),
    }
