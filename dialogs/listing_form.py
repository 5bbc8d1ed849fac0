"""The questions that needs and offers share, and how they stand when a record is edited."""

from dataclasses import asdict
from datetime import date

from bot.dialog import Given
from bot.domain.exchange.listing import Kind
from bot.domain.exchange.terms import Modality
from bot.forms import SoFar, choice_of, choices, choices_of, day, form, text, yes_no
from bot.ports import Reading
from dialogs.facts import spelled


def with_partner(so_far: SoFar) -> bool:
    return so_far.has("triangular", value=True)


@form
class Answers:
    """Page 2 is left to what only a need or only an offer is asked."""

    title: str = text(max_length=120)
    description: str = text(max_length=1500, long=True)
    sector: str = choice_of("sectors")
    modality: tuple[Modality, ...] = choices(Modality)
    own_sector: str | None = text(max_length=80, optional=True, page=3)
    sdgs: tuple[str, ...] = choices_of("sdgs", most=3, optional=True, page=3)
    keywords: str | None = text(max_length=200, optional=True, page=3)
    languages: tuple[str, ...] = choices_of("languages", optional=True, page=3)
    starts: date | None = day(optional=True, page=4)
    ends: date | None = day(optional=True, future=True, page=4)
    beneficiaries: str | None = text(max_length=300, optional=True, page=4)
    costs: str | None = text(max_length=300, optional=True, page=4)
    triangular: bool | None = yes_no(optional=True, page=4)
    partner: str | None = text(max_length=200, optional=True, when=with_partner, page=4)
    valid_until: date | None = day(optional=True, future=True, page=4)


async def given(kind: Kind, of: str, reading: Reading) -> Given:
    listing = await reading.listings.get(kind, of)
    return {name: spelled(value) for name, value in asdict(listing.terms).items()} if listing else {}
