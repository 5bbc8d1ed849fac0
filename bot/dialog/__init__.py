"""Dialogs as data, what they answer, and the steps through their forms."""

from bot.dialog.definition import Action, Dialog, Form, View, asks
from bot.dialog.outcome import Context, Mend, Open, Outcome, Refuse, Show, To, said, said_date, said_moment
from bot.dialog.progress import Ask, Complete, Draft, Given, advance, back

__all__ = [
    "Action",
    "Ask",
    "Complete",
    "Context",
    "Dialog",
    "Draft",
    "Form",
    "Given",
    "Mend",
    "Open",
    "Outcome",
    "Refuse",
    "Show",
    "To",
    "View",
    "advance",
    "asks",
    "back",
    "said",
    "said_date",
    "said_moment",
]
