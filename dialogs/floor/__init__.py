"""The floor: a delegation asks for it, and does what it will with its turn; moderators run it."""

from bot.dialog import Dialog
from dialogs.floor import (
    adding,
    calling,
    card,
    details,
    doing,
    filing,
    limiting,
    list_running,
    lists,
    meeting_chat,
    request,
    running,
    swapping,
    turns,
)

DIALOGS: tuple[Dialog, ...] = (
    request.DIALOG,
    card.DIALOG,
    doing.DIALOG,
    swapping.DIALOG,
    *details.DIALOGS,
    filing.DIALOG,
    lists.DIALOG,
    running.DIALOG,
    meeting_chat.DIALOG,
    turns.DIALOG,
    list_running.DIALOG,
    adding.DIALOG,
    calling.DIALOG,
    limiting.DIALOG,
)
