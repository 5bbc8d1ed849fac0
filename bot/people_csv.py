"""The focal points list as CSV: a row is a person in one role; rows with the same e-mail are one person."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.people_rows import Cells, Fault, Faulty, Known, Row, together

REQUIRED = ("country", "name", "role", "agency", "email", "language", "time_zone", "bodies", "teams", "slack")
COLUMNS = (*REQUIRED, "from", "until", "leave_until")

# A spreadsheet takes these for the start of a formula, and an apostrophe before them for "this is text".
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
NEUTRALISED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def rows_of(data: bytes, known: Known) -> list[Row] | Faulty:
    """All rows, or all that is wrong with them."""
    try:
        table = tabled(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Faulty((Fault(1, "", "the file is not UTF-8; save it as “CSV UTF-8”"),))
    except csv.Error as error:
        return Faulty((Fault(1, "", f"the file is not CSV: {error}"),))
    header = [name.strip().casefold() for name in table[0]] if table else []
    if faults := tuple(header_faults(header)):
        return Faulty(faults)
    return read(table[1:], header, known)


def read(table: Sequence[Sequence[str]], header: Sequence[str], known: Known) -> list[Row] | Faulty:
    rows, faults = [], list[Fault]()
    for number, line in enumerate(table, 2):
        if not any(cell.strip() for cell in line):
            continue
        padded = [*line, *[""] * (len(header) - len(line))]
        cells = Cells(
            number, {name: plain(cell) for name, cell in zip(header, padded, strict=False)}, known, faults
        )
        if any(cell.strip() for cell in line[len(header) :]):
            cells.wrong(
                "", f"has {len(line)} cells, the header {len(header)}; a text with a comma needs quotes"
            )
        rows.append(cells.row())
    found = sorted(faults or together(rows), key=lambda fault: fault.row)
    return Faulty(tuple(found)) if found else rows


def tabled(text: str) -> list[list[str]]:
    """With semicolons too, which spreadsheets write where the comma is the decimal sign."""
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def header_faults(header: Sequence[str]) -> Iterator[Fault]:
    for name in REQUIRED:
        if name not in header:
            yield Fault(1, name, "this column is missing")
    for place, name in enumerate(header):
        if name not in COLUMNS:
            yield Fault(1, name or f"column {place + 1}", f"is not a column; there are {', '.join(COLUMNS)}")
        elif name in header[:place]:
            yield Fault(1, name, "this column is there twice")


def written(rows: Iterable[Row]) -> bytes:
    """What `rows_of` reads back as the same rows; no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([neutral(cell) for cell in cells(row)] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def cells(row: Row) -> Iterator[str]:
    role = row.assignment
    yield from (role.delegation, row.name, role.role, role.agency, row.email, row.language, row.time_zone)
    yield from (";".join(row.bodies), ";".join(row.teams), ";".join(row.slack))
    yield from (day.isoformat() if day else "" for day in (role.since, role.until, role.leave_until))


def neutral(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if NEUTRALISED.match(text) else text
