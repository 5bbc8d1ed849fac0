"""One page of a form as HTML: label, field, hint and what is wrong, with what was typed kept."""

from markupsafe import Markup

from adapters.playground.fields import Field, element
from adapters.playground.ink import ink
from adapters.playground.render import drawn, joined
from bot.asking import hint, label, problem, sending
from bot.cards import Notice, Say, say
from bot.dialog import Ask
from bot.forms import Choices, Labelled
from bot.ports import Lexicon


def page(ask: Ask, lexicon: Lexicon, prefix: str) -> Markup:
    """`prefix`: what makes the ids of its fields unique."""
    above = [drawn(Notice(ask.notice), lexicon.words)] if ask.notice else []
    fields = joined([*above, *(asked(ask, name, lexicon, prefix) for name in ask.questions)])
    whole = Markup(
        '<form class="card ask" data-draft="{}" data-version="{}" novalidate aria-labelledby="{}--head">'
        '<h3 id="{}--head">{}{}</h3>{}<div class="row">{}</div></form>'
    )
    title, draft = ink(say(ask.draft.form), lexicon.words), ask.draft
    return whole.format(
        draft.id, draft.version, prefix, prefix, title, counted(ask, lexicon), fields, ways(ask, lexicon)
    )


def counted(ask: Ask, lexicon: Lexicon) -> Markup:
    if ask.pages == 1:
        return Markup()
    place = ink(say("form-page", page=ask.page, pages=ask.pages), lexicon.words)
    return Markup(' <span class="quiet small">· {}</span>').format(place)


def ways(ask: Ask, lexicon: Lexicon) -> Markup:
    on = ink(sending(ask), lexicon.words)
    later = ink(say("form-save-for-later"), lexicon.words)
    buttons = Markup('<button class="primary">{}</button><button type="button" data-aside>{}</button>')
    return buttons.format(on, later)


def asked(ask: Ask, name: str, lexicon: Lexicon, prefix: str) -> Markup:
    question, why, key = ask.questions[name], problem(ask, name), f"{prefix}-{name}"
    about = f"{key}-hint {key}-wrong" if why else f"{key}-hint"
    field = Field(
        id=key, name=name, question=question, value=ask.default(name), about=about, wrong=why is not None
    )
    parts = (headed(ask, name, lexicon, key), element(field, lexicon), hinted(ask, name, lexicon, key))
    inside = joined([*parts, wrong(why, lexicon, key), guessed(ask, name, lexicon)])
    if isinstance(question, Choices):
        return Markup('<fieldset class="field" id="{}" aria-describedby="{}">{}</fieldset>').format(
            key, about, inside
        )
    return Markup('<div class="field">{}</div>').format(inside)


def headed(ask: Ask, name: str, lexicon: Lexicon, key: str) -> Markup:
    optional = Markup(' <span class="quiet">{}</span>').format(ink(say("form-optional"), lexicon.words))
    text = ink(label(ask, name), lexicon.words) + (optional if ask.questions[name].optional else "")
    if isinstance(ask.questions[name], Choices):
        return Markup("<legend>{}</legend>").format(text)
    return Markup('<label for="{}">{}</label>').format(key, text)


def hinted(ask: Ask, name: str, lexicon: Lexicon, key: str) -> Markup:
    return Markup('<p class="hint" id="{}-hint">{}</p>').format(key, ink(hint(ask, name), lexicon.words))


def wrong(why: Say | None, lexicon: Lexicon, key: str) -> Markup:
    if why is None:
        return Markup()
    return Markup('<p class="wrong" id="{}-wrong">{}</p>').format(key, ink(why, lexicon.words))


def guessed(ask: Ask, name: str, lexicon: Lexicon) -> Markup:
    """What may have been meant, to be taken over with one press."""
    guesses = joined(guess(one, lexicon, name) for one in ask.guesses.get(name, ()))
    return Markup('<div class="row">{}</div>').format(guesses) if guesses else Markup()


def guess(one: Labelled, lexicon: Lexicon, name: str) -> Markup:
    text, value = lexicon.words(one[0]), one[1]
    whole = Markup('<button type="button" data-into="{}" data-text="{}" data-value="{}">{}</button>')
    return whole.format(name, text, value, text)
