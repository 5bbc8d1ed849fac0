"""The browser chat: keeps each talk, shows what the bot answers. Knows no dialog and no rule."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from markupsafe import Markup

from adapters.playground import forms, render, text
from adapters.playground.ink import ink
from bot.asking import finished, in_words
from bot.cards import Card, Say, say
from bot.chat import (
    Address,
    Answering,
    Carries,
    Done,
    Filled,
    Inbound,
    Parcel,
    Pressed,
    Refused,
    Replace,
    Said,
    Scopes,
    ShowForm,
    Tell,
)
from bot.dialog import Ask
from bot.domain.delivery.state import InDoubt
from bot.errors import Unreachable
from bot.ports import Lexicon, Words
from bot.talks import Kind, Line, Talks


@dataclass(frozen=True, slots=True, kw_only=True)
class Playground:
    """A platform for the relay, and the way in for the page. A handle is `PLACE/LINE`.

    What people do returns the lines it has added or changed in their talk; raises Unavailable where the bot
    has not heard it.
    """

    handle: Answering
    talks: Talks
    now: Callable[[], datetime]

    async def said(self, request: Inbound, typed: str) -> list[Line]:
        """Kept before the bot hears it: after a crash between, it can be sent again under the same id."""
        html = str(Markup('<p class="bubble">{}</p>').format(typed))
        place, of, at = request.sender.id, f"said-{own(request)}", self.now()
        line = Line(id=of, place=place, kind=Kind.UNSENT, html=html, text=typed, at=at)
        line = await self.talks.add(line)
        answer = await self.answered(request, before=line.number)
        return [await self.talks.put(replace(line, kind=Kind.SAID)), *answer]

    async def answered(self, request: Inbound, form: str = "", before: int = 0) -> list[Line]:
        """`form`: the line of the form that was sent; `before`: the number of what was said."""
        place, reply = request.sender.id, await self.handle(request)
        match reply:
            case ShowForm(ask, lexicon):
                return await self.asked(request, ask, lexicon, form)
            case Replace(card, words):
                line = await self.line(pressed_on(request))
                return [await self.redraw(line, card, words)] if line else []
            case Tell(what, words) | Refused(what, words):
                return [await self.show(place, f"told-{own(request)}", Card(what), words)]
            case Done():
                return await self.closed(request, before)
            case _:
                assert_never(reply)

    async def asked(self, request: Inbound, ask: Ask, lexicon: Lexicon, form: str) -> list[Line]:
        """The next page stands where the form stood; opened anew, it moves to the end of the talk."""
        open_now = await self.talks.forms(request.sender.id, ask.draft.id)
        old = [line for line in open_now if line.id != form]
        gone = [await self.talks.put(replace(line, kind=Kind.GONE)) for line in old]
        of = form if len(old) < len(open_now) else f"form-{own(request)}"
        return [*gone, await self.talks.put(drawn(request.sender.id, of, ask, lexicon, self.now()))]

    async def closed(self, request: Inbound, before: int) -> list[Line]:
        """What was sent has been taken; words that no form answers leave none of those open above them."""
        match request.what:
            case Filled(draft=draft, whole=whole):
                forms, how = await self.talks.forms(request.sender.id, draft), "sent" if whole else "closed"
            case Said() if Carries.FORM in request.answer:
                standing = await self.talks.forms(request.sender.id)
                forms, how = [line for line in standing if line.number < before], "closed"
            case _:
                forms, how = (), ""
        return [await self.talks.put(folded(line, how)) for line in forms]

    async def aside(self, request: Inbound, of: str) -> list[Line]:
        """Save for later; an older form is only folded."""
        forms = await self.talks.forms(request.sender.id)
        line = next((one for one in forms if one.id == of), None)
        if line is None:
            return []
        newest = line is forms[-1]
        answer = await self.answered(request) if newest else []
        return [await self.talks.put(folded(line, "closed")), *answer]

    async def deliver(self, parcel: Parcel) -> str:
        """A parcel sent twice is one line."""
        await self.show(parcel.place.id, parcel.id, parcel.card, parcel.words)
        return f"{parcel.place.id}/{parcel.id}"

    async def edit(self, handle: str, parcel: Parcel) -> None:
        line = await self.line(handle)
        if line is None or line.kind is Kind.GONE:
            raise Unreachable("gone")
        await self.redraw(line, parcel.card, parcel.words)

    async def withdraw(self, handle: str) -> None:
        if line := await self.line(handle):
            await self.talks.put(replace(line, kind=Kind.GONE))

    async def find(self, parcel: Parcel) -> str | None:
        found = await self.talks.get(parcel.place.id, parcel.id)
        return f"{parcel.place.id}/{found.id}" if found else None

    def in_doubt(self, place: Address) -> InDoubt:
        """A parcel sent twice is one line."""
        del place
        return InDoubt.HARMLESS

    async def scopes(self, place: Address) -> Scopes:
        """Without a pace."""
        return Scopes("", place.id)

    async def line(self, handle: str) -> Line | None:
        place, _, of = handle.partition("/")
        return await self.talks.get(place, of)

    async def show(self, place: str, of: str, card: Card, words: Words) -> Line:
        html, plain = str(render.message(card, words)), text.message(card, words)
        line = Line(id=of, place=place, kind=Kind.CARD, html=html, text=plain, at=self.now())
        return await self.talks.put(line)

    async def redraw(self, line: Line, card: Card, words: Words) -> Line:
        """Left alone where it looks the same."""
        html, plain = str(render.message(card, words)), text.message(card, words)
        return line if html == line.html else await self.talks.put(replace(line, html=html, text=plain))


def own(request: Inbound) -> str:
    """The event's id without the person's part."""
    return request.id.rpartition("/")[2]


def pressed_on(request: Inbound) -> str:
    return (request.what.on or "") if isinstance(request.what, Pressed) else ""


def drawn(place: str, of: str, ask: Ask, lexicon: Lexicon, at: datetime) -> Line:
    words, title = lexicon.words, say(ask.draft.form)
    ends = {"sent": finished(ask), "closed": say("form-closed", form=title)}
    spare = {how: quiet(end, words) for how, end in ends.items()}
    spare |= {f"{how}-text": words(end) for how, end in ends.items()}
    return Line(
        id=of,
        place=place,
        kind=Kind.FORM,
        html=str(forms.page(ask, lexicon, of)),
        text=text.message(in_words(ask, lexicon), words),
        at=at,
        draft=ask.draft.id,
        spare=spare,
    )


def quiet(said: Say, words: Words) -> str:
    return str(Markup('<p class="folded quiet small">{}</p>').format(ink(said, words)))


def folded(line: Line, how: str) -> Line:
    return replace(line, kind=Kind.FOLDED, html=line.spare[how], text=line.spare[f"{how}-text"])
