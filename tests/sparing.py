"""What tests spare themselves: to compile a statement again for each new database, and to wait for a disk."""

from collections import UserDict

from sqlalchemy import Compiled, Connection, Engine, event

from storage import sqlite

Key = tuple[object, ...]


class Kept(UserDict[Key, Compiled]):
    """What SQLAlchemy has compiled, which it finds again by an engine's own dialect and the statement; all
    engines of one kind say it alike."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and alike(key) in self.data

    def __getitem__(self, key: Key) -> Compiled:
        return self.data[alike(key)]

    def __setitem__(self, key: Key, compiled: Compiled) -> None:
        self.data[alike(key)] = compiled


def alike(key: Key) -> Key:
    dialect, *statement = key
    return (type(dialect), *statement)


def spare() -> None:
    """In this process alone: what is started as a process of its own is as in production."""
    kept = Kept()
    event.listen(Engine, "engine_connect", lambda connection: found(connection, kept))
    journal, _full, busy, keys = sqlite.PRAGMAS
    sqlite.PRAGMAS = (journal, "synchronous=OFF", busy, keys)


def found(connection: Connection, kept: Kept) -> None:
    connection.execution_options(compiled_cache=kept)
