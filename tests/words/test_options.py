"""Options: taken where named, asked back where near, and lists that are data."""

from enum import StrEnum
from time import process_time

import pytest

from bot.cards import Say, say
from bot.domain.people import Person
from bot.domain.sectors import Sector
from bot.forms import Choice, Choices, Problem, Understood, Unsure, read
from bot.recognise.options import near
from tests.words.readers import NOW, lexicons, reader

SECTORS = [f"sector-{sector}" for sector in Sector]


class Stars(StrEnum):
    TWO = "2"
    ONE = "1"
    MANY = "many"


def named(label: Say, language: str = "en") -> str:
    return reader(language).words(label)


@pytest.mark.parametrize(
    ("language", "typed", "label"),
    [
        ("en", "training", say("modality-training")),
        ("en", " Training! ", say("modality-training")),
        ("en", "Zero hunger", say("sdg-2")),
        ("en", "SDG 2", say("sdg-2")),
        ("en", "sids", say("group-sids")),
        ("en", "small island developing states", say("group-sids")),
        ("en", "Turkey", say("delegation", id="TUR")),
        ("en", "Lao PDR", say("delegation", id="LAO")),
        ("en", "UNOSSC", say("delegation", id="unossc")),
        ("en", "Bangkok", say("zone", id="Asia/Bangkok")),
        ("en", "Suva", say("zone", id="Pacific/Fiji")),
        ("zh", "Port Vila", say("zone", id="Pacific/Efate")),
        ("fr", "formation", say("modality-training")),
        ("fr", "Training", say("modality-training")),
        ("fr", "Visite d'etude", say("modality-study_visit")),
        ("fr", "PMA", say("group-ldc")),
        ("ru", "обучение", say("modality-training")),
        ("ru", "НРС", say("group-ldc")),
        ("zh", "培训", say("modality-training")),
        ("zh", "零饥饿", say("sdg-2")),
        ("zh", "training", say("modality-training")),
    ],
)
def test_an_option_is_known_by_its_names(language: str, typed: str, label: Say) -> None:
    assert reader(language).same(typed, label)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Thailand", say("zone", id="Asia/Bangkok")),
        ("general", say("sector-111")),
        ("", say("modality-training")),
        ("train", say("modality-training")),
        ("India", say("delegation", id="IDN")),
        ("nobody", say("delegation", id="gone")),
    ],
)
def test_what_is_only_near_is_not_the_same(typed: str, label: Say) -> None:
    assert not reader("en").same(typed, label)


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("en", "agricultur", ["Agriculture"]),
        ("en", "turism", ["Tourism"]),
        ("en", "water", ["Water supply and sanitation"]),
        ("en", "water and sanitation", ["Water supply and sanitation"]),
        ("en", "disaster preparedness", ["Disaster prevention and preparedness"]),
        ("en", "trade", ["Trade policies and regulations"]),
        ("en", "fishery", ["Fishing"]),
        ("en", "finance", ["Banking and financial services"]),
        ("en", "poetry", []),
        ("en", "xyz", []),
        ("en", "", []),
        ("fr", "tourism", ["Tourisme"]),
        ("fr", "eau", ["Approvisionnement en eau et assainissement"]),
        ("ru", "торговля", ["Торговая политика и регулирование"]),
        ("ru", "рыболоство", ["Рыболовство"]),
        ("ru", "транспорт", ["Транспорт и складское хозяйство"]),
        ("zh", "卫生", ["基本卫生", "卫生（综合）", "供水与环境卫生"]),
        ("zh", "旅游业", ["旅游"]),
    ],
)
def test_what_is_near_is_offered_best_first(language: str, typed: str, found: list[str]) -> None:
    labels = [named(Say(key), language) for key in SECTORS]
    assert [labels[place] for place in near(typed, labels)] == found


def test_a_choice_takes_values_numbers_and_names_and_asks_back_the_rest() -> None:
    goals, spoken = Choices(options="sdgs", most=3), reader("en")
    assert read(goals, "2, Quality education; SDG 5", spoken) == Understood(("2", "4", "5"), "2,4,5")
    assert isinstance(read(goals, "hunger", spoken), Unsure)
    whole = "Peace, justice and strong institutions"
    assert read(goals, whole, spoken) == Understood(("16",), "16")
    assert isinstance(read(goals, "1, 2, 3, 4", spoken), Problem)
    bodies = Choice(options="bodies")
    assert read(bodies, "dg-forum", spoken) == Understood("dg-forum", "dg-forum")
    assert isinstance(read(bodies, "working group", spoken), Unsure)
    members = Choices(options="members")
    assert read(members, "Turkey, viet nam; Lao PDR", spoken) == Understood(
        ("TUR", "VNM", "LAO"), "TUR,VNM,LAO"
    )


def test_a_value_counts_before_a_number_and_a_number_before_a_name() -> None:
    stars, spoken = Choice(options=Stars), reader("en")
    assert read(stars, "1", spoken) == Understood(Stars.ONE, "1")
    assert read(stars, "3", spoken) == Understood(Stars.MANY, "many")
    assert read(stars, "stars-1", spoken) == Understood(Stars.ONE, "1")


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("bodies", {"network", "dg-forum"}),
        ("members", {"FJI", "unossc", "HKG"}),
        ("organizations", {"unossc", "escap"}),
        ("sdgs", {"1", "17"}),
        ("sectors", {"111", "998"}),
        ("languages", {"en", "fr", "bi", "th"}),
        ("ui_languages", {"en", "fr", "ru", "zh"}),
        ("zones", {"Asia/Bangkok", "Pacific/Fiji", "UTC"}),
    ],
)
def test_lists_that_are_data_fit_into_a_select_of_a_platform(name: str, some: set[str]) -> None:
    values = [value for _, value in reader("en").listed(name)]
    assert some <= set(values)
    assert len(values) == len(set(values)) <= 100


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
@pytest.mark.parametrize(
    "name", ["bodies", "members", "organizations", "sdgs", "sectors", "languages", "zones"]
)
def test_labels_of_a_list_are_told_apart_and_fit_on_buttons(language: str, name: str) -> None:
    labels = [named(label, language) for label, _ in reader(language).listed(name)]
    assert len(labels) == len(set(labels))
    assert all(0 < len(label) <= 75 for label in labels)


def test_a_list_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        reader("en").listed("planets")


@pytest.mark.parametrize(
    ("person", "language", "zone"),
    [
        (Person(id="p"), "en", "Asia/Bangkok"),
        (Person(id="p", locale="fr-CA"), "fr", "Asia/Bangkok"),
        (Person(id="p", locale="zh_Hans_CN"), "zh", "Asia/Bangkok"),
        (Person(id="p", locale="RU"), "ru", "Asia/Bangkok"),
        (Person(id="p", locale="th-TH"), "en", "Asia/Bangkok"),
        (Person(id="p", locale="fr", language="zh"), "zh", "Asia/Bangkok"),
        (Person(id="p", delegation="FJI"), "en", "Pacific/Fiji"),
        (Person(id="p", delegation="unossc"), "en", "Asia/Bangkok"),
        (Person(id="p", delegation="FJI", time_zone="Europe/Paris"), "en", "Europe/Paris"),
    ],
)
def test_a_person_is_spoken_to_in_the_own_language_and_zone(person: Person, language: str, zone: str) -> None:
    spoken = lexicons()(person, NOW)
    assert spoken.words.catalogue.language == language
    assert spoken.words.zone == zone


def test_reading_a_long_list_costs_about_a_millisecond() -> None:
    members, spoken = Choices(options="members"), reader("ru")
    read(members, "no such country at all", spoken)
    before = process_time()
    for _ in range(20):
        read(members, "no such country at all", spoken)
    assert (process_time() - before) / 20 < 0.004
