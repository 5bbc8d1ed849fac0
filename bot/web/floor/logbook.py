"""What has happened on a floor, in a few words a line."""

from bot.chat import Json
from bot.domain.floor.log import Line, logged
from bot.web.floor.scene import Scene
from dialogs.floor.logbook import happened

LINES = 200


def log(scene: Scene) -> list[Json]:
    """Newest first."""
    return [line(one, scene) for one in reversed(logged(scene.floor, LINES))]


def line(one: Line, scene: Scene) -> Json:
    text = scene.words(happened(one))
    return {"number": one.number, "at": one.at.isoformat(), "text": text, "undone": one.undone}
