"""Every real question, and every title, fits into a letter in every language."""

import pytest

from adapters.email.limits import SUBJECT
from adapters.email.render import rendered
from bot.asking import in_words
from bot.dialog import Ask, Draft
from bot.forms import questions
from bot.wording import LANGUAGES
from dialogs import FORMS
from tests.words.readers import reader


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_each_question_fits_into_a_letter(form: str, language: str) -> None:
    lexicon = reader(language)
    draft = Draft(id="01JABCDEFGHJKMNPQRSTVWXYZ0", form=form, owner="FJI", holder="ana", version=12)
    for name, question in questions(FORMS[form].answers).items():
        shown = rendered(in_words(Ask(draft=draft, questions={name: question}), lexicon), lexicon.words)
        assert not shown.warnings
        assert 0 < len(shown.subject) <= SUBJECT
        assert shown.language == language
