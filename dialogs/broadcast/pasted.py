"""E-mail addresses as they are pasted: a table with or without a heading, or one a line."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence

from bot.cards import Say, say
from bot.domain.people import an_email

HEADINGS = frozenset(
    {"email", "e-mail", "mail", "address", "courriel", "почта", "электронная почта", "邮箱", "电子邮件"}
)
NAMED = re.compile(r"[^<>]*<([^<>]+)>")
MOST = 5


def addresses(typed: str, on_list: Collection[str]) -> Sequence[str] | Say:
    """Each once; or which rows hold none, or somebody who is not on the list. Rows are counted as a
    spreadsheet does.
    """
    found, wrong = dict[str, None](), list[Say]()
    for row, cell in cells(typed):
        email = an_email(bare(cell))
        if email is None:
            wrong.append(say("broadcast-no-address", row=row, typed=cell))
        elif email not in on_list:
            wrong.append(say("broadcast-stranger", row=row, typed=email))
        else:
            found[email] = None
    if wrong:
        return several(wrong)
    return tuple(found) or say("broadcast-no-addresses")


def several(wrong: Sequence[Say]) -> Say:
    """The first few of them, and how many there are."""
    if len(wrong) == 1:
        return wrong[0]
    rows = {str(place): one for place, one in enumerate(wrong[:MOST])}
    key = "broadcast-strangers" if len(rows) == len(wrong) else "broadcast-strangers-some"
    return say(key, count=len(wrong), rows=Say("rows", rows))


def bare(cell: str) -> str:
    """Without the name that mail programs write before it."""
    named = NAMED.fullmatch(cell.strip())
    return named[1] if named else cell


def cells(typed: str) -> Iterator[tuple[int, str]]:
    """With their rows: the column with a heading for addresses; without one what looks like an address, or
    the whole row where nothing does.
    """
    table = [[cell.strip() for cell in row] for row in rows(typed.lstrip("\ufeff"))]
    column = heading(table[0]) if table else None
    for number, row in enumerate(table, 1):
        if not any(row) or (column is not None and number == 1):
            continue
        if column is not None:
            yield number, row[column] if column < len(row) else ""
        elif found := [cell for cell in row if "@" in cell]:
            yield from ((number, cell) for cell in found)
        else:
            yield number, ", ".join(cell for cell in row if cell)


def heading(row: Sequence[str]) -> int | None:
    return next((place for place, cell in enumerate(row) if cell.casefold() in HEADINGS), None)


def rows(typed: str) -> Sequence[Sequence[str]]:
    """What is no table is taken line by line."""
    first = typed.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(typed, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return [[line] for line in typed.splitlines()]
