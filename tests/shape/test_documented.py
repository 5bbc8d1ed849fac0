"""What operators hold on to is in the README: commands, settings, routes."""

import ast
import re
from collections.abc import Iterator

import click
import pytest

from bot import settings
from bot.cli import main
from tests.shape.sources import ROOT, modules

README = ROOT / "README.md"
ROUTES = {"get", "post", "add_get", "add_post"}
OF_A_PAGE = ("/playground/", "/static/")
"""What a page of ours asks for itself."""


def commands(group: click.Group, path: str = "focalbot") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def variables() -> list[str]:
    reader = settings.Reader({})
    settings.everything(reader)
    return sorted(name for name in reader.read if not name.endswith("_FILE"))


def routes() -> set[str]:
    found = (node for module in modules("bot", "adapters") for node in ast.walk(module.tree))
    paths = {path for node in found if (path := routed(node))}
    return {path for path in paths if not path.startswith(OF_A_PAGE)}


def routed(node: ast.AST) -> str | None:
    match node:
        case ast.Call(func=ast.Attribute(attr=attr), args=[ast.Constant(value=str(path)), *_]):
            return path if attr in ROUTES and path.startswith("/") else None
        case _:
            return None


COMMANDS = dict(commands(main))


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_its_options_are_in_the_readme(name: str, readme: str) -> None:
    assert name.removeprefix("focalbot ") in readme
    options = (one for one in COMMANDS[name].params if isinstance(one, click.Option))
    assert [option.opts[0] for option in options if option.opts[0] not in readme] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_gives_an_example(name: str) -> None:
    assert f"{name}" in (COMMANDS[name].epilog or "")
    assert COMMANDS[name].help


@pytest.mark.parametrize("name", variables())
def test_a_setting_is_in_the_readme(name: str, readme: str) -> None:
    assert name in readme


@pytest.mark.parametrize("path", sorted(routes()))
def test_a_route_is_in_the_readme(path: str, readme: str) -> None:
    assert path in readme


def test_the_readme_speaks_of_no_command_that_there_is_not(readme: str) -> None:
    spoken = set(re.findall(r"focalbot ((?!-)[a-z]+)", "\n".join(re.findall(r"`[^`\n]+`", readme))))
    assert spoken <= {name.split()[1] for name in COMMANDS}
