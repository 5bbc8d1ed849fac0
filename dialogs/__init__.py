"""All dialogs, in the order of the menu."""

from bot.dialog import Dialog
from dialogs import (
    admissions,
    answer,
    broadcast,
    clearance,
    decisions,
    drafts,
    floor,
    focal_points,
    interest,
    introduce,
    introduce_code,
    introduce_mail,
    meeting_reminder,
    meetings,
    menu,
    mine,
    need,
    offer,
    outside,
    person,
    role,
    settings,
    welcome,
)

OTHERS: tuple[Dialog, ...] = (
    interest.DIALOG,
    need.DIALOG,
    offer.DIALOG,
    mine.DIALOG,
    *answer.DIALOGS,
    *decisions.DIALOGS,
    *clearance.DIALOGS,
    *floor.DIALOGS,
    *broadcast.DIALOGS,
    meetings.DIALOG,
    meeting_reminder.DIALOG,
    *admissions.DIALOGS,
    *focal_points.DIALOGS,
    *person.DIALOGS,
    *role.DIALOGS,
    outside.DIALOG,
    introduce_code.DIALOG,
    introduce_mail.DIALOG,
    introduce.DIALOG,
    welcome.DIALOG,
    drafts.DIALOG,
    settings.DIALOG,
)
ALL = (*OTHERS, menu.dialog(OTHERS))
FORMS = {dialog.name: dialog.form for dialog in ALL if dialog.form}
ACTIONS = {action.verb: action for dialog in ALL for action in dialog.actions}
VIEWS = {view.name: view for dialog in ALL for view in dialog.views}
COMMANDS = (
    *(name for name, form in FORMS.items() if form.typed),
    *(verb for verb, action in ACTIONS.items() if action.typed),
)
