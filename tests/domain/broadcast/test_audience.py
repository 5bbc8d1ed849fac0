"""Whom a broadcast is for: all of … who …, except …"""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcast.audience import (
    NAMED,
    Audience,
    Candidate,
    Trait,
    any_of,
    chosen,
    has,
    included,
    left_out,
    traits,
)
from bot.domain.broadcast.known import UNKNOWN, unknown
from bot.domain.people import Role
from tests.domain.broadcast.making import candidate, key, members, person, told, trait

ANA = Candidate(
    person=person("ana", "FJI", email="Ana@Example.org"),
    bodies=frozenset({"network", "theme"}),
    platforms=frozenset({"teams", "email"}),
    answered=frozenset({"interest:network"}),
    acknowledged=frozenset({"NB-2026-001"}),
    language="fr",
)
BEN = Candidate(person=person("ben", "THA", Role.ALTERNATE), platforms=frozenset({"slack"}))
MAY = Candidate(person=person("may", "", Role.SECRETARIAT, email="may@un.org"))
ALL = (ANA, BEN, MAY)

VALUES: dict[str, list[str]] = {
    "body": ["network", "theme"],
    "role": [*Role],
    "member": ["FJI", "THA", ""],
    "platform": ["teams", "slack", "email"],
    "language": ["en", "fr"],
    "answered": ["interest:network"],
    "acknowledged": ["NB-2026-001"],
    "address": ["ana@example.org", ""],
}
any_trait = st.sampled_from([trait(kind, str(of)) for kind, values in VALUES.items() for of in values])
any_traits = st.lists(any_trait, max_size=3).map(tuple)
audiences = st.builds(
    Audience,
    of=any_traits,
    who=st.lists(any_traits.filter(bool), max_size=3).map(tuple),
    without=any_traits,
    exclude=any_traits,
)
people = st.builds(
    Candidate,
    person=st.builds(
        person,
        st.sampled_from("abcdef"),
        st.sampled_from(["FJI", "THA", ""]),
        st.sampled_from(Role),
        st.sampled_from(["", "ana@example.org"]),
    ),
    bodies=st.frozensets(st.sampled_from(VALUES["body"])),
    platforms=st.frozensets(st.sampled_from(VALUES["platform"])),
    answered=st.frozensets(st.sampled_from(VALUES["answered"])),
    acknowledged=st.frozensets(st.sampled_from(VALUES["acknowledged"])),
    language=st.sampled_from(VALUES["language"]),
)
crowds = st.lists(people, max_size=8, unique_by=lambda one: one.person.id)


def names(found: Sequence[Candidate]) -> list[str]:
    return [one.person.id for one in found]


@pytest.mark.parametrize(
    ("kind", "of", "who"),
    [
        ("body", "network", ["ana"]),
        ("body", "forum", []),
        ("role", "focal point", ["ana"]),
        ("role", "alternate", ["ben"]),
        ("role", "secretariat", ["may"]),
        ("member", "FJI", ["ana"]),
        ("member", "", []),
        ("platform", "email", ["ana"]),
        ("platform", "slack", ["ben"]),
        ("language", "fr", ["ana"]),
        ("language", "en", ["ben", "may"]),
        ("answered", "interest:network", ["ana"]),
        ("acknowledged", "NB-2026-001", ["ana"]),
        ("address", "ana@example.org", ["ana"]),
        ("address", "", []),
    ],
)
def test_each_trait_fits_whom_it_names(kind: str, of: str, who: list[str]) -> None:
    assert names(chosen(Audience(of=(trait(kind, of),)), ALL)) == who


def test_everybody_is_meant_where_nobody_is_named() -> None:
    assert names(chosen(Audience(), ALL)) == ["ana", "ben", "may"]


def test_all_of_who_except() -> None:
    audience = Audience(
        of=(trait("member", "FJI"), trait("member", "THA")),
        who=((trait("platform", "slack"), trait("platform", "teams")), (trait("body", "network"),)),
    )
    assert names(chosen(audience, ALL)) == ["ana"]
    assert names(chosen(replace(audience, who=audience.who[:1]), ALL)) == ["ana", "ben"]
    assert names(chosen(replace(audience, exclude=(trait("address", "ana@example.org"),)), ALL)) == []


def test_who_has_not_answered_and_who_has_not_acknowledged() -> None:
    silent = Audience(without=(trait("answered", "interest:network"), trait("acknowledged", "NB-2026-001")))
    assert names(chosen(silent, ALL)) == ["ben", "may"]


def test_somebody_in_three_groups_on_two_platforms_is_one_recipient() -> None:
    many = Audience(of=(trait("body", "network"), trait("body", "theme"), trait("member", "FJI")))
    assert names(chosen(many, (ANA, ANA, BEN))) == ["ana"]


def test_who_is_left_out_and_why() -> None:
    lost = replace(ANA, person=replace(ANA.person, id="lost"), platforms=frozenset())
    found = left_out(
        Audience(of=(trait("body", "network"),), exclude=(trait("member", "FJI"),)), (ANA, lost, BEN)
    )
    assert [(one.candidate.person.id, one.why) for one in found] == [
        ("ana", "broadcast-left-excepted"),
        ("lost", "broadcast-left-excepted"),
    ]
    found = left_out(Audience(of=(trait("body", "network"),)), (ANA, lost, BEN))
    assert [(one.candidate.person.id, one.why) for one in found] == [("lost", "broadcast-left-no-address")]


def test_a_trait_that_there_is_not_is_no_trait() -> None:
    with pytest.raises(KeyError):
        has(trait("height", "tall"))


@given(audiences, crowds)
def test_chosen_is_included_and_not_excepted(audience: Audience, crowd: list[Candidate]) -> None:
    meant, out = included(audience), any_of(audience.exclude)
    assert list(chosen(audience, crowd)) == [one for one in crowd if meant(one) and not out(one)]


@given(audiences, crowds)
def test_everybody_meant_is_chosen_or_left_out_by_exception(
    audience: Audience, crowd: list[Candidate]
) -> None:
    excepted = [one.candidate for one in left_out(audience, crowd) if one.why == "broadcast-left-excepted"]
    together = {*names(chosen(audience, crowd)), *names(excepted)}
    assert together == {*names([one for one in crowd if included(audience)(one)])}
    assert not {*names(chosen(audience, crowd))} & {*names(excepted)}


@given(audiences, any_traits.filter(bool), crowds)
def test_each_further_group_narrows_and_each_further_name_widens(
    audience: Audience, more: tuple[Trait, ...], crowd: list[Candidate]
) -> None:
    before = {*names(chosen(audience, crowd))}
    assert {*names(chosen(replace(audience, who=(*audience.who, more)), crowd))} <= before
    assert {*names(chosen(replace(audience, without=(*audience.without, *more)), crowd))} <= before
    assert {*names(chosen(replace(audience, exclude=(*audience.exclude, *more)), crowd))} <= before
    if audience.of:
        assert {*names(chosen(replace(audience, of=(*audience.of, *more)), crowd))} >= before


@given(any_trait, crowds)
def test_having_and_not_having_are_everybody(one: Trait, crowd: list[Candidate]) -> None:
    having, lacking = (
        chosen(audience, crowd) for audience in (Audience(of=(one,)), Audience(without=(one,)))
    )
    assert sorted([*names(having), *names(lacking)]) == sorted(names(crowd))
    assert chosen(Audience(exclude=(one,)), crowd) == lacking


@given(audiences, crowds)
def test_the_order_of_names_makes_no_difference(audience: Audience, crowd: list[Candidate]) -> None:
    turned = Audience(
        of=audience.of[::-1],
        who=tuple(group[::-1] for group in audience.who[::-1]),
        without=audience.without[::-1],
        exclude=audience.exclude[::-1],
    )
    assert chosen(turned, crowd) == chosen(audience, crowd)


def test_whatever_an_audience_can_name_is_checked() -> None:
    assert UNKNOWN.keys() == NAMED.keys()
    every = tuple(trait(kind, "x") for kind in NAMED)
    audience = Audience(of=every[:2], who=(every[2:4], every[4:5]), without=every[5:6], exclude=every[6:])
    assert sorted(traits(audience), key=str) == sorted(every, key=str)
    nothing = dict.fromkeys(NAMED, ())
    assert {key(no) for no in unknown(audience, nothing)} == {*UNKNOWN.values()}


def test_who_is_not_known_any_more_is_named_once() -> None:
    audience = replace(members("FJI", "ATL"), exclude=(trait("member", "ATL"), trait("role", "focal point")))
    (no,) = unknown(audience, {"member": ["FJI", "THA"], "role": list(Role)})
    assert (key(no), told(no)) == ("broadcast-unknown-member", {"typed": "ATL"})
    assert list(unknown(audience, {})) == []


def test_a_stranger_is_named_by_address() -> None:
    audience = Audience(who=((trait("address", candidate("eve").person.email),),))
    (no,) = unknown(audience, {"address": ["ana@example.org"]})
    assert (key(no), told(no)) == ("broadcast-unknown-address", {"typed": "eve@example.org"})
