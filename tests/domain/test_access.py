"""Who may do what to whose record: every form, action and view, by every role, on every kind of owner."""

from collections.abc import Iterator
from itertools import product

import pytest

from bot.domain.access import Rule
from bot.domain.people import Person, Role
from dialogs import ACTIONS, FORMS, VIEWS


def acting(*roles: Role, delegation: str = "") -> Person:
    return Person(id="ana", roles=frozenset(roles), delegation=delegation)


ACTORS = {
    "outsider": acting(),
    "focal point": acting(Role.FOCAL_POINT, delegation="FJI"),
    "alternate": acting(Role.ALTERNATE, delegation="FJI"),
    "director-general": acting(Role.DIRECTOR_GENERAL, delegation="FJI"),
    "adviser": acting(Role.ADVISER, delegation="FJI"),
    "observer": acting(Role.OBSERVER, delegation="undp"),
    "officer": acting(Role.OFFICER, delegation="FJI"),
    "moderator": acting(Role.MODERATOR),
    "secretariat": acting(Role.SECRETARIAT),
    "secretariat that moderates": acting(Role.SECRETARIAT, Role.MODERATOR),
}
DELEGATES = {"focal point", "alternate", "director-general", "adviser"}
SECRETARIAT = {"secretariat", "secretariat that moderates"}
INSIDERS = ACTORS.keys() - {"outsider"}

# Owners as the actor sees them: a new record or one without an owner, what one's delegation (or oneself,
# where there is none) has, what is one's own alone, and what others have.
OWNERS = ("none", "ours", "mine", "theirs", "somebody's")

Allowed = frozenset[tuple[str, str]]


def allowed(actors: set[str], *owners: str) -> Allowed:
    return frozenset(product(actors, owners))


EVERYBODY = allowed(set(ACTORS), *OWNERS)
INSIDE = allowed(set(INSIDERS), *OWNERS)
BY_SECRETARIAT = allowed(SECRETARIAT, *OWNERS)
ALONE = frozenset({("moderator", "mine"), *allowed(SECRETARIAT, "mine")})
OURS = allowed(set(INSIDERS), "ours") | ALONE
BEGUN = allowed(set(ACTORS), "none", "ours") | ALONE | {("outsider", "mine")}
BY_MODERATORS = allowed({"moderator"} | SECRETARIAT, *OWNERS)
BY_DELEGATES = allowed(DELEGATES, "none", "ours")
BY_PARTICIPANTS = BY_DELEGATES | allowed({"observer"}, "none", "ours")
OUTSIDE = allowed({"outsider"}, "none", "ours", "mine")
THEMSELVES = allowed(set(INSIDERS), "none", "mine") | allowed({"moderator"} | SECRETARIAT, "ours")

TABLE: dict[str, Allowed] = {
    "form interest": BY_PARTICIPANTS,
    "form need": BY_DELEGATES,
    "form offer": BY_PARTICIPANTS,
    "form interest-answer": OURS,
    "form need-answer": OURS,
    "form offer-answer": OURS,
    "form interest-question": BY_SECRETARIAT,
    "form interest-decline": BY_SECRETARIAT,
    "form need-question": BY_SECRETARIAT,
    "form offer-question": BY_SECRETARIAT,
    "form admission-decline": BY_SECRETARIAT,
    "form person-find": BY_SECRETARIAT,
    "form person-add": BY_SECRETARIAT,
    "form role-add": BY_SECRETARIAT,
    "form role-change": BY_SECRETARIAT,
    "form role-away": BY_SECRETARIAT,
    "form floor-details": BY_PARTICIPANTS,
    "form floor-speaker": BY_PARTICIPANTS,
    "form floor-written": BY_PARTICIPANTS,
    "form introduce-code": OUTSIDE,
    "form introduce-mail": OUTSIDE,
    "form introduce": OUTSIDE,
    "form settings": THEMSELVES,
    "action interest.view": OURS | BY_SECRETARIAT,
    "action interest.withdraw": OURS,
    "action interest.accept": BY_SECRETARIAT,
    "action interests.page": BY_SECRETARIAT,
    "action need.view": OURS | BY_SECRETARIAT,
    "action need.renew": OURS,
    "action need.close": OURS,
    "action need.withdraw": OURS,
    "action need.publish": BY_SECRETARIAT,
    "action offer.view": OURS | BY_SECRETARIAT,
    "action offer.renew": OURS,
    "action offer.close": OURS,
    "action offer.withdraw": OURS,
    "action offer.publish": BY_SECRETARIAT,
    "action mine.page": BY_PARTICIPANTS,
    "action clearance.page": BY_SECRETARIAT,
    "action floor.request": BY_PARTICIPANTS,
    "action floor.question": BY_PARTICIPANTS,
    "action floor.point": BY_PARTICIPANTS,
    "action floor.reply": BY_PARTICIPANTS,
    "action floor.view": BY_PARTICIPANTS,
    "action floor.withdraw": BY_PARTICIPANTS,
    "action floor.defer": BY_PARTICIPANTS,
    "action floor.ready": BY_PARTICIPANTS,
    "action floor.room": BY_PARTICIPANTS,
    "action floor.online": BY_PARTICIPANTS,
    "action floor.swap": BY_PARTICIPANTS,
    "action floor.swap-back": BY_PARTICIPANTS,
    "action floor.swap-yes": BY_PARTICIPANTS,
    "action floor.swap-no": BY_PARTICIPANTS,
    "action meetings.page": INSIDE,
    "action meeting.view": INSIDE,
    "form floor-limit": BY_MODERATORS,
    "action floor.run": BY_MODERATORS,
    "action floor.next": BY_MODERATORS,
    "action floor.call": BY_MODERATORS,
    "action floor.named": BY_MODERATORS,
    "action floor.start": BY_MODERATORS,
    "action floor.pause": BY_MODERATORS,
    "action floor.resume": BY_MODERATORS,
    "action floor.end": BY_MODERATORS,
    "action floor.cut": BY_MODERATORS,
    "action floor.pass": BY_MODERATORS,
    "action floor.interrupt": BY_MODERATORS,
    "action floor.return": BY_MODERATORS,
    "action floor.back": BY_MODERATORS,
    "action floor.rule": BY_MODERATORS,
    "action floor.decline": BY_MODERATORS,
    "action floor.move": BY_MODERATORS,
    "action floor.later": BY_MODERATORS,
    "action floor.open": BY_MODERATORS,
    "action floor.close": BY_MODERATORS,
    "action floor.suspend": BY_MODERATORS,
    "action floor.continue": BY_MODERATORS,
    "action floor.finish": BY_MODERATORS,
    "action floor.vote": BY_MODERATORS,
    "action floor.interleave": BY_MODERATORS,
    "action floor.draw": BY_MODERATORS,
    "action floor.limit": BY_MODERATORS,
    "action floor.carry": BY_MODERATORS,
    "action floor.release": BY_MODERATORS,
    "action floor.undo": BY_MODERATORS,
    "action floor.add": BY_MODERATORS,
    "action floor.edit": BY_MODERATORS,
    "view code-asked": OUTSIDE,
    "view code-mail": INSIDE,
    "view floor.run": BY_MODERATORS,
    "view floor.board": BY_MODERATORS,
    "view floor.meetings": BY_MODERATORS,
    "view floor.whom": BY_MODERATORS,
    "form broadcast": BY_SECRETARIAT,
    "form broadcast-words": BY_SECRETARIAT,
    "form broadcast-audience": BY_SECRETARIAT,
    "form broadcast-when": BY_SECRETARIAT,
    "form broadcast-terms": BY_SECRETARIAT,
    "form broadcast-as": BY_SECRETARIAT,
    "action broadcast.view": BY_SECRETARIAT,
    "action broadcast.preview": BY_SECRETARIAT,
    "action broadcast.read": BY_SECRETARIAT,
    "action broadcast.drop": BY_SECRETARIAT,
    "action broadcast.request": BY_SECRETARIAT,
    "action broadcast.approve": BY_SECRETARIAT,
    "action broadcast.pause": BY_SECRETARIAT,
    "action broadcast.resume": BY_SECRETARIAT,
    "action broadcast.cancel": BY_SECRETARIAT,
    "action broadcast.recall": BY_SECRETARIAT,
    "action broadcast.remind": BY_SECRETARIAT,
    "action broadcast.rehearse": BY_SECRETARIAT,
    "action broadcast.report": BY_SECRETARIAT,
    "action broadcast.send-again": BY_SECRETARIAT,
    "action broadcast.leave": BY_SECRETARIAT,
    "action broadcasts.page": BY_SECRETARIAT,
    "action broadcast.acknowledge": INSIDE,
    "view broadcast": BY_SECRETARIAT,
    "view broadcast.preview": BY_SECRETARIAT,
    "view broadcast.read": BY_SECRETARIAT,
    "view broadcast.as": BY_SECRETARIAT,
    "view broadcast.sure": BY_SECRETARIAT,
    "view broadcast.rehearsal": BY_SECRETARIAT,
    "view broadcast.report": BY_SECRETARIAT,
    "view broadcasts": BY_SECRETARIAT,
    "view broadcast.message": INSIDE,
    "view broadcast.again": INSIDE,
    "view broadcast.correction": INSIDE,
    "view broadcast.recalled": INSIDE,
    "action admissions.page": BY_SECRETARIAT,
    "action admission.view": BY_SECRETARIAT,
    "action admission.approve": BY_SECRETARIAT,
    "action focal-points.page": BY_SECRETARIAT,
    "action person.view": BY_SECRETARIAT,
    "action role.end": BY_SECRETARIAT,
    "action role.back": BY_SECRETARIAT,
    "action drafts.page": INSIDE,
    "action draft.delete": BEGUN,
    "action settings.show": INSIDE,
    "action menu.show": EVERYBODY,
    "action help.show": INSIDE,
    "view meeting-reminder": INSIDE,
    "view interest": OURS | BY_SECRETARIAT,
    "view interest.news": OURS | BY_SECRETARIAT,
    "view need": OURS | BY_SECRETARIAT,
    "view need.news": OURS | BY_SECRETARIAT,
    "view offer": OURS | BY_SECRETARIAT,
    "view offer.news": OURS | BY_SECRETARIAT,
    "view mine": BY_PARTICIPANTS,
    "view interests": BY_SECRETARIAT,
    "view clearance": BY_SECRETARIAT,
    "view admissions": BY_SECRETARIAT,
    "view admission": BY_SECRETARIAT,
    "view focal-points": BY_SECRETARIAT,
    "view person": BY_SECRETARIAT,
    "view outside": OUTSIDE,
    "view welcome": EVERYBODY,
    "view floor": BY_PARTICIPANTS,
    "view floor.news": BY_PARTICIPANTS,
    "view floor.corrected": BY_PARTICIPANTS,
    "view floor.lists": BY_PARTICIPANTS,
    "view floor.swaps": BY_PARTICIPANTS,
    "view meetings": INSIDE,
    "view meeting": INSIDE,
    "view drafts": INSIDE,
    "view draft.found": BEGUN,
    "view draft.kept": BEGUN,
    "view settings": INSIDE,
    "view menu": INSIDE,
    "view help": INSIDE,
    "view home": EVERYBODY,
}


def rules() -> Iterator[tuple[str, Rule]]:
    yield from ((f"form {name}", form.may) for name, form in FORMS.items())
    yield from ((f"action {verb}", action.may) for verb, action in ACTIONS.items())
    yield from ((f"view {name}", view.may) for name, view in VIEWS.items())


def owner(whose: str, actor: Person) -> str | None:
    """For who has no delegation, ours and mine are the same."""
    return {
        "none": None,
        "ours": actor.acts_as,
        "mine": f"person:{actor.id}",
        "theirs": "THA",
        "somebody's": "person:ben",
    }[whose]


def test_every_way_in_is_in_the_table_and_nothing_else() -> None:
    assert {name for name, _ in rules()} == TABLE.keys()


@pytest.mark.parametrize(("name", "rule"), list(rules()))
def test_who_may(name: str, rule: Rule) -> None:
    found = {
        (actor, whose)
        for (actor, person), whose in product(ACTORS.items(), OWNERS)
        if rule(person, owner(whose, person))
    }
    assert found == TABLE[name]


def test_nobody_may_do_anything_to_the_records_of_others_but_the_secretariat() -> None:
    shown_to_all = {name for name, may in TABLE.items() if may in {EVERYBODY, INSIDE, BY_MODERATORS}}
    for name in TABLE.keys() - shown_to_all:
        others = {actor for actor, whose in TABLE[name] if whose in {"theirs", "somebody's"}}
        assert others <= SECRETARIAT, name
