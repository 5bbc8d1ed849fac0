"""What an outsider sees: why the bot is silent, what would be kept of them, and the way in."""

from bot.cards import Actions, Block, Button, Card, Notice, Pointer, Text, say
from bot.dialog import Dialog, View
from bot.domain.access import outsiders
from bot.domain.admission import Admission, Decision
from bot.domain.people import Person
from bot.ports import Reading

BY_MAIL = Button(say("on-the-list"), Pointer("introduce-mail"))
HAVE_CODE = Button(say("have-code"), Pointer("introduce-code"), style="primary")
ASK = Button(say("ask-secretariat"), Pointer("introduce"))


async def draw(_of: str, reading: Reading, reader: Person) -> Card:
    asked = await reading.admissions.of_person(reader.id)
    waits, by_mail = asked is not None and asked.waits, reading.by_mail
    told = (*stands(asked), *((Text(say("outside-mail")),) if by_mail else ()))
    ways = (HAVE_CODE, *((BY_MAIL,) if by_mail else ()), *(() if waits else (ASK,)))
    return Card(say("outside-card"), (*told, Text(say("personal-data"), quiet=True), Actions(ways)))


def stands(asked: Admission | None) -> tuple[Block, ...]:
    """How far a request has come."""
    match asked:
        case Admission(decision=Decision.WAITING):
            return (Notice(say("outside-waits", at=say("moment", at=asked.asked_at.isoformat())), "info"),)
        case Admission(decision=Decision.DECLINED):
            return (Notice(say("outside-declined", reason=asked.reason)), Text(say("outside-ways")))
        case _:
            return (Text(say("outside-ways")),)


DIALOG = Dialog("outside", views=(View("outside", outsiders, draw),))
