"""A TOML file from the disk to its values, or the one line that says why not."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path


def text_of(path: Path) -> str | list[str]:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as no:
        return [f"{path}: cannot be read: {no}"]


def values_of(text: str, file: str) -> Mapping[str, object] | list[str]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as no:
        return [broken(file, text, str(no))]


def broken(file: str, text: str, why: str) -> str:
    found = re.search(r" \(at line (\d+), column (\d+)\)$", why)
    line = found[1] if found else str(len(text.splitlines()) or 1)
    return f"{file}:{line}: not TOML: {why}"
