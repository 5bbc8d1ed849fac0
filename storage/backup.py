"""A consistent copy of the SQLite database while it is in use."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from bot.errors import Misconfigured


def backup(url: str, to: Path) -> None:
    """Complete at the moment it begins; `to` appears only once it is whole. Blocks; raises Misconfigured."""
    source = make_url(url)
    if source.get_backend_name() != "sqlite" or not source.database:
        raise Misconfigured(["FOCALBOT_DATABASE_URL: only SQLite can be copied so; PostgreSQL has pg_dump."])
    if not Path(source.database).exists():
        raise Misconfigured([f"{source.database}: there is no database here yet."])
    if to.exists():
        raise Misconfigured([f"{to} exists already: name a new file."])
    copy(Path(source.database), to)


def copy(source: Path, to: Path) -> None:
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(source, isolation_level=None, timeout=10)) as database:
        database.execute("VACUUM INTO ?", (str(part),))
    with closing(sqlite3.connect(part)) as copied:
        (found,) = copied.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.rename(to)
