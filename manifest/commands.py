"""Which commands the packages offer."""

from collections.abc import Iterable, Iterator

from bot.dialog import Dialog
from bot.domain.access import Rule
from bot.domain.people import Person, Role

FOCAL_POINT = Person(id="", roles=frozenset({Role.FOCAL_POINT}), delegation="-")


def offered(dialogs: Iterable[Dialog]) -> tuple[str, ...]:
    """Those that a focal point may use, in the order of the menu: a package shows everybody the same list."""
    return tuple(name for dialog in dialogs for name, may in typed(dialog) if may(FOCAL_POINT, None))


def typed(dialog: Dialog) -> Iterator[tuple[str, Rule]]:
    if dialog.form and dialog.form.typed:
        yield dialog.name, dialog.form.may
    yield from ((action.verb, action.may) for action in dialog.actions if action.typed)
