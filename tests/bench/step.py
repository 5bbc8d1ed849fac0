"""The engine's own step: what was given is taken, and what is asked next is drawn; no database, no HTTP."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from time import process_time

from adapters.playground import forms as playground_forms
from adapters.playground import render as playground
from adapters.slack import modal
from adapters.slack import render as slack
from adapters.teams import form as teams_form
from adapters.teams import render as teams
from bot import app
from bot.asking import in_words
from bot.clock import now
from bot.dialog import Ask, Draft, Given, advance
from bot.ports import Lexicon
from bot.recognise import Lexicons
from bot.wording import catalogues
from dialogs import FORMS
from tests.bench.people import FORM, SCRIPT

TIMES = 400
TITLE, DESCRIPTION, SECTOR, *_ = SCRIPT
SO_FAR: Given = {"title": TITLE, "description": DESCRIPTION}
PAGE: Given = {**SO_FAR, "sector": "232", "modality": "training,policy_advice"}


@dataclass(frozen=True)
class Step:
    """`cpu_ms`: of one step on average."""

    name: str
    cpu_ms: float


def steps() -> Iterator[Step]:
    """A typed answer that leads to the next question as a card, a page of a form that leads to the next."""
    network = app.network(None)
    lexicon = Lexicons.of(catalogues(), network).speaking("en", network.home_zone, now())
    for name, drawn in cards(lexicon).items():
        yield Step(f"typed answer, {name}", measured(SO_FAR, {"sector": SECTOR}, drawn, lexicon))
    for name, drawn in pages(lexicon).items():
        yield Step(f"page of a form, {name}", measured({}, PAGE, drawn, lexicon))


def cards(lexicon: Lexicon) -> Mapping[str, Callable[[Ask], object]]:
    return {
        "card for Slack": lambda ask: slack.message(in_words(ask, lexicon), lexicon.words),
        "card for Teams": lambda ask: teams.message(in_words(ask, lexicon), lexicon.words),
        "card for the browser": lambda ask: playground.message(in_words(ask, lexicon), lexicon.words),
    }


def pages(lexicon: Lexicon) -> Mapping[str, Callable[[Ask], object]]:
    return {
        "modal for Slack": lambda ask: modal.modal(ask, lexicon),
        "dialog for Teams": lambda ask: teams_form.dialog(ask, lexicon),
        "page for the browser": lambda ask: playground_forms.page(ask, lexicon, "p"),
    }


def measured(before: Given, given: Given, drawn: Callable[[Ask], object], lexicon: Lexicon) -> float:
    draft = Draft(id="d1", form=FORM, owner="FJI", holder="p1", given=before)
    once = partial(step, draft, given, drawn, lexicon)
    once()
    begun = process_time()
    for _ in range(TIMES):
        once()
    return 1000 * (process_time() - begun) / TIMES


def step(draft: Draft, given: Given, drawn: Callable[[Ask], object], lexicon: Lexicon) -> None:
    """Raises TypeError where the form asks nothing more, for then there is nothing to draw."""
    after = advance(FORMS[FORM].answers, draft, given, lexicon)
    if not isinstance(after, Ask) or after.stuck:
        raise TypeError(after)
    drawn(after)
