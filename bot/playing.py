"""The playground put together: the browser chat, and Microsoft's offline client beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from aiohttp import ClientSession, web

from adapters.playground.adapter import Playground
from adapters.teams.adapter import Teams
from adapters.teams.settings import TeamsSettings
from bot import app, sample, sample_meeting
from bot.cards import say
from bot.casting import Casting
from bot.clock import Shifted
from bot.dialog import To
from bot.domain.people import Role
from bot.settings import Settings
from bot.web.headers import guarded
from bot.web.health import Health
from bot.web.loopback import check_host, loopback_only
from bot.web.playground import Pages
from bot.web.serving import serve
from bot.web.stream import Bell
from storage.database import Database
from storage.playground import Talks
from storage.references import References


async def play(
    settings: Settings, *, anew: bool, at: datetime | None, listening: Callable[[str], None]
) -> None:
    """Until told to stop. Raises Misconfigured for an address that others could reach."""
    check_host(settings.host)
    parts = app.core(replace(settings, secret_key=own_secret(settings.database_url)), Shifted.at(at))

    def reached(address: str) -> None:
        parts.links.url = address.rstrip("/")
        listening(address)

    if anew:
        emptied(parts.database)
    async with app.opened(parts.database), app.session() as session:
        await populated(parts.database, parts.clock(), replayed=at is not None)
        chat, teams = platforms(parts, session)
        async with app.kept_going(parts, parts.relay({"playground": chat, "teams": teams})):
            await serve(pages(parts, chat, teams), settings.host, settings.port, reached)


def platforms(parts: app.Core, session: ClientSession) -> tuple[Playground, Teams]:
    handle = parts.metrics.counted(parts.turns.handle)
    talks = Talks(parts.database.unit, parts.database.reading)
    chat = Playground(handle=handle, talks=talks, now=parts.clock)
    casting = Casting(
        handle=handle,
        units=parts.database.unit,
        cast=sample.PEOPLE,
        outsiders=sample.OUTSIDERS,
        now=parts.clock,
    )
    teams = Teams(
        settings=TeamsSettings(open_to_loopback=True),
        session=session,
        references=References(parts.database.unit, parts.database.reading),
        handle=casting,
        now=parts.clock,
    )
    return chat, teams


def pages(parts: app.Core, chat: Playground, teams: Teams) -> web.Application:
    made = web.Application(middlewares=[loopback_only])
    made.on_response_prepare.append(guarded)
    Pages(
        playground=chat,
        reading=parts.database.reading,
        accounts=sample.FACES,
        words=parts.words()["en"],
        bell=Bell(parts.database.news),
        clock=parts.clock,
        zone=parts.database.network.home_zone,
    ).add_to(made)
    made.add_routes(Health(checks=app.checks(parts), metrics=parts.metrics, measure=parts.measure).routes())
    parts.add_pages(made)
    made.router.add_post("/api/messages", teams.route)
    return made


def own_secret(database_url: str) -> str:
    """Kept beside the database, so that links lead somewhere after a restart too."""
    file = Path(database_url.partition("///")[2]).with_suffix(".key")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    kept = file.read_text("utf-8")
    if not kept:
        kept = app.fresh() + app.fresh()
        file.write_text(kept, "utf-8")
    return kept


async def populated(database: Database, now: datetime, *, replayed: bool = False) -> None:
    """Once: the sample network's people and their meeting; `replayed`: that is when the real one was."""
    async with database.unit() as unit:
        empty = not await unit.people.whom(To(what=say("menu-card"), roles=frozenset(Role)), now=now)
        if empty:
            await sample.fill(unit.people)
        if await sample_meeting.call(unit, now, replayed=replayed) or empty:
            await unit.commit()


def emptied(database: Database) -> None:
    """Raises Misconfigured while somebody else plays in it."""
    database.hold()
    file = Path(database.url.database or "")
    for part in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        part.unlink(missing_ok=True)
