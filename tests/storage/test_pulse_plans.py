"""Whatever is asked over and over is answered by an index, so that a million rows make no difference."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.database import Database
from tests.databases import NETWORK
from tests.storage.deliveries import put

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@contextmanager
def asked(engine: AsyncEngine) -> Iterator[list[tuple[str, tuple[object, ...]]]]:
    """Statements with their parameters."""
    found: list[tuple[str, tuple[object, ...]]] = []

    def sent(
        _connection: object, _cursor: object, statement: str, given: tuple[object, ...], *_: object
    ) -> None:
        if statement.startswith("SELECT"):
            found.append((statement, given))

    event.listen(engine.sync_engine, "before_cursor_execute", sent)
    try:
        yield found
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", sent)


@pytest.mark.parametrize("question", ["figures", "standing", "tried"])
async def test_no_table_is_read_from_end_to_end(sqlite_url: str, question: str) -> None:
    database = Database.of(sqlite_url, NETWORK)
    await put(database, "failed", due_at=NOW, ended_at=NOW)
    with asked(database.reader) as statements:
        async with database.reading() as unit:
            await getattr(unit.pulse, question)(now=NOW)
    assert statements
    async with database.reader.connect() as sql:
        for statement, given in statements:
            plan = (await sql.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)).all()
            steps = [str(step[-1]) for step in plan if " delivery" in str(step[-1])]
            assert [step for step in steps if "INDEX" not in step] == [], statement
    await database.dispose()
