"""What stands in the way of approval, on a card: each fault names the field and the cure."""

from collections.abc import Sequence

from bot.cards import Block, Notice, Text, say
from bot.ports import Reading
from dialogs.broadcast.kept import why
from dialogs.broadcast.scene import Measured

MOST = 6


async def in_the_way(scene: Measured, reading: Reading) -> Sequence[Block]:
    """The first few of them, and how many there are besides."""
    shown = [Notice(await why(fault, reading), "warning") for fault in scene.faults[:MOST]]
    rest = len(scene.faults) - len(shown)
    return (*shown, *((Text(say("broadcast-more-faults", count=rest)),) if rest else ()))
