"""The Teams package: what the official schema asks, and what it does not ask but Teams does."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.cards import say
from bot.errors import Misconfigured
from bot.recognise import Lexicons
from dialogs import ALL, COMMANDS
from manifest import write_teams
from manifest.commands import offered
from manifest.files import zipped
from tests.manifest.png import picture
from tests.manifest.said import APP, LANGUAGES, TEAMS, URL, faults, given, line, network, rows, table, words

OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    [file] = write_teams(given(URL | TEAMS), words(), tmp_path_factory.mktemp("out") / "new" / "folder")
    assert file.name == "focalbot-teams.zip"
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def app(package: Mapping[str, bytes]) -> dict[str, object]:
    return table(json.loads(package["manifest.json"]))


def bot(app: Mapping[str, object]) -> dict[str, object]:
    return table(rows(app["bots"])[0])


def commands(app: Mapping[str, object]) -> list[dict[str, object]]:
    [listed] = rows(bot(app)["commandLists"])
    return [table(command) for command in rows(table(listed)["commands"])]


def test_the_official_schema_takes_it(app: Mapping[str, object]) -> None:
    assert faults("teams-1.19", app) == []


def test_the_schema_that_is_named_is_the_one_that_is_used(app: Mapping[str, object]) -> None:
    assert f"/v{app['manifestVersion']}/" in line(app["$schema"])
    assert app["manifestVersion"] == "1.19"


def test_everything_lies_at_the_root_of_the_zip(package: Mapping[str, bytes]) -> None:
    expected = {"manifest.json", "color.png", "outline.png", *(f"{language}.json" for language in OTHERS)}
    assert set(package) == expected


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    [first], [second] = (write_teams(given(URL | TEAMS), words(), tmp_path / name) for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(BytesIO(zipped({"a": b"b"}))) as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_addresses_are_https_and_lead_to_the_bot(app: Mapping[str, object]) -> None:
    developer = table(app["developer"])
    for field in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
        assert line(developer[field]).startswith("https://bot.example.org/")
    assert app["validDomains"] == ["bot.example.org"]


def test_the_bot_is_at_home_in_all_three_kinds_of_chat(app: Mapping[str, object]) -> None:
    assert app["id"] == bot(app)["botId"] == APP
    assert bot(app)["scopes"] == ["personal", "team", "groupChat"]
    assert bot(app)["supportsFiles"] is False


def test_it_asks_to_hear_of_meetings_it_is_added_to_and_for_nothing_else(app: Mapping[str, object]) -> None:
    permissions = table(table(app["authorization"])["permissions"])
    assert permissions == {
        "resourceSpecific": [
            {"name": "OnlineMeeting.ReadBasic.Chat", "type": "Application"},
            {"name": "OnlineMeetingParticipant.Read.Chat", "type": "Application"},
        ]
    }
    assert table(app["webApplicationInfo"]) == {"id": APP}
    assert "permissions" not in app


def test_icons_are_as_large_as_teams_wants_them(
    app: Mapping[str, object], package: Mapping[str, bytes]
) -> None:
    icons = table(app["icons"])
    color, outline = (picture(package[line(icons[name])]) for name in ("color", "outline"))
    assert (color.width, color.height) == (192, 192)
    assert (outline.width, outline.height) == (32, 32)
    assert {pixel[3] for pixel in color.pixels if len(pixel) == 4} <= {255}


def test_the_outline_is_white_on_nothing(package: Mapping[str, bytes]) -> None:
    pixels = picture(package["outline.png"]).pixels
    drawn = [pixel for pixel in pixels if pixel[3]]
    assert all(pixel[:3] == (255, 255, 255) for pixel in drawn)
    assert 0.2 < len(drawn) / len(pixels) < 0.6
    assert pixels[0][3] == pixels[-1][3] == 0


def test_every_command_of_a_focal_point_is_listed_and_none_is_cut(app: Mapping[str, object]) -> None:
    assert [command["title"] for command in commands(app)] == [
        words()["en"](say(f"command-{name}")) for name in offered(ALL)
    ]
    assert 1 <= len(offered(ALL)) <= 10
    assert set(offered(ALL)) <= set(COMMANDS)


def test_every_text_of_the_packages_is_in_the_catalogue() -> None:
    catalogue = words()["en"].catalogue
    keys = [f"{kind}-{name}" for name in offered(ALL) for kind in ("command", "about")]
    keys += [f"manifest-{name}" for name in ("name", "developer", "short", "full", "command", "usage")]
    assert [key for key in keys if not catalogue.has(key)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_each_other_language_has_a_file_with_all_texts(
    language: str, app: Mapping[str, object], package: Mapping[str, bytes]
) -> None:
    content = table(json.loads(package[f"{language}.json"]))
    assert faults("teams-1.19.localization", content) == []
    assert f"/v{app['manifestVersion']}/" in line(content["$schema"])
    assert len(content) == 5 + 2 * len(commands(app))
    listed = rows(table(app["localizationInfo"])["additionalLanguages"])
    assert {"languageTag": language, "file": f"{language}.json"} in listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_picked_in_teams_is_understood(language: str) -> None:
    catalogues = {name: wording.catalogue for name, wording in words().items()}
    lexicon = Lexicons.of(catalogues, network()).speaking(language, "UTC", datetime(2027, 1, 1, tzinfo=UTC))
    for name in offered(ALL):
        assert lexicon.command(words()[language](say(f"command-{name}")), offered(ALL)) == (name, ())


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        (URL, "MICROSOFT_APP_ID: is missing"),
        (TEAMS, "FOCALBOT_PUBLIC_URL: is missing"),
        (URL | TEAMS | {"MICROSOFT_APP_ID": "bot"}, "MICROSOFT_APP_ID: “bot” is not an id"),
        (TEAMS | {"FOCALBOT_PUBLIC_URL": "http://127.0.0.1:8080"}, "FOCALBOT_PUBLIC_URL: “http"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_written(
    environ: Mapping[str, str], named: str, tmp_path: Path
) -> None:
    with pytest.raises(Misconfigured) as refused:
        write_teams(given(environ), words(), tmp_path / "out")
    assert [fault for fault in refused.value.faults if fault.startswith(named)]
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Misconfigured, match="--out"):
        write_teams(given(URL | TEAMS), words(), tmp_path / "file")
