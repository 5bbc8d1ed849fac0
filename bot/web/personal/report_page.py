"""A broadcast's report as a page to read and print: figures that add up, then a line for each recipient."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from adapters.playground.ink import ink
from adapters.playground.render import drawn, joined
from bot.cards import Block, Say, say
from bot.dialog import said_moment
from bot.domain.broadcast.broadcast import Broadcast
from bot.domain.broadcast.counts import Counts, Reached
from bot.domain.broadcast.texts import newest, text_for
from bot.domain.delivery.state import State
from bot.ports import Words
from bot.web.personal.report_rows import acknowledged, channel, delegation, details, next_for, state, time
from dialogs.broadcast.progress import of_those_sent

HEAD = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="robots" content="noindex, nofollow">'
    '<link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/look.css">'
    '<link rel="stylesheet" href="/static/record.css"><link rel="stylesheet" href="/static/report.css">'
    '<title>{title}</title></head><body class="record report"><main><h1>{title}</h1>'
    '<p class="meta">{meta}</p>'
    '<nav class="links">{links}</nav>{told}{figures}{notes}<section><h2>{heading}</h2>'
    "<table><thead><tr>{columns}</tr></thead><tbody>"
)
FOOT = Markup("</tbody></table>{nobody}</section></main></body></html>")
LINK, COLUMN = Markup('<a href="{to}">{text}</a>'), Markup('<th scope="col">{text}</th>')
FIGURE = Markup('<li{trouble}><a href="{to}"><b>{number}</b> <span>{text}</span></a></li>')
FIGURES = Markup(
    '<ul class="figures">{figures}<li class="whole"><b>= {number}</b> <span>{text}</span></li></ul>'
)
NOTE, NOTES = Markup("<li>{text}</li>"), Markup('<ul class="notes">{notes}</ul>')
ROW, NAME = Markup("<tr{trouble}>{cells}</tr>"), Markup('<th scope="row">{text}</th>')
CELL = Markup('<td data-label="{label}">{text}</td>')
STATE = Markup('<span class="state">{state}</span>{details}')
DETAIL = Markup('<span class="detail">{text}</span>')
EMPTY, TROUBLE = Markup('<p class="quiet">{text}</p>'), Markup(' class="trouble"')
COLUMNS = ("person", "delegation", "channel", "state", "time", "acknowledged", "next")
SHOWN = (
    State.SENT,
    State.FAILED,
    State.PARKED,
    State.UNCERTAIN,
    State.SENDING,
    State.RETRY,
    State.DUE,
    State.CANCELLED,
    State.EXPIRED,
    State.SUPPRESSED,
)
"""Every state: what is done, what needs somebody, what is still to come, what will not be."""
TROUBLED = frozenset({State.FAILED, State.PARKED, State.UNCERTAIN, State.EXPIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`only`: which lines are shown, all where it is empty; `stands`: how the broadcast stands, in words;
    `dry`: of the newest dry run.
    """

    broadcast: Broadcast
    counts: Counts
    stands: Sequence[Block]
    words: Words
    language: str
    now: datetime
    path: str
    only: str = ""
    dry: bool = False

    def text(self, key: str, **args: str | int | Say) -> str:
        return self.words(say(key, **args))

    def to(self, only: str = "", *, dry: bool = False) -> str:
        asked = "&".join((*([f"only={only}"] if only else ()), *(["dry=1"] if dry else ())))
        return f"{self.path}?{asked}" if asked else self.path


def head(of: Report) -> str:
    html = HEAD.format(
        language=of.language,
        title=title(of),
        meta=of.text("report-as-of", at=said_moment(of.now)),
        links=joined(LINK.format(to=to, text=of.text(key)) for key, to in links(of)),
        told=joined(drawn(one, of.words) for one in of.stands),
        figures=figures(of),
        notes=notes(of),
        heading=heading(of),
        columns=joined(COLUMN.format(text=of.text(f"report-column-{one}")) for one in COLUMNS),
    )
    return str(html)


def title(of: Report) -> str:
    found = text_for(newest(of.broadcast), of.language)
    subject = found[1].subject if found else ""
    key = "report-title-dry" if of.dry else "report-title"
    return of.text(key, reference=of.broadcast.reference, subject=subject)


def links(of: Report) -> Iterator[tuple[str, str]]:
    yield "report-csv", f"{of.path}/csv?dry=1" if of.dry else f"{of.path}/csv"
    yield "report-anew", of.to(of.only, dry=of.dry)
    if of.dry:
        yield "report-sent-really", of.to()
    elif of.broadcast.dry_runs:
        yield "report-dry-run", of.to(dry=True)


def figures(of: Report) -> Markup:
    """Each state with whoever is in it, and their sum."""
    found = [(one, of.counts.of(one)) for one in SHOWN if of.counts.of(one)]
    shown = (
        FIGURE.format(
            trouble=trouble(one), to=of.to(one, dry=of.dry), number=number, text=of.text(named(one, of))
        )
        for one, number in found
    )
    return FIGURES.format(figures=joined(shown), number=of.counts.audience, text=of.text("report-whole"))


def named(state: State, of: Report) -> str:
    """What a dry run keeps back at the very end would be sent."""
    return "report-ready" if of.dry and state is State.SUPPRESSED else f"report-{state}"


def notes(of: Report) -> Markup:
    """Of those it was delivered to."""
    said = [NOTE.format(text=ink(one, of.words)) for one in of_those_sent(of.broadcast, of.counts)]
    if of.broadcast.needs_ack and not of.dry:
        said.append(NOTE.format(text=LINK.format(to=of.to("silent"), text=of.text("report-silent"))))
    return NOTES.format(notes=joined(said)) if said else Markup()


def heading(of: Report) -> Markup | str:
    if not of.only:
        return of.text("report-everybody")
    every = LINK.format(to=of.to(dry=of.dry), text=of.text("report-all"))
    return Markup("{} · {}").format(of.text(f"report-{of.only}"), every)


def rows(found: Iterable[Reached], of: Report) -> str:
    """One after the other, so that thousands never stand in memory at once."""
    labels = [of.text(f"report-column-{one}") for one in COLUMNS]
    return str(joined(row(one, of, labels) for one in found))


def row(one: Reached, of: Report, labels: Sequence[str]) -> Markup:
    name, *others = cells(one, of)
    told = joined(CELL.format(label=label, text=text) for label, text in zip(labels[1:], others, strict=True))
    return ROW.format(trouble=trouble(one.state), cells=NAME.format(text=name) + told)


def cells(one: Reached, of: Report) -> Iterator[Markup | str]:
    yield one.name or of.text("somebody")
    yield of.words(delegation(one))
    yield of.words(channel(one))
    why = joined(DETAIL.format(text=of.words(said)) for said in details(one, of.broadcast.sent_version))
    yield STATE.format(state=of.words(state(one)), details=why)
    for said in (time(one), acknowledged(one, of.broadcast), next_for(one, of.broadcast)):
        yield of.words(said) if said else ""


def trouble(of: State) -> Markup:
    return TROUBLE if of in TROUBLED else Markup()


def foot(of: Report, shown: int) -> str:
    return str(FOOT.format(nobody="" if shown else EMPTY.format(text=of.text("report-nobody"))))
