"""Readers of each language, at one moment: Tuesday, 24 November 2026, 15:00 in Bangkok."""

from datetime import UTC, datetime
from functools import cache

from bot.domain.network import Network
from bot.networks.parsing import BUILT_IN, read_network
from bot.recognise import Lexicons, Spoken
from bot.wording import Catalogue, Wording, catalogues

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@cache
def network() -> Network:
    found = read_network(BUILT_IN)
    assert isinstance(found, Network), found
    return found


@cache
def lexicons() -> Lexicons:
    return Lexicons.of(catalogues(), network())


@cache
def reader(language: str = "en", zone: str = "Asia/Bangkok") -> Spoken:
    return lexicons().speaking(language, zone, NOW)


def words(language: str = "en", zone: str = "Asia/Bangkok") -> Wording:
    return reader(language, zone).words


@cache
def catalogue(language: str) -> Catalogue:
    return catalogues()[language]
