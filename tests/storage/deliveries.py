"""Deliveries as they stand in the table, put there without sending anything."""

from datetime import datetime
from itertools import count

from sqlalchemy import insert

from storage.database import Database
from storage.tables_delivery import delivery, delivery_attempt

NUMBERS = count(1)


async def put(database: Database, state: str, *, due_at: datetime, **more: object) -> str:
    """The id of a new one in that state; what is not given is as in the simplest."""
    of = f"d{next(NUMBERS)}"
    row = {
        "id": of,
        "occurrence_key": of,
        "recipient": "ana",
        "kind": "say",
        "what": ["say", "hello", {}],
        "lane": f"person {of}",
        "typeable": False,
        "state": state,
        "attempt": 0,
        "due_at": due_at,
        "urgency": 1,
    }
    async with database.unit() as unit:
        await unit.sql.execute(insert(delivery).values(row | more))
        await unit.commit()
    return of


async def tried(
    database: Database,
    of: str,
    outcome: str,
    *,
    at: datetime,
    attempt: int = 1,
    cause: str = "",
    on: str = "",
) -> None:
    row = {
        "delivery": of,
        "attempt": attempt,
        "ended_at": at,
        "outcome": outcome,
        "cause": cause,
        "platform": on,
    }
    async with database.unit() as unit:
        await unit.sql.execute(insert(delivery_attempt).values(row))
        await unit.commit()
