"""The floor: a delegation asks for it, and does what it will with its turn."""

from bot.dialog import Dialog
from dialogs.floor import card, details, doing, filing, lists, request, swapping

DIALOGS: tuple[Dialog, ...] = (
    request.DIALOG,
    card.DIALOG,
    doing.DIALOG,
    swapping.DIALOG,
    *details.DIALOGS,
    filing.DIALOG,
    lists.DIALOG,
)
