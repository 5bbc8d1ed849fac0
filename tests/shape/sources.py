"""The project's own sources, parsed."""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "adapters", "dialogs", "storage", "manifest")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """`path` is relative to the project's root."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def comments(self) -> Iterator[tokenize.TokenInfo]:
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def imports(self) -> Iterator[str]:
        """Full dotted names, `typing.Any` for `from typing import Any`."""
        for node in ast.walk(self.tree):
            match node:
                case ast.Import(names=names):
                    yield from (name.name for name in names)
                case ast.ImportFrom(module=str(module), names=names):
                    yield from (f"{module}.{name.name}" for name in names)


def modules(*packages: str) -> list[Module]:
    files = (file for package in packages for file in sorted((ROOT / package).rglob("*.py")))
    return [read(file) for file in files]


def read(file: Path) -> Module:
    text = file.read_text("utf-8")
    return Module(file.relative_to(ROOT), text, ast.parse(text))


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def promised(function: Function) -> bool:
    """A signature without a body, as a protocol has it."""
    *_, last = function.body
    return isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant)
