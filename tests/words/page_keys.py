"""Which message keys the pages use: read from their markup and their scripts."""

import re
from functools import cache
from pathlib import Path

import bot.web

PAGES = Path(bot.web.__file__).parent / "pages"
KEY = re.compile(r"""["'`]((?:desk|board)-[a-z0-9-]+)["'`]""")


@cache
def required() -> set[str]:
    files = (file for kind in ("*.html", "*.js") for file in PAGES.glob(kind))
    return {key for file in files for key in KEY.findall(file.read_text("utf-8"))}
