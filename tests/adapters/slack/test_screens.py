"""Every real form fits into Slack, in every language; and the app asks for what its manifest says."""

import pytest

from adapters.slack import modal, oauth, render
from bot.asking import in_words
from bot.dialog import Ask, Draft
from bot.forms import questions
from bot.wording import LANGUAGES
from dialogs import FORMS
from manifest.slack.app import SCOPES
from tests.adapters.slack.rig import START, lexicons
from tests.fakes.slack_blocks import faults, view_faults


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_each_page_and_each_question_fits(form: str, language: str) -> None:
    lexicon = lexicons().speaking(language, "Asia/Bangkok", START)
    draft = Draft(id="01JABCDEFGHJKMNPQRSTVWXYZ0", form=form, owner="FJI", holder="ana", version=12)
    asked = questions(FORMS[form].answers)
    for page in {question.page for question in asked.values()}:
        here = {name: question for name, question in asked.items() if question.page == page}
        drawn = modal.modal(Ask(draft=draft, questions=here, page=page, pages=3), lexicon)
        assert not drawn.warnings
        assert not view_faults(drawn.payload)
        for name, question in here.items():
            card = in_words(Ask(draft=draft, questions={name: question}), lexicon)
            message = render.message(card, lexicon.words)
            assert not message.warnings
            assert not faults(message.payload["blocks"], 50)


def test_the_manifest_and_the_installation_ask_for_the_same() -> None:
    assert set(oauth.SCOPES) == set(SCOPES)
