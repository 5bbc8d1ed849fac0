"""A need or an offer as a card: how it stands, what it says, what can be done with it."""

from bot.cards import Actions, Card, Facts, Say, Text, say
from bot.dialog import View
from bot.domain.access import own, own_or_secretariat
from bot.domain.exchange.listing import (
    ANSWER,
    ASK,
    CLOSE,
    EDIT,
    PUBLISH,
    RENEW,
    WITHDRAW,
    Kind,
    Listing,
)
from bot.domain.exchange.terms import Group, Need, Offer
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.facts import (
    day,
    delegation,
    delegations,
    facts,
    labelled,
    languages,
    number,
    typed,
    yes_or_no,
)
from dialogs.standing import Way, buttons, stands, viewing

OWNERS = (
    Way(ANSWER, "-answer", "primary"),
    Way(EDIT, ""),
    Way(RENEW, ".renew"),
    Way(CLOSE, ".close"),
    Way(WITHDRAW, ".withdraw", "danger"),
)
CLEARING = (Way(PUBLISH, ".publish", "primary"), Way(ASK, "-question"))


def views(kind: Kind) -> tuple[View, ...]:
    """The card of the record, and the short one that tells what has happened to it."""

    async def draw(of: str, reading: Reading, reader: Person) -> Card:
        listing = await reading.listings.get(kind, of)
        return await card(listing, reading, reader) if listing else Card(say("record-gone"))

    async def draw_news(of: str, reading: Reading, reader: Person) -> Card:
        listing = await reading.listings.get(kind, of)
        return await news(listing, reading, reader) if listing else Card(say("record-gone"))

    def follows(of: str, _reader: Person) -> str:
        return f"{kind}:{of}"

    return (
        View(kind, own_or_secretariat, draw, follows),
        View(f"{kind}.news", own_or_secretariat, draw_news, follows),
    )


async def card(listing: Listing, reading: Reading, reader: Person) -> Card:
    ways = buttons(listing.kind, listing, OWNERS if own(reader, listing.owner) else CLEARING)
    words = Text(say("described", text=listing.terms.description))
    rows = (*own_facts(listing.terms).rows, *facts_of_both(listing.terms).rows)
    said = (words, Facts(rows))
    return Card(title(listing), (*await stands(listing, reading), *said, *([Actions(ways)] if ways else ())))


async def news(listing: Listing, reading: Reading, reader: Person) -> Card:
    ways = buttons(listing.kind, listing, OWNERS[:1] if own(reader, listing.owner) else ())
    return Card(
        title(listing), (*await stands(listing, reading), Actions((*ways, viewing(listing.kind, listing))))
    )


def title(listing: Listing) -> Say:
    return say(f"{listing.kind}-card", title=listing.terms.title, delegation=delegation(listing.owner))


def own_facts(terms: Need | Offer) -> Facts:
    match terms:
        case Need():
            return facts(
                ("fact-must-have", labelled("modality", terms.must_have)),
                ("fact-would-accept", labelled("modality", terms.would_accept)),
                ("fact-place", typed(terms.place)),
                ("fact-hidden-from", delegations(terms.hidden_from)),
            )
        case Offer():
            return facts(
                ("fact-modality", labelled("modality", terms.modality)),
                ("fact-groups", labelled("group", terms.groups or (Group.ALL,) * (not terms.countries))),
                ("fact-countries", delegations(terms.countries)),
                ("fact-places", number(terms.places)),
                ("fact-most-countries", number(terms.most_countries)),
            )


def facts_of_both(terms: Need | Offer) -> Facts:
    return facts(
        ("fact-sector", say(f"sector-{terms.sector}")),
        ("fact-own-sector", typed(terms.own_sector)),
        ("fact-sdgs", labelled("sdg", terms.sdgs)),
        ("fact-keywords", typed(terms.keywords)),
        ("fact-languages", languages(terms.languages)),
        ("fact-starts", day(terms.starts)),
        ("fact-ends", day(terms.ends)),
        ("fact-beneficiaries", typed(terms.beneficiaries)),
        ("fact-costs", typed(terms.costs)),
        ("fact-triangular", yes_or_no(terms.triangular)),
        ("fact-partner", typed(terms.partner)),
        ("fact-valid-until", day(terms.valid_until)),
    )
