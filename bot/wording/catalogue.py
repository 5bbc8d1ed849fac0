"""One catalogue a language: gettext .po, message keys as msgid."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = {"en": "en_GB", "fr": "fr", "ru": "ru", "zh": "zh"}
"""Each with the locale that writes its dates; English puts the day first, as the United Nations do."""

Template = tuple[tuple[str, str | None], ...]
"""Literal text and the name of the argument after it, over and over."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`texts`: the plural forms of each key, only one for most; `form`: which of them a count takes."""

    language: str
    locale: Locale
    texts: Mapping[str, tuple[Template, ...]]
    form: Callable[[int], int]

    def template(self, key: str, count: object = None) -> Template | None:
        forms = self.texts.get(key)
        if forms is None:
            return None
        place = self.form(count) if isinstance(count, int) and len(forms) > 1 else 0
        return forms[min(place, len(forms) - 1)]

    def has(self, key: str) -> bool:
        return key in self.texts

    def text(self, key: str) -> str:
        """As it stands, for texts without arguments; empty where there is none."""
        return "".join(literal for literal, _ in self.template(key) or ())

    def lines(self, key: str) -> tuple[str, ...]:
        """Of a text that is a list: one entry a line."""
        return tuple(line.strip() for line in self.text(key).splitlines() if line.strip())


@cache
def catalogue(language: str, folder: Path = LOCALES) -> Catalogue:
    """Read once a process. Raises ValueError where a text has a brace too many."""
    with (folder / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    texts = {key: tuple(map(template, forms)) for key, forms in _forms(messages)}
    return Catalogue(language, Locale.parse(LANGUAGES[language]), texts, c2py(messages.plural_expr))


def _forms(messages: Iterable[Message]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for message in messages:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key:
            yield key, (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def template(text: str) -> Template:
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(text))


def catalogues() -> dict[str, Catalogue]:
    return {language: catalogue(language) for language in LANGUAGES}
