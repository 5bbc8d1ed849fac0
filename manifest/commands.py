"""Which commands the packages offer."""

from collections.abc import Iterable, Iterator

from bot.dialog import Dialog
from bot.domain.access import Rule
from bot.domain.people import Person, Role
from dialogs.menu import ORDER

SHOWN = frozenset({*ORDER, "menu.show"})
FOCAL_POINT = Person(id="", roles=frozenset({Role.FOCAL_POINT}), delegation="-")


def offered(dialogs: Iterable[Dialog]) -> tuple[str, ...]:
    """Those of a focal point's menu, in its order: a package shows all the same list, ten at most."""
    found = (way for dialog in dialogs for way in typed(dialog))
    return tuple(name for name, may in found if name in SHOWN and may(FOCAL_POINT, None))


def typed(dialog: Dialog) -> Iterator[tuple[str, Rule]]:
    if dialog.form and dialog.form.typed:
        yield dialog.name, dialog.form.may
    yield from ((action.verb, action.may) for action in dialog.actions if action.typed)
