"""All dialogs, in the order of the menu."""

from bot.dialog import Dialog
from dialogs import answer, clearance, decisions, interest, menu, mine, need, offer

ALL: tuple[Dialog, ...] = (
    interest.DIALOG,
    need.DIALOG,
    offer.DIALOG,
    mine.DIALOG,
    *answer.DIALOGS,
    *decisions.DIALOGS,
    *clearance.DIALOGS,
    menu.DIALOG,
)
FORMS = {dialog.name: dialog.form for dialog in ALL if dialog.form}
ACTIONS = {action.verb: action for dialog in ALL for action in dialog.actions}
VIEWS = {view.name: view for dialog in ALL for view in dialog.views}
COMMANDS = (
    *(name for name, form in FORMS.items() if form.typed),
    *(verb for verb, action in ACTIONS.items() if action.typed),
)
