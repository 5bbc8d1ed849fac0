"""How often this machine can commit at all: one small row a time, nothing else."""

import asyncio
import sqlite3
from pathlib import Path
from time import perf_counter

import asyncpg

SECONDS = 2.0
TABLE = "CREATE TABLE raw_commit (id INTEGER PRIMARY KEY, word TEXT)"


def on_sqlite(file: Path) -> float:
    """A second, with the settings the bot has."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(TABLE)
    begun, number = perf_counter(), 0
    while perf_counter() - begun < SECONDS:
        number += 1
        connection.execute("INSERT INTO raw_commit VALUES (?, 'a small row')", (number,))
    connection.close()
    return number / SECONDS


async def on_postgres(url: str, at_once: int) -> float:
    """A second, of so many connections together."""
    plain = url.replace("+asyncpg", "")
    connections = [await asyncpg.connect(plain) for _ in range(at_once)]
    await connections[0].execute("DROP TABLE IF EXISTS raw_commit")
    await connections[0].execute(TABLE)
    until = perf_counter() + SECONDS
    done = await asyncio.gather(
        *(inserted(one, number, at_once, until) for number, one in enumerate(connections))
    )
    for one in connections:
        await one.close()
    return sum(done) / SECONDS


async def inserted(
    connection: "asyncpg.Connection[asyncpg.Record]", first: int, step: int, until: float
) -> int:
    done = 0
    while perf_counter() < until:
        row = first + step * done
        await connection.execute("INSERT INTO raw_commit VALUES ($1, 'a small row')", row)
        done += 1
    return done
