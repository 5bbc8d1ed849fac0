"""The first card of somebody who has just been let in."""

from bot.cards import Actions, Button, Card, Pointer, Text, say
from bot.dialog import Dialog, View
from bot.domain.access import anyone
from bot.domain.people import Person
from bot.ports import Reading
from dialogs.roles import roles_of

MENU = Button(say("command-menu.show"), Pointer("menu.show"), style="primary")
SETTINGS = Button(say("command-settings.show"), Pointer("settings.show"))


async def draw(_of: str, _reading: Reading, reader: Person) -> Card:
    texts = Text(say("welcome-as", roles=roles_of(reader))), Text(say("welcome-next"))
    return Card(say("welcome-card", name=reader.name), (*texts, Actions((MENU, SETTINGS))))


DIALOG = Dialog("welcome", views=(View("welcome", anyone, draw),))
