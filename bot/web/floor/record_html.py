"""What the record's page is put together from; what people typed is escaped as it is put in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.web.floor.scene import Scene

PAGE = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/look.css">'
    '<link rel="stylesheet" href="/static/record.css"><title>{title}</title></head>'
    '<body class="record"><main><h1>{title}</h1><p class="meta">{meta}</p>'
    '<nav class="links"><a href="{csv}">CSV</a></nav>{sections}</main></body></html>'
)
SECTION = Markup("<section><h2>{title}</h2>{body}</section>")
TABLE = Markup("<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table>")
FOOT = Markup("<tfoot>{row}</tfoot>")
ROW, OUT_OF_ORDER = Markup("<tr>{cells}</tr>"), Markup('<tr class="out-of-order">{cells}</tr>')
UNDONE = Markup('<tr class="undone">{cells}</tr>')
HEAD, CLASS = Markup('<th scope="col"{figure}>{text}</th>'), Markup(' class="figure"')
NAME, CELL = (
    Markup('<th scope="row">{text}</th>'),
    Markup('<td data-label="{label}"{figure}>{text}</td>'),
)
NOTHING = Markup()
LIST, LINE = Markup('<ul class="written">{lines}</ul>'), Markup("<li>{text}{statement}</li>")
PARAGRAPH, LINK = Markup("<p>{text}</p>"), Markup('<a href="{to}" rel="noreferrer">{to}</a>')
Row = tuple[Markup, Sequence[object]]
"""What it looks like, and what stands in it, a thing for each column."""
NAMES = frozenset({"delegation", "side"})
FIGURES = frozenset(
    {"number", "called", "asked", "asked-at", "waited", "spoken", "limit", "over", "turns", "written"}
)


def table(columns: Sequence[str], body: Iterable[Row], scene: Scene, foot: Sequence[object] = ()) -> Markup:
    """`foot`: the last row, which sums up the others."""
    labels = {one: scene.text(f"record-column-{one}") for one in columns}
    head = joined(HEAD.format(text=text, figure=figure(one)) for one, text in labels.items())
    rows = joined(row.format(cells=cells(labels, texts)) for row, texts in body)
    last = FOOT.format(row=ROW.format(cells=cells(labels, foot))) if foot else NOTHING
    return TABLE.format(head=head, body=rows, foot=last)


def cells(labels: Mapping[str, str], texts: Iterable[object]) -> Markup:
    """Each with the name of its column, which stands beside it where there is no room for columns."""
    pairs = zip(labels.items(), texts, strict=True)
    return joined(
        (NAME if of in NAMES else CELL).format(label=label, text=text, figure=figure(of))
        for (of, label), text in pairs
    )


def figure(column: str) -> Markup:
    return CLASS if column in FIGURES else NOTHING


def moment(at: datetime, scene: Scene) -> str:
    return scene.words(scene.at(at))


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)
