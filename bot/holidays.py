"""Public holidays by the library of that name: published days, with those reckoned by the moon marked."""

from collections.abc import Iterable
from functools import lru_cache
from warnings import catch_warnings, simplefilter

from holidays import country_holidays, list_supported_countries

from bot.domain.calendar import NOBODY_KNOWS, Holiday, Year
from bot.domain.countries import ALPHA2

ENGLISH, ESTIMATED, KEPT = "en_US", " (estimated)", 1024


class PublicHolidays:
    """Reading a country's first year takes some milliseconds, after that it is remembered by the process."""

    def year(self, country: str, year: int) -> Year:
        return of_country(country, year)


def warmed(countries: Iterable[str], years: Iterable[int]) -> None:
    """So that nobody who writes has to wait for it; takes a third of a second for all countries."""
    every = [*years]
    for country in countries:
        for year in every:
            of_country(country, year)


@lru_cache(KEPT)
def of_country(country: str, year: int) -> Year:
    """An empty year means that nobody has published it, never that there are no holidays; of a year of which
    only some are known the library warns.
    """
    code = ALPHA2.get(country)
    if code not in list_supported_countries():
        return NOBODY_KNOWS
    with catch_warnings(record=True) as warned:
        simplefilter("always")
        found = country_holidays(code, years=year, language=ENGLISH)
    if not found or not found.start_year <= year <= found.end_year:
        return Year(known=False, weekend=frozenset(found.weekend))
    return Year(
        known=not warned,
        holidays={day: named(name) for day, name in found.items()},
        weekend=frozenset(found.weekend),
        working=frozenset(day for day in found.weekend_workdays if day.year == year),
    )


def named(name: str) -> Holiday:
    """The library says in the name which days may yet be moved."""
    return Holiday(name.replace(ESTIMATED, ""), estimated=ESTIMATED in name)
