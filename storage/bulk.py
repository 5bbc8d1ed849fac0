"""Thousands of rows at once, without anybody else in the process waiting for them."""

from asyncio import sleep
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import TypeVar

from sqlalchemy import JSON, ColumnElement, Table, Update, bindparam, cast, column, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from storage.one_trip import LONG
from storage.sql import Insert, insert_for
from storage.tables_delivery import delivery

D = delivery.c
T = TypeVar("T")
PART = 1000
ROWS = bindparam("rows", type_=JSON)
EACH = {"postgresql": func.json_array_elements, "sqlite": func.json_each}


def batches(many: Iterable[T], size: int = PART) -> Iterator[list[T]]:
    left = iter(many)
    while some := list(islice(left, size)):
        yield some


async def made_in_parts(many: Iterable[T]) -> list[T]:
    """Others have their turn in between."""
    made = list[T]()
    for some in batches(many, PART // 4):
        made += some
        await sleep(0)
    return made


async def insert_many(
    sql: AsyncConnection, table: Table, alike: Mapping[str, object], rows: Sequence[Mapping[str, object]]
) -> int:
    """How many had a key that was free. `alike`: what they have in common; all rows name the same columns,
    with values that JSON has, times as ISO text.
    """
    if not rows:
        return 0
    names = tuple(rows[0])
    statement = from_rows(sql.dialect.name, table, names, tuple(alike))
    given = {"rows": [[row[name] for name in names] for row in rows]}
    return (await sql.execute(statement, {**alike, **given})).rowcount


@cache
def from_rows(dialect: str, table: Table, names: Sequence[str], alike: Sequence[str]) -> Insert:
    """All rows in one parameter: to bind each value by itself takes longer than to write it."""
    each = EACH[dialect](ROWS).table_valued(column("value", JSON))
    own = [thawed(table, name, each.c.value[place]) for place, name in enumerate(names)]
    shared = [bindparam(name, type_=table.c[name].type) for name in alike]
    found = select(*own, *shared).select_from(each).where(true())
    new = insert_for(dialect, table).from_select([*names, *alike], found)
    return new.on_conflict_do_nothing().prefix_with(LONG)


def thawed(table: Table, name: str, value: ColumnElement[object]) -> ColumnElement[object]:
    kind = table.c[name].type
    return value if isinstance(kind, JSON) else cast(value.as_string(), kind)


def in_parts(*where: ColumnElement[bool]) -> Update:
    """Of deliveries, for `change_all`. In the order of their numbers, as everybody who holds several, so that
    nobody waits in a circle.
    """
    further = D.seq > bindparam("after")
    mine = select(D.seq).where(further, *where).order_by(D.seq).limit(bindparam("part")).with_for_update()
    return update(delivery).prefix_with(LONG).where(D.seq.in_(select(mine.cte().c.seq)))


async def change_all(sql: AsyncConnection, change: ReturningUpdate[int], given: Mapping[str, object]) -> int:
    """How many; no single statement takes so long that a database would end it."""
    many, done = 0, [0]
    while done and many % PART == 0:
        part = {**given, "after": max(done), "part": PART}
        done = [*(await sql.execute(change, part)).scalars()]
        many += len(done)
    return many
