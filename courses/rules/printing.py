"""Printing the lessons of an edition: its booklets are drawn once, since an edition never changes."""

import re

from sqlalchemy import select

from courses.models import Booklet, Edition, Step
from courses.pdf.booklet import draw_booklet
from courses.pdf.booklet_paper import BookletPaper, Lesson, Term
from courses.pdf.figures import figures_of
from courses.queries import kept_pictures, lessons_of
from lms.base import clock
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing

_PICTURE = re.compile(r'src="/media/([0-9a-f]{64})\.')


def print_missing_booklets() -> int:
    """Draw the booklets of published editions that have none, as those of an older version of the product.

    Returns of how many editions.
    """
    lock_for_writing("bundles")
    missing = select(Edition).where(Edition.published_at.is_not(None), ~Edition.booklets.any())
    editions = db.session.scalars(missing.order_by(Edition.id)).all()
    for edition in editions:
        print_booklets(edition)
    return len(editions)


def print_booklets(edition: Edition) -> None:
    """Draw the booklet of a published edition in every language in which it is taught."""
    steps = lessons_of(edition.id)
    for language in edition.taught_in:
        html = "".join(step.text(language).html for step in steps)
        figures = figures_of(kept_pictures(set(_PICTURE.findall(html))))
        drawn = draw_booklet(_paper(edition, steps, language), figures)
        edition.booklets.append(
            Booklet(language=language, paper=drawn.body, size=len(drawn.body), pages=drawn.pages)
        )
    db.session.flush()


def _paper(edition: Edition, steps: list[Step], language: str) -> BookletPaper:
    return BookletPaper(
        title=edition.name_en if language == "en" else edition.name_vi,
        summary=edition.summary_en if language == "en" else edition.summary_vi,
        aims=(edition.aims or {}).get(language, []),
        lessons=[_lesson(step, language) for step in steps],
        terms=[Term(each["term"], each["meaning"]) for each in edition.terms or ()],
        language=language,
        edition=edition.number,
        published_on=day_of(edition.published_at or clock.now()),
        call=edition.always_show == "111",
    )


def _lesson(step: Step, language: str) -> Lesson:
    text = step.text(language)
    part = step.section.title(language)
    return Lesson(step.lesson or 0, text.title, part, text.html, text.legal_basis, step.review_by)
