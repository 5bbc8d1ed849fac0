"""What the inside may ask of the world: load and save without commit, read, understand words, spread news."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from bot.cards import Say


class Words(Protocol):
    """One reader's catalogue and time zone; `escape` is applied to what people typed, not to our own words."""

    def __call__(self, said: Say, /, escape: Callable[[str], str] = str) -> str: ...


class Lexicon(Protocol):
    """What typed words mean, in the reader's language and on the reader's day."""

    @property
    def words(self) -> Words: ...
    @property
    def today(self) -> date: ...
    def number(self, typed: str) -> Decimal | None: ...
    def day(self, typed: str) -> date | Say:
        """The day meant, or why it is none."""

    def yes(self, typed: str) -> bool | None: ...
    def same(self, typed: str, label: Say) -> bool: ...
    def near(self, typed: str, labels: Sequence[Say]) -> Sequence[int]:
        """Places of the labels that may be meant, best first; at most three."""

    def listed(self, name: str) -> Sequence[tuple[Say, str]]:
        """Options that are data, such as `bodies`, `sdgs`, `languages` or `zones`."""

    def countries(self, typed: str) -> Sequence[str]:
        """ISO 3166 alpha-3 codes; one where sure, several or a near one where not."""

    def sure(self, typed: str, code: str) -> bool: ...
    def command(self, typed: str, verbs: Iterable[str]) -> tuple[str | None, Sequence[str]]:
        """The verb meant, or else those it may have been."""


class Work(Protocol):
    """Records to be changed; each is locked when loaded, and nothing is committed here."""


class Reading(Protocol):
    """Records to be shown."""

    async def owner(self, kind: str, of: str) -> str | None:
        """Whom a record belongs to; None where the kind has no owner or the record does not exist."""


class News(Protocol):
    def publish(self, touches: Iterable[str]) -> None: ...
