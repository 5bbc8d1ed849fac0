"""The sample network's people: all invented, at example.org, to be played in the browser chat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.chat import Address
from bot.domain.people import Person, Role

FOCAL, ALTERNATE, OBSERVER = Role.FOCAL_POINT, Role.ALTERNATE, Role.OBSERVER


@dataclass(frozen=True, slots=True)
class Country:
    """`locale`: what the device of its people speaks; they have chosen no language yet."""

    code: str
    zone: str
    locale: str
    agency: str
    focal_point: str
    alternate: str


COUNTRIES: Sequence[Country] = (
    Country("BGD", "Asia/Dhaka", "en", "Economic Relations Division", "Farhana Mollick", "Tanvir Sikder"),
    Country("CHN", "Asia/Shanghai", "zh", "Development Cooperation Agency", "Lin Yuqing", "Shao Wenbo"),
    Country("FJI", "Pacific/Fiji", "en", "Ministry of Foreign Affairs", "Adi Litia Koroi", "Semi Nakaora"),
    Country(
        "IND", "Asia/Kolkata", "en", "Development Partnership Administration", "Meera Kelkar", "Arjun Thampi"
    ),
    Country("IDN", "Asia/Jakarta", "en", "State Secretariat", "Dewi Pranoto", "Bagas Wirawan"),
    Country(
        "KAZ", "Asia/Almaty", "ru", "Agency for International Development", "Aigerim Ospan", "Daulet Serik"
    ),
    Country(
        "MYS", "Asia/Kuala_Lumpur", "en", "Technical Cooperation Programme", "Nurul Hanim", "Wei Jian Teoh"
    ),
    Country("PAK", "Asia/Karachi", "en", "Economic Affairs Division", "Sana Qadri", "Bilal Mirza"),
    Country(
        "PNG", "Pacific/Port_Moresby", "en", "Department of National Planning", "Grace Toua", "Peter Wambi"
    ),
    Country("PHL", "Asia/Manila", "en", "Technical Cooperation Council", "Liza Manalastas", "Ramon Ilagan"),
    Country(
        "SGP", "Asia/Singapore", "en", "Cooperation Programme Directorate", "Tan Hui Shan", "Faizal Rashid"
    ),
    Country(
        "LKA", "Asia/Colombo", "en", "Department of External Resources", "Nadeesha Perera", "Ruwan Alwis"
    ),
    Country(
        "THA", "Asia/Bangkok", "en", "International Cooperation Agency", "Pimchanok Srisai", "Anan Boonmee"
    ),
    Country(
        "TUR", "Europe/Istanbul", "en", "Cooperation and Coordination Agency", "Elif Tanriver", "Mert Aksoylu"
    ),
    Country("VNM", "Asia/Ho_Chi_Minh", "fr", "Ministry of Planning", "Phan Bao Chau", "Do Minh Khoi"),
)
"""The proposed first members of the network, in its order."""

OUTSIDERS: Sequence[str] = ("outsider", "outsider-2")
"""Accounts that belong to nobody."""


def someone(of: str, name: str, role: Role, locale: str = "en", zone: str = "Asia/Bangkok") -> Person:
    email = f"{of}@example.org"
    return Person(id=of, name=name, email=email, roles=frozenset({role}), locale=locale, time_zone=zone)


def delegates(country: Country) -> tuple[Person, Person]:
    pair = ((FOCAL, country.focal_point), (ALTERNATE, country.alternate))
    first, second = (
        replace(
            someone(
                f"{country.code.lower()}-{role.replace(' ', '-')}", name, role, country.locale, country.zone
            ),
            delegation=country.code,
            agency=country.agency,
        )
        for role, name in pair
    )
    return first, second


PEOPLE: Sequence[Person] = (
    someone("secretariat", "Somsri Lertkul", Role.SECRETARIAT),
    someone("secretariat-2", "Jonas Feldt", Role.SECRETARIAT),
    someone("moderator", "Amara Wickham", Role.MODERATOR),
    *(person for country in COUNTRIES for person in delegates(country)),
    replace(
        someone("deu-observer", "Katja Brandner", OBSERVER, zone="Europe/Berlin"),
        delegation="DEU",
        agency="Office for Triangular Cooperation",
    ),
    replace(
        someone("undp-observer", "Ingrid Solheim", OBSERVER), delegation="undp", agency="Regional Bureau"
    ),
)
FACES: Sequence[str] = (*(person.id for person in PEOPLE), *OUTSIDERS)
"""Accounts of the browser chat, in the order in which they are offered; a person has the account's id."""


class Enrolling(Protocol):
    async def add(self, new: Person, *addresses: Address) -> None: ...


async def fill(people: Enrolling) -> None:
    """For an empty database, in the caller's unit of work."""
    for person in PEOPLE:
        await people.add(person, Address("playground", person.id))
