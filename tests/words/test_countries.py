"""Countries as people call them: sure only where spelled as known, else one to three to be confirmed."""

from time import process_time

import pytest

from bot.domain.countries import ALPHA2
from tests.words.readers import network, reader

SURE = {
    "Fiji": "FJI",
    "fiji": "FJI",
    "FJ": "FJI",
    "fji": "FJI",
    "Fiji Islands": "FJI",
    "Turkey": "TUR",
    "Türkiye": "TUR",
    "turkiye": "TUR",
    "Lao PDR": "LAO",
    "Laos": "LAO",
    "Lao People's Democratic Republic": "LAO",
    "Lao People’s Democratic Republic": "LAO",
    "viet nam": "VNM",
    "Vietnam": "VNM",
    "East Timor": "TLS",
    "Timor-Leste": "TLS",
    "Burma": "MMR",
    "Myanmar (Burma)": "MMR",
    "Republic of Korea": "KOR",
    "South Korea": "KOR",
    "ROK": "KOR",
    "DPRK": "PRK",
    "North Korea": "PRK",
    "Democratic People's Republic of Korea": "PRK",
    "Micronesia": "FSM",
    "Federated States of Micronesia": "FSM",
    "Hong Kong": "HKG",
    "Hong Kong, China": "HKG",
    "Macau": "MAC",
    "Brunei": "BRN",
    "Iran": "IRN",
    "Russia": "RUS",
    "Russian Federation": "RUS",
    "The Philippines": "PHL",
    "the maldives": "MDV",
    "PNG": "PNG",
    "Papua New Guinea": "PNG",
    "USA": "USA",
    "U.S.A.": "USA",
    "UK": "GBR",
    "Cote d'Ivoire": "CIV",
    "Samoa": "WSM",
    "American Samoa": "ASM",
    "India": "IND",
    "Indonesia": "IDN",
    "Niger": "NER",
    "Nigeria": "NGA",
    "China": "CHN",
    " THAILAND. ": "THA",
}
ASKED = {
    "indonesa": ["IDN"],
    "Figi": ["FJI"],
    "Phillipines": ["PHL"],
    "Bangaldesh": ["BGD"],
    "Kazahstan": ["KAZ"],
    "Shri Lanka": ["LKA"],
    "Pakisten": ["PAK"],
    "Tailand": ["THA"],
    "Malasia": ["MYS"],
    "Singapor": ["SGP"],
    "papua new guinee": ["PNG"],
    "new guinea": ["PNG"],
    "solomon": ["SLB"],
    "korea": ["KOR", "PRK"],
    "congo": ["COD", "COG"],
    "irak": ["IRN", "IRQ"],
}
ELSEWHERE = [
    ("fr", "Fidji", "FJI"),
    ("fr", "Corée du Sud", "KOR"),
    ("fr", "République de Corée", "KOR"),
    ("fr", "Republique populaire democratique de Coree", "PRK"),
    ("fr", "Birmanie", ""),
    ("fr", "Turquie", "TUR"),
    ("fr", "Inde", "IND"),
    ("ru", "Вьетнам", "VNM"),
    ("ru", "казахстан", "KAZ"),
    ("ru", "КНДР", "PRK"),
    ("ru", "Республика Корея", "KOR"),
    ("ru", "Турция", "TUR"),
    ("zh", "斐济", "FJI"),
    ("zh", "越南", "VNM"),
    ("zh", "韩国", "KOR"),
    ("zh", "朝鲜", "PRK"),
    ("zh", "土耳其", "TUR"),
]


@pytest.mark.parametrize(("typed", "code"), SURE.items())
def test_a_name_alias_or_code_is_sure(typed: str, code: str) -> None:
    spoken = reader("en")
    assert list(spoken.countries(typed)) == [code]
    assert spoken.sure(typed, code)


@pytest.mark.parametrize(("typed", "codes"), ASKED.items())
def test_what_is_near_is_asked_back(typed: str, codes: list[str]) -> None:
    spoken = reader("en")
    assert sorted(spoken.countries(typed)) == codes
    assert not any(spoken.sure(typed, code) for code in codes)


@pytest.mark.parametrize(("language", "typed", "code"), ELSEWHERE)
def test_names_of_the_readers_language_are_known(language: str, typed: str, code: str) -> None:
    found = reader(language).countries(typed)
    assert list(found) == [code] if code else "MMR" in found


@pytest.mark.parametrize("language", ["fr", "ru", "zh"])
def test_english_names_are_known_in_every_language(language: str) -> None:
    assert reader(language).sure("Viet Nam", "VNM")


@pytest.mark.parametrize(
    "typed", ["", "  ", "asdfgh", "42", "none", "x", "👍", "Atlantis", "republic", "z" * 10_000]
)
def test_what_is_no_country_is_none(typed: str) -> None:
    assert not reader("en").countries(typed)


def test_every_member_is_sure_by_its_name_in_each_language() -> None:
    for language in ("en", "fr", "ru", "zh"):
        spoken = reader(language)
        for member in network().members:
            if member.id in ALPHA2:
                name = spoken.words.names.delegation(member.id)
                assert name
                assert spoken.sure(name, member.id), (language, name)


def test_no_two_countries_share_a_spelling() -> None:
    for language in ("en", "fr", "ru", "zh"):
        spoken = reader(language)
        for code in ALPHA2:
            assert spoken.sure(code, code)


def test_an_organization_is_known_by_its_short_name() -> None:
    assert reader("fr").delegation("CESAP") == "escap"
    assert reader("en").delegation("United Nations Office for South-South Cooperation") == "unossc"
    assert reader("en").delegation("Turkey") == "TUR"
    assert reader("en").delegation("nobody") is None


def test_it_costs_less_than_a_millisecond() -> None:
    spoken, before = reader("ru"), process_time()
    for _ in range(100):
        spoken.countries("Phillipines")
    assert (process_time() - before) / 100 < 0.001
