"""What is installed works away from its sources: everything it needs travels inside the wheel."""

import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "adapters", "dialogs", "storage", "manifest")
TEAMS = {
    "FOCALBOT_PUBLIC_URL": "https://bot.example.org",
    "MICROSOFT_APP_ID": "01234567-89ab-cdef-0123-456789abcdef",
    "MICROSOFT_APP_PASSWORD": "word",
    "MICROSOFT_APP_TENANT_ID": "home",
}

pytestmark = pytest.mark.proof


def run(*command: str | Path, cwd: Path, environ: Mapping[str, str] | None = None) -> str:
    ended = subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def sources() -> set[str]:
    """Everything in the packages that is no leftover of running them."""
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*"))
    kept = (file for file in files if file.is_file() and "__pycache__" not in file.parts)
    return {file.relative_to(ROOT).as_posix() for file in kept}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that no other build's leftovers come in."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for file in (*sources(), "pyproject.toml", "README.md"):
        (source / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, source / file)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", out, source, cwd=out)
    [built] = out.glob("focalbot-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of a fresh environment that borrows this one's libraries, but not this one's bot."""
    place = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", place, cwd=place)
    python = place / "bin" / "python"
    run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet"),
        *("--no-deps", "--no-index", wheel),
        cwd=place,
    )
    [library] = place.glob("lib/python*/site-packages")
    (library / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    assert Path(run(python, "-c", "import bot; print(bot.__file__)", cwd=place)).is_relative_to(library)
    return place / "bin"


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        left_out = sources() - set(archive.namelist())
    assert {Path(file).parent.as_posix() for file in left_out} <= {"manifest/pictures"}


def test_the_pictures_of_the_readme_are_not(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if "pictures" in name]


@pytest.mark.parametrize(
    "kind",
    ["bot/locales/*.po", "bot/networks/*.toml", "bot/web/pages/*.html", "manifest/icons/*.png"],
)
def test_there_is_something_of_each_kind(kind: str) -> None:
    assert list(ROOT.glob(kind))


def test_the_command_says_what_it_can_do(installed: Path, tmp_path: Path) -> None:
    told = run(installed / "focalbot", "--help", cwd=tmp_path)
    for command in ("playground", "serve", "migrate", "check", "manifest"):
        assert command in told


def test_the_built_in_network_is_there_and_fit(installed: Path, tmp_path: Path) -> None:
    [file] = installed.parent.glob("lib/python*/site-packages/bot/networks/asia-pacific.toml")
    assert run(installed / "focalbot", "network", "check", file, cwd=tmp_path)


def test_a_new_database_is_brought_to_the_newest_schema(installed: Path, tmp_path: Path) -> None:
    database = {"FOCALBOT_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"}
    run(installed / "focalbot", "migrate", cwd=tmp_path, environ=database)
    assert (tmp_path / "new.db").stat().st_size


def test_app_packages_are_written_with_their_icons(installed: Path, tmp_path: Path) -> None:
    run(installed / "focalbot", "manifest", "teams", "--out", tmp_path, cwd=tmp_path, environ=TEAMS)
    with ZipFile(tmp_path / "focalbot-teams.zip") as archive:
        assert {"manifest.json", "color.png", "outline.png"} <= set(archive.namelist())
