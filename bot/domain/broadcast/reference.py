"""What a broadcast is called, and each thing that is sent of it: under one name nobody gets two."""

import hashlib
import re

REFERENCE = re.compile(r"NB-([0-9]{4})-([0-9]{3,})")


def reference(year: int, number: int) -> str:
    """Such as NB-2026-014."""
    return f"NB-{year:04}-{number:03}"


def parsed(typed: str) -> tuple[int, int] | None:
    """Year and number, however it was spelled; None where it is none."""
    found = REFERENCE.fullmatch(typed.strip().upper())
    return (int(found[1]), int(found[2])) if found else None


def version_key(of: str, version: int) -> str:
    """The occurrence in which those who have an older version get this one."""
    return f"{of}/v{version}"


def recall_key(of: str) -> str:
    return f"{of}/recall"


def reminder_key(of: str, number: int) -> str:
    return f"{of}/remind-{number}"


def acknowledgement_key(of: str, version: int) -> str:
    """The edit of a message that shows the acknowledgement of that version."""
    return f"{of}/ack-{version}"


def dry_run_key(of: str, number: int) -> str:
    return f"{of}/dry-{number}"


def delivery_id(occurrence: str, recipient: str) -> str:
    """The same whenever it is computed, so that planning twice makes one; 32 hexadecimal digits."""
    return hashlib.sha256(f"{occurrence}\n{recipient}".encode()).hexdigest()[:32]
