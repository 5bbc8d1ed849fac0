"""Settings as an operator gives them, the words of every catalogue, and the official schemas."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jsonschema import Draft4Validator, Draft7Validator

from bot import settings
from bot.domain.network import Network
from bot.networks import parsing
from bot.settings import Settings
from bot.wording import Names, Wording
from bot.wording.catalogue import LOCALES, catalogue

APP = "01234567-89ab-cdef-0123-456789abcdef"
URL = {"FOCALBOT_PUBLIC_URL": "https://bot.example.org"}
TEAMS = {"MICROSOFT_APP_ID": APP, "MICROSOFT_APP_PASSWORD": "word", "MICROSOFT_APP_TENANT_ID": "home"}
LANGUAGES = sorted(file.stem for file in LOCALES.glob("*.po"))


def given(environ: Mapping[str, str]) -> Settings:
    return settings.for_commands(environ)


@cache
def network() -> Network:
    found = parsing.read_network(Path(parsing.__file__).parent / "asia-pacific.toml")
    assert isinstance(found, Network)
    return found


@cache
def words() -> dict[str, Wording]:
    return {language: Wording(Names(catalogue(language), network()), "UTC") for language in LANGUAGES}


def faults(schema: str, content: object) -> list[str]:
    """Where and why the official schema refuses it."""
    rules = json.loads((Path(__file__).parent / "schemas" / f"{schema}.schema.json").read_text("utf-8"))
    kind = Draft4Validator if "draft-04" in rules["$schema"] else Draft7Validator
    checked = kind(rules, format_checker=kind.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in checked.iter_errors(content)]


def table(found: object) -> dict[str, object]:
    assert isinstance(found, dict)
    return found


def rows(found: object) -> list[object]:
    assert isinstance(found, list)
    return found


def line(found: object) -> str:
    assert isinstance(found, str)
    return found
