"""Numbers as people write them: 1 234,5 · 1,234.5 · 1'234 · ١٢ · １２."""

import re
import unicodedata
from decimal import Decimal

LONGEST, GROUP = 40, 3
MARKS = str.maketrans({"٫": ".", "٬": ",", "،": ",", "−": "-", "–": "-", "·": "."})


def number(typed: str, decimal_mark: str) -> Decimal | None:
    """`decimal_mark`: of the reader's language; decides what could be read both ways, such as 1,234."""
    if len(typed) > LONGEST:
        return None
    text = re.sub(r"(?<=\d)[\s'’](?=\d{3}(?!\d))", "", digits(typed).translate(MARKS).strip())
    if not re.fullmatch(r"[+-]?\d+(?:[.,]\d+)*", text):
        return None
    return Decimal(whole_and_part(text, decimal_mark)) if _grouped_well(text, decimal_mark) else None


def digits(text: str) -> str:
    """Those of every script as 0–9."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(
        char if (digit := unicodedata.decimal(char, None)) is None else str(digit) for char in plain
    )


def whole_and_part(text: str, decimal_mark: str) -> str:
    mark = decimal_of(text, decimal_mark)
    other = "." if mark == "," else ","
    return text.replace(other, "").replace(",", ".") if mark else text.replace(",", "").replace(".", "")


def decimal_of(text: str, decimal_mark: str) -> str:
    """The mark before the decimals; empty where all marks part thousands."""
    marks = [char for char in text if char in ".,"]
    if len(set(marks)) > 1:
        return marks[-1]
    if len(marks) != 1:
        return ""
    parts_thousands = re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", text)
    return "" if parts_thousands and marks[0] != decimal_mark else marks[0]


def _grouped_well(text: str, decimal_mark: str) -> bool:
    """Thousands in threes (in India in twos above the last), and decimals once at the end."""
    mark = decimal_of(text, decimal_mark)
    whole, _, part = text.rpartition(mark) if mark else (text, "", "")
    groups = re.split(r"[.,]", whole)
    well = len(groups) == 1 or (len(groups[-1]) == GROUP and all(1 < len(one) <= GROUP for one in groups[1:]))
    return well and not re.search(r"[.,]", part)
