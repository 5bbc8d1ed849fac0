"""What the inside may ask of the world: load and save without commit, read, understand words, spread news."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from bot.cards import Say
from bot.domain.admission import Admission, Code, CodeAsked, Tries
from bot.domain.exchange.listing import Kind, Listing
from bot.domain.interest import Interest
from bot.domain.network import Network
from bot.domain.people import Assignment, Listed, Person
from bot.ports_broadcasts import BroadcastReading, Broadcasts
from bot.ports_deliveries import Stuck
from bot.ports_meetings import FloorReading, Floors, MeetingReading, Meetings


class Words(Protocol):
    """One reader's catalogue and time zone; `escape` is applied to what people typed, not to our words."""

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


class InterestReading(Protocol):
    async def get(self, of: str) -> Interest | None: ...
    async def waiting(self, page: int, size: int) -> tuple[Sequence[Interest], bool]:
        """Those to be decided, longest waiting first, and whether there are more."""

    async def of_delegation(self, owner: str) -> Sequence[Interest]:
        """Newest first; those that were declined or withdrawn too."""

    async def accepted(self, body: str) -> Collection[str]:
        """The delegations that are in it by an accepted interest."""


class Interests(InterestReading, Protocol):
    async def locked(self, of: str) -> Interest | None: ...
    async def standing(self, owner: str, body: str) -> Interest | None: ...
    async def add(self, new: Interest) -> Interest | None:
        """The one that stands in that body already; then nothing is added."""

    async def save(self, changed: Interest) -> None: ...


class ListingReading(Protocol):
    async def get(self, kind: Kind, of: str) -> Listing | None: ...
    async def waiting(self, page: int, size: int) -> tuple[Sequence[Listing], bool]:
        """Those to be cleared, longest waiting first, and whether there are more."""

    async def of_delegation(self, owner: str, page: int, size: int) -> tuple[Sequence[Listing], bool]:
        """Open ones before ended ones, newest first, and whether there are more."""


class Listings(ListingReading, Protocol):
    async def locked(self, kind: Kind, of: str) -> Listing | None: ...
    async def add(self, new: Listing) -> None: ...
    async def save(self, changed: Listing) -> None: ...
    async def overdue(self, today: date, limit: int) -> Sequence[Listing]:
        """Published ones that are past their last valid day, locked."""


class FocalPointReading(Protocol):
    async def get(self, of: str) -> Listed | None: ...
    async def by_email(self, email: str) -> Listed | None: ...
    async def holding(self, role: str) -> Listed | None:
        """Whose role it is; locked where it is loaded to be changed."""

    async def page(self, words: str, page: int, size: int) -> tuple[Sequence[Listed], bool]:
        """By name, and whether there are more.

        Each of `words` is in the name, the e-mail or the agency, or is the delegation.
        """


class FocalPoints(FocalPointReading, Protocol):
    async def locked(self, of: str) -> Listed | None: ...
    async def bound(self, platform: str, address: str) -> Listed | None:
        """Whose account it is."""

    async def all(self) -> Sequence[Listed]:
        """By e-mail."""

    async def add(self, new: Person) -> bool:
        """False where somebody has that e-mail already; then nothing is added."""

    async def save(self, changed: Person) -> None: ...
    async def assign(self, new: Assignment) -> None: ...
    async def change(self, changed: Assignment) -> None: ...
    async def bind(self, platform: str, address: str, to: str) -> None:
        """An account nobody has."""

    async def join(self, stranger: str, into: str) -> None:
        """The stranger's accounts and chats are the listed person's from now on; the stranger is gone."""


class AdmissionReading(Protocol):
    async def get(self, of: str) -> Admission | None: ...
    async def of_person(self, person: str) -> Admission | None:
        """The newest request of this outsider."""

    async def waiting(self, page: int, size: int) -> tuple[Sequence[Admission], bool]:
        """Those to be decided, longest waiting first, and whether there are more."""


class Admissions(AdmissionReading, Protocol):
    async def locked(self, of: str) -> Admission | None: ...
    async def add(self, new: Admission) -> None: ...
    async def save(self, changed: Admission) -> None: ...


class Codes(Protocol):
    async def locked(self, digest: str) -> Code | None: ...
    async def issue(self, new: Code) -> None:
        """The only one of that person: an earlier one is void."""

    async def add(self, new: Code) -> None:
        """Beside an earlier one."""

    async def asked(self, new: CodeAsked) -> tuple[Sequence[datetime], Sequence[datetime]]:
        """When codes were asked for before by e-mail: by that account, and for that address."""

    async def ask(self, new: CodeAsked) -> None: ...

    async def save(self, changed: Code) -> None: ...
    async def tries(self, person: str) -> Tries: ...
    async def tried(self, tries: Tries) -> None: ...


@dataclass(frozen=True, slots=True)
class Begun:
    """A form somebody has not finished; `by` is the name of whoever went on with it last.

    `title`: what was answered to the question of that name, if anything.
    """

    id: str
    form: str
    of: str
    by: str
    used_at: datetime
    title: str = ""


class DraftReading(Protocol):
    async def get(self, of: str) -> Begun | None:
        """None where it was finished or is gone."""

    async def of_owner(self, owner: str) -> Sequence[Begun]:
        """Newest first."""


class Drafts(Protocol):
    async def delete(self, of: str) -> None: ...


class Work(Protocol):
    """Records to be changed; each is locked when loaded, and nothing is committed here."""

    @property
    def interests(self) -> Interests: ...
    @property
    def listings(self) -> Listings: ...
    @property
    def focal_points(self) -> FocalPoints: ...
    @property
    def admissions(self) -> Admissions: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def meetings(self) -> Meetings: ...
    @property
    def floors(self) -> Floors: ...
    @property
    def broadcasts(self) -> Broadcasts: ...
    @property
    def stuck(self) -> Stuck: ...


class Reading(Protocol):
    """Records to be shown."""

    @property
    def network(self) -> Network: ...
    @property
    def now(self) -> datetime:
        """When the reading began."""

    @property
    def by_mail(self) -> bool:
        """Whether letters go out from here."""

    @property
    def interests(self) -> InterestReading: ...
    @property
    def listings(self) -> ListingReading: ...
    @property
    def focal_points(self) -> FocalPointReading: ...
    @property
    def admissions(self) -> AdmissionReading: ...
    @property
    def drafts(self) -> DraftReading: ...
    @property
    def meetings(self) -> MeetingReading: ...
    @property
    def floors(self) -> FloorReading: ...
    @property
    def broadcasts(self) -> BroadcastReading: ...
    async def name_of(self, person: str) -> str:
        """Empty where there is nobody of that id any more."""

    async def owner(self, kind: str, of: str) -> str | None:
        """Whom a record belongs to; None where the kind has no owner or the record does not exist."""


class News(Protocol):
    def publish(self, touches: Iterable[str]) -> None: ...
