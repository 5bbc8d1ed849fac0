"""However a form is filled in, the same answers give the same values and are kept in the same spelling."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asking import asked
from bot.dialog import Ask, Complete, Draft, Given, advance, back
from bot.domain.exchange.terms import Modality
from bot.forms import (
    SoFar,
    choice,
    choice_of,
    choices,
    choices_of,
    country,
    day,
    decimal,
    form,
    labels,
    number,
    questions,
    text,
    yes_no,
)
from tests.worlds import START, lexicons

LEXICON = lexicons().speaking("en", "Asia/Bangkok", START)
EMPTY = Draft(id="1", form="offer", owner="FJI", holder="ana")
ENOUGH = 200


def trains(so_far: SoFar) -> bool:
    return so_far.has("modality", Modality.TRAINING)


def with_partner(so_far: SoFar) -> bool:
    return so_far.has("triangular", value=True)


@form
class Everything:
    title: str = text(max_length=40)
    modality: tuple[Modality, ...] = choices(Modality)
    first: Modality = choice(Modality)
    places: int | None = number(low=1, high=99, optional=True, when=trains)
    hours: int = number(low=1, high=99, when=trains, page=2)
    rate: Decimal | None = decimal(low=0, high=99, optional=True, page=2)
    sdgs: tuple[str, ...] = choices_of("sdgs", most=3, optional=True, page=2)
    triangular: bool | None = yes_no(optional=True, page=2)
    partner: str = text(max_length=40, when=with_partner, page=2)
    body: str | None = choice_of("bodies", optional=True, page=3)
    where: str | None = country(optional=True, page=3)
    starts: date | None = day(optional=True, page=3)


def spellings(name: str) -> list[str]:
    """Of each option: its value, its label, its number."""
    options = labels(questions(Everything)[name], LEXICON)
    numbers = [str(place) for place in range(1, len(options) + 1)]
    return [*(value for _, value in options), *(LEXICON.words(label) for label, _ in options), *numbers]


def one(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(spellings(name))


def some(name: str) -> st.SearchStrategy[str]:
    return st.lists(one(name), min_size=1, max_size=3).map("; ".join)


WORDS = st.text("Rice, ¿курс 米\u202e\n", min_size=1, max_size=12).map(lambda typed: f"a{typed}")
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat)
ANSWERS = st.fixed_dictionaries(
    {
        "title": WORDS,
        "modality": some("modality"),
        "first": one("first"),
        "places": st.none() | st.sampled_from(["7", " ٧ ", "12."]).map(lambda typed: typed.strip(".")),
        "hours": st.integers(1, 99).map(str),
        "rate": st.none() | st.sampled_from(["2.5", "2,5", "0", "99.0"]),
        "sdgs": st.none() | some("sdgs"),
        "triangular": st.none() | st.sampled_from(["yes", "no", "1", "2", "OK", "nope"]),
        "partner": WORDS,
        "body": st.none() | one("body"),
        "where": st.none() | st.sampled_from(["Fiji", "FJI", "viet nam", "Turkey", "Lao PDR"]),
        "starts": st.none() | DAYS | st.sampled_from(["tomorrow", "31 December 2027", "in 3 weeks"]),
    }
)


def all_at_once(answers: Given) -> Complete:
    return finished(advance(Everything, EMPTY, answers, LEXICON))


def page_by_page(answers: Given) -> Complete:
    step = advance(Everything, EMPTY, {}, LEXICON)
    for _ in range(ENOUGH):
        if not isinstance(step, Ask):
            break
        step = advance(Everything, step.draft, {name: answers[name] for name in step.questions}, LEXICON)
    return finished(step)


def question_by_question(answers: Given, returns: Iterable[int] = ()) -> Complete:
    """`returns`: how often to go back after each answer, as long as there are any."""
    step, backs = advance(Everything, EMPTY, {}, LEXICON), iter(returns)
    for _ in range(ENOUGH):
        if not isinstance(step, Ask):
            break
        name = asked(step)
        step = advance(Everything, step.draft, {name: answers[name]}, LEXICON)
        for _ in range(next(backs, 0) if isinstance(step, Ask) else 0):
            step = advance(Everything, back(step.draft), {}, LEXICON)
    return finished(step)


def finished(step: Ask | Complete) -> Complete:
    assert isinstance(step, Complete), (step.problems, step.guesses)
    return step


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.lists(st.integers(0, 3), max_size=8))
def test_every_way_through_a_form_ends_alike(answers: Given, returns: list[int]) -> None:
    whole = all_at_once(answers)
    for other in (
        page_by_page(answers),
        question_by_question(answers),
        question_by_question(answers, returns),
    ):
        assert other.values == whole.values
        assert other.draft.given == whole.draft.given


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_what_is_kept_reads_the_same_in_every_language_and_on_every_day(answers: Given) -> None:
    whole = all_at_once(answers)
    for language in ("fr", "ru", "zh"):
        later = lexicons().speaking(language, "Pacific/Fiji", START.replace(year=2031))
        again = advance(Everything, whole.draft, {}, later)
        assert finished(again).values == whole.values
        assert again.draft.given == whole.draft.given


def test_a_question_waits_for_the_answer_it_asks_about_and_hides_without_it() -> None:
    open_ = advance(Everything, EMPTY, {"title": "Rice"}, LEXICON)
    assert isinstance(open_, Ask)
    assert list(open_.questions) == ["modality", "first"]
    training = advance(Everything, open_.draft, {"modality": "training", "first": "1"}, LEXICON)
    assert isinstance(training, Ask)
    assert list(training.questions) == ["places"]
    experts = advance(Everything, open_.draft, {"modality": "expert", "first": "1"}, LEXICON)
    assert isinstance(experts, Ask)
    assert (experts.page, list(experts.questions)) == (2, ["rate", "sdgs", "triangular"])


def test_an_answer_to_a_question_hidden_later_is_dropped() -> None:
    answers: Given = {"title": "Rice", "modality": "training", "first": "1", "places": "9"}
    kept = advance(Everything, EMPTY, answers, LEXICON)
    assert kept.draft.given["places"] == "9"
    changed = advance(Everything, kept.draft, {"modality": "expert"}, LEXICON)
    assert "places" not in changed.draft.given


def test_what_is_wrong_is_not_kept_and_all_else_is() -> None:
    answers: Given = {"title": "Rice", "modality": "training, nonsense", "first": "expert"}
    step = advance(Everything, EMPTY, answers, LEXICON)
    assert isinstance(step, Ask)
    assert step.draft.given == {"title": "Rice", "first": "expert"}
    assert step.default("modality") == "training, nonsense"
    assert [problem.key for problem in step.problems.values()] == ["not-an-option"]
