"""What the record's page is put together from; what people typed is escaped as it is put in."""

from collections.abc import Iterable, Sequence
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
NAME, CELL = Markup('<th scope="row">{text}</th>'), Markup("<td>{text}</td>")
HEAD, FIGURE = Markup('<th scope="col">{text}</th>'), Markup('<td class="figure">{text}</td>')
NOTHING = Markup()
LIST, LINE = Markup('<ul class="written">{lines}</ul>'), Markup("<li>{text}{statement}</li>")
PARAGRAPH, LINK = Markup("<p>{text}</p>"), Markup('<a href="{to}" rel="noreferrer">{to}</a>')


def table(columns: Sequence[str], body: Iterable[Markup], scene: Scene, foot: Markup = NOTHING) -> Markup:
    head = joined(HEAD.format(text=scene.text(f"record-column-{one}")) for one in columns)
    return TABLE.format(head=head, body=joined(body), foot=foot)


def moment(at: datetime, scene: Scene) -> str:
    return scene.words(scene.at(at))


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)
