"""Whom somebody named, as it was typed or pasted: members, addresses; and who of them is not known."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from bot.domain.broadcast.audience import Audience, Trait, traits
from bot.domain.people import Refused, an_email, refused

HEADINGS = frozenset(
    {"email", "e-mail", "mail", "address", "courriel", "почта", "электронная почта", "邮箱", "电子邮件"}
)
UNKNOWN: Mapping[str, str] = {
    "body": "broadcast-unknown-body",
    "role": "broadcast-unknown-role",
    "member": "broadcast-unknown-member",
    "platform": "broadcast-unknown-platform",
    "language": "broadcast-unknown-language",
    "answered": "broadcast-unknown-question",
    "acknowledged": "broadcast-unknown-broadcast",
    "address": "broadcast-unknown-address",
}

Known = Mapping[str, Collection[str]]
"""Kind of trait → all there are; addresses those on the list, in the spelling of `an_email`."""


def unknown(audience: Audience, known: Known) -> Iterator[Refused]:
    """What it names and there is not, each once."""
    for trait in dict.fromkeys(traits(audience)):
        if trait.kind not in known or trait.of not in known[trait.kind]:
            yield refused(UNKNOWN.get(trait.kind, "broadcast-unknown-kind"), typed=trait.of)


def members(typed: str, find: Callable[[str], str | None]) -> tuple[tuple[Trait, ...], tuple[Refused, ...]]:
    """Separated by semicolons, lines or commas; a name may hold a comma itself, as “Korea, Republic of”.

    `find`: ISO 3166 alpha-3 code or an organization's id.
    """
    found, strangers = dict[str, None](), list[Refused]()
    for part in re.split(r"[;\n；、]", typed):
        for name, of in longest_first([one.strip() for one in re.split("[,，]", part) if one.strip()], find):
            if of:
                found[of] = None
            else:
                strangers.append(refused("broadcast-unknown-member", typed=name))
    return tuple(Trait(kind="member", of=one) for one in found), tuple(strangers)


def longest_first(
    parts: Sequence[str], find: Callable[[str], str | None]
) -> Iterator[tuple[str, str | None]]:
    """Parts joined again where together they are a name; one that is none stands alone."""
    start = 0
    while start < len(parts):
        for end in range(len(parts), start, -1):
            name = ", ".join(parts[start:end])
            if (of := find(name)) or end == start + 1:
                yield name, of
                start = end
                break


def addresses(data: str, on_list: Collection[str]) -> tuple[tuple[Trait, ...], tuple[Refused, ...]]:
    """Of a CSV file or pasted lines, whatever its separator: the column headed as one of addresses, or all
    cells where there is no heading. Rows are counted as a spreadsheet does.
    """
    found, faults = dict[str, None](), list[Refused]()
    for row, cell in cells(data.lstrip("\ufeff")):
        email = an_email(bare(cell))
        if email is None:
            faults.append(refused("broadcast-no-address", row=row, typed=cell))
        elif email not in on_list:
            faults.append(refused("broadcast-stranger", row=row, typed=email))
        else:
            found[email] = None
    if not found and not faults:
        faults.append(refused("broadcast-no-addresses"))
    return tuple(Trait(kind="address", of=one) for one in found), tuple(faults)


def bare(cell: str) -> str:
    """Without the name that mail programs write before it."""
    named = re.fullmatch(r"[^<>]*<([^<>]+)>", cell.strip())
    return named[1] if named else cell


def cells(data: str) -> Iterator[tuple[int, str]]:
    """With their rows; empty rows are left out."""
    table = [[cell.strip() for cell in row] for row in rows(data)]
    column = heading(table[0]) if table else None
    for number, row in enumerate(table, 1):
        if column is None:
            yield from ((number, cell) for cell in row if cell)
        elif number > 1 and any(row):
            yield number, row[column] if column < len(row) else ""


def heading(row: Sequence[str]) -> int | None:
    return next((place for place, cell in enumerate(row) if cell.casefold() in HEADINGS), None)


def rows(data: str) -> Sequence[Sequence[str]]:
    """What is no CSV is taken line by line."""
    first = data.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(data, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return [[line] for line in data.splitlines()]
