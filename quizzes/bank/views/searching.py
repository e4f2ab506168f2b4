"""Searching the bank, and what she is writing."""

from flask import render_template
from flask_babel import gettext

from courses.queries import newest_editions
from lms.web.access import Permission, asker, requires
from lms.web.filters import named
from lms.web.i18n import language
from lms.web.paging import CARDS, page_of, page_of_rows
from quizzes.bank.formats import answers_of
from quizzes.bank.forms import ChosenForm, SearchForm
from quizzes.bank.queries import doubles_of, labels_known, questions_wanted, titles_of
from quizzes.bank.rules.drafting import draft_questions, drafted
from quizzes.bank.views.blueprint import bank
from quizzes.exercise.keywords import LANGUAGES, QUESTION_TYPES
from quizzes.queries.exercises import courses_by_exercise


@bank.get("/bank")
@requires(Permission.EXERCISES_WRITE)
def list_questions() -> str:
    """Every question of the published lists that fits, with how it was answered, and the others like it."""
    form = search_form()
    page = page_of(questions_wanted(form.wanted), CARDS)
    return render_template(
        "bank/list_questions.html",
        form=form,
        page=page,
        chosen=chosen_form(),
        titles=titles_of({question.version_id for question in page.rows}),
        doubles=doubles_of(page.rows),
        courses=courses_by_exercise(),
        types=type_names(),
    )


@bank.get("/bank/drafts")
@requires(Permission.EXERCISES_WRITE)
def list_drafts() -> str:
    """The questions that she is writing, each with its tags to be changed."""
    form = search_form()
    page = page_of_rows(draft_questions(asker().id, form.wanted), CARDS)
    return render_template(
        "bank/list_drafts.html",
        form=form,
        page=page,
        types=type_names(),
        tags=labels_known().get("tag", []),
        answers_of=answers_of,
    )


def search_form() -> SearchForm:
    """What may be looked for."""
    courses = {edition.course.slug: named(edition) for edition in newest_editions()}
    return SearchForm.of(labels_known(), type_names(), courses)


def chosen_form() -> ChosenForm:
    """Where chosen questions may go: her drafts of lists."""
    return ChosenForm.of(
        {
            draft.code: gettext("My draft “%(title)s”", title=text.title or draft.code)
            for draft, text in drafted(asker().id)
        }
    )


def type_names() -> dict[str, str]:
    """How kinds of questions are called in the language of the page."""
    index = LANGUAGES.index(language())
    return {kind.value: words[index].capitalize() for kind, words in QUESTION_TYPES.items()}
