"""Texts that are computed, not translated: days, times, numbers, names of countries, languages, zones."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale, localedata
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.domain.countries import ALPHA2, ALPHA3


def day(locale: Locale, iso: str) -> str:
    return format_date(date.fromisoformat(iso), "medium", locale=locale)


def weekday_and_day(locale: Locale, at: date) -> str:
    return format_skeleton("yMMMEd", at, locale=locale)


def month(locale: Locale, iso: str) -> str:
    """Of `2027-02`."""
    return format_skeleton("yMMMM", date.fromisoformat(f"{iso}-01"), locale=locale)


def clock_time(locale: Locale, at: datetime, length: Literal["short", "medium"] = "short") -> str:
    return format_time(at, length, tzinfo=at.tzinfo, locale=locale)


def hour(locale: Locale, of_day: int) -> str:
    return clock_time(locale, datetime(2000, 1, 1, of_day % 24, tzinfo=timezone(timedelta())))


def offset(at: datetime) -> str:
    """`UTC+5:30`, as written in invitations."""
    minutes = int((at.utcoffset() or timedelta()).total_seconds()) // 60
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def number(locale: Locale, value: str) -> str:
    return format_decimal(Decimal(value), locale=locale)


@lru_cache(maxsize=4096)
def country(locale: Locale, alpha3: str) -> str | None:
    """English without the sign for “and”, which some platforms would take for markup."""
    found = locale.territories.get(ALPHA2.get(alpha3, ""))
    return str(found).replace(" & ", " and ") if found else None


def language(locale: Locale, code: str) -> str:
    return str(locale.languages.get(code, code))


def own_name(code: str) -> str:
    """Of a language in itself, for those who do not read the others; raises ValueError for none."""
    if not localedata.exists(code):
        raise ValueError(code)
    return language(Locale.parse(code), code).capitalize()


@lru_cache(maxsize=4096)
def city(locale: Locale, zone: str) -> str:
    """Raises LookupError for what is no zone."""
    return get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True)


def territory(zone: str) -> str | None:
    """ISO 3166 alpha-3; none where the zone belongs to no country."""
    return ALPHA3.get(get_global("zone_territories").get(zone, ""))


def place(city: str, land: str) -> str:
    """City, and its country where that is not the same word; brackets in its name become commas."""
    inner = land.replace(" (", ", ").replace("(", ", ").replace(")", "")
    return f"{city} ({inner})" if land and land != city else city


def listing(locale: Locale, parts: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
    return format_list(list(parts), style, locale=locale)
