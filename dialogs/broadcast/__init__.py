"""Broadcasts: the secretariat writes, somebody else of it approves, and everybody sees what became of it."""

from bot.dialog import Dialog
from dialogs.broadcast import (
    approving,
    audience_form,
    card,
    compose,
    listing,
    message,
    preview,
    rehearsal,
    report,
    seen_as,
    settling,
    steering,
    terms,
    timing,
    writing,
)

DIALOGS: tuple[Dialog, ...] = (
    compose.DIALOG,
    writing.DIALOG,
    audience_form.DIALOG,
    timing.DIALOG,
    terms.DIALOG,
    card.DIALOG,
    preview.DIALOG,
    seen_as.DIALOG,
    approving.DIALOG,
    steering.DIALOG,
    rehearsal.DIALOG,
    report.DIALOG,
    settling.DIALOG,
    listing.DIALOG,
    message.DIALOG,
)
