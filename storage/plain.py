"""Between our own words and the JSON columns; what has another shape than we write raises ValueError."""

from bot.cards import Pick, Pointer, Say
from bot.dialog import Given, Show
from bot.unit import AskAgain, Screen, Shortcuts

KIND = {Say: "say", Show: "show", AskAgain: "ask"}


def frozen(screen: Screen) -> list[object]:
    match screen:
        case Say(key, args):
            return [
                "say",
                key,
                {name: frozen(arg) if isinstance(arg, Say) else arg for name, arg in args.items()},
            ]
        case Show(view, of):
            return ["show", view, of]
        case AskAgain(draft, typed):
            return ["ask", draft, dict(typed)]


def thawed(plain: object) -> Screen:
    match plain:
        case ["show", str(view), str(of)]:
            return Show(view, of)
        case ["ask", str(draft), dict(typed)]:
            return AskAgain(draft, given(typed))
        case _:
            return said(plain)


def said(plain: object) -> Say:
    match plain:
        case ["say", str(key), dict(args)]:
            return Say(key, {str(name): argument(arg) for name, arg in args.items()})
        case _:
            raise ValueError(plain)


def argument(plain: object) -> str | int | Say:
    return plain if isinstance(plain, str | int) else said(plain)


def given(plain: object) -> Given:
    match plain:
        case dict(answers):
            return {text(name): None if raw is None else text(raw) for name, raw in answers.items()}
        case _:
            raise ValueError(plain)


def text(plain: object) -> str:
    if isinstance(plain, str):
        return plain
    raise ValueError(plain)


def pressable(shortcuts: Shortcuts) -> list[object]:
    return [[label, *pressed(does)] for label, does in shortcuts]


def pressed(does: Pointer | Pick) -> list[object]:
    match does:
        case Pointer(verb, of, saw):
            return ["press", verb, of, saw]
        case Pick(draft, version, name, raw):
            return ["pick", draft, version, name, raw]


def shortcuts(plain: object) -> Shortcuts:
    match plain:
        case None:
            return ()
        case list(rows):
            return tuple(shortcut(row) for row in rows)
        case _:
            raise ValueError(plain)


def shortcut(row: object) -> tuple[str, Pointer | Pick]:
    match row:
        case [str(label), "press", str(verb), str(of), str(saw)]:
            return label, Pointer(verb, of, saw)
        case [str(label), "pick", str(draft), int(version), str(name), str() | None as raw]:
            return label, Pick(draft, version, name, raw)
        case _:
            raise ValueError(row)
