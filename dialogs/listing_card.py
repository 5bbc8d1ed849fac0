"""A need or an offer as a card: how it stands, what it says, what can be done with it."""

from bot.cards import Card, Facts, Text, say
from bot.domain.access import own
from bot.domain.exchange.listing import (
    ANSWER,
    ASK,
    CLOSE,
    EDIT,
    PUBLISH,
    RENEW,
    WITHDRAW,
    Kind,
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
from dialogs.standing import Way, buttons, stands

OWNERS = (
    Way(ANSWER, "-answer", "primary"),
    Way(EDIT, ""),
    Way(RENEW, ".renew"),
    Way(CLOSE, ".close"),
    Way(WITHDRAW, ".withdraw", "danger"),
)
CLEARING = (Way(PUBLISH, ".publish", "primary"), Way(ASK, "-question"))


async def card(kind: Kind, of: str, reading: Reading, reader: Person) -> Card:
    listing = await reading.listings.get(kind, of)
    if listing is None:
        return Card(say("record-gone"))
    terms, ways = listing.terms, OWNERS if own(reader, listing.owner) else CLEARING
    title = say(f"{kind}-card", title=terms.title, delegation=delegation(listing.owner))
    words = Text(say("described", text=terms.description))
    said = (*await stands(listing, reading), words, own_facts(terms), facts_of_both(terms))
    return Card(title, (*said, *buttons(kind, listing, ways)))


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
