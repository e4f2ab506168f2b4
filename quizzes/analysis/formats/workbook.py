"""The analysis of an exercise as an Excel workbook: numbers as numbers, nobody's name."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _

from lms.base.spreadsheets import Column, Workbook
from lms.web.filters import day
from lms.web.i18n import language, said
from quizzes.analysis.formats.wording import how_it_went, how_reliable, is_efficient, tells_apart, who
from quizzes.analysis.models import FEW, By, Measured, Picture, Place, Which
from quizzes.models import ExerciseVersion

SHARE, POINTS, INDEX = "0.0%", "0.00", "0.00"


def as_workbook(picture: Picture, version: ExerciseVersion) -> bytes:
    """All sheets: what to look at first, scenes, answers, ways, and the statistics of a list."""
    book, title = Workbook(), version.text(language()).title
    notes = about(picture, version)
    book.add_sheet(_("Look first"), _first_columns(), _first_rows(picture), title=title, notes=notes)
    book.add_sheet(
        _("Scenes"), _place_columns(picture.groups), _place_rows(picture), title=title, notes=notes
    )
    book.add_sheet(_("Answers"), _answer_columns(), _answer_rows(picture.places), title=title, notes=notes)
    if picture.routes:
        book.add_sheet(_("Ways"), _route_columns(), _route_rows(picture), title=title, notes=notes)
    if picture.measured:
        book.add_sheet(
            _("Statistics"), _item_columns(), _item_rows(picture, picture.measured), title=title, notes=notes
        )
        book.add_sheet(_("Whole list"), _whole_columns(), _whole_rows(picture.measured), title=title)
    return book.data()


def about(picture: Picture, version: ExerciseVersion) -> list[str]:
    """The lines above a sheet: whose answers, in which words, by which key."""
    question = picture.question
    lines = [
        _("%(who)s: %(count)d attempts", who=who(question.by), count=picture.attempts),
        _("Judged by the key of version %(number)d", number=version.number),
    ]
    if question.which is Which.ALL:
        lines.append(_("All attempts are counted: whoever did it several times counts several times."))
    if question.since or question.until:
        lines.append(
            _("From %(since)s, before %(until)s", since=day(question.since), until=day(question.until))
        )
    return lines


def _first_columns() -> list[Column]:
    return [
        Column(_("Scene or question"), 28),
        Column(_("People"), 10),
        Column(_("Points lost by all on average"), 14, POINTS),
        Column(_("What to do"), 90),
    ]


def _first_rows(picture: Picture) -> Iterator[Sequence[Any]]:
    for each in picture.first:
        sentences = " ".join(said(sentence) for sentence in each.sentences)
        name = picture.exercise.scenes[each.scene].name
        yield name, each.decision.reached, each.decision.contributed, sentences


def _place_columns(groups: Iterable[By]) -> list[Column]:
    return [
        Column(_("Number"), 8),
        Column(_("Scene or question"), 28),
        Column(_("People"), 10),
        Column(_("Came here"), 10, SHARE),
        Column(_("Done well"), 10, SHARE),
        Column(_("at least"), 10, SHARE),
        Column(_("at most"), 10, SHARE),
        Column(_("In words"), 24),
        Column(_("Points lost here"), 12, POINTS),
        Column(_("Points lost by all on average"), 14, POINTS),
        Column(_("Answered again"), 10),
        Column(_("Stopped here"), 10),
        Column(_("Goes with the other decisions"), 14, INDEX),
        *(Column(who(group), 14, SHARE) for group in groups),
    ]


def _place_rows(picture: Picture) -> Iterator[Sequence[Any]]:
    for place in picture.places:
        each = place.decision
        likely = each.likely
        reach = place.ordinal + 1, place.scene.name, each.reached, each.share_reached
        if each.people < FEW:
            yield reach
            continue
        yield (
            *reach,
            each.facility,
            likely.low if likely else None,
            likely.high if likely else None,
            how_it_went(each),
            each.mean_regret,
            each.contributed,
            each.again,
            each.stopped,
            each.rest,
            *(place.apart[group].facility if group in place.apart else None for group in picture.groups),
        )


def _answer_columns() -> list[Column]:
    return [
        Column(_("Scene or question"), 28),
        Column(_("Choice"), 8),
        Column(_("Answer"), 70),
        Column(_("Worth"), 10, SHARE),
        Column(_("People"), 10),
        Column(_("Of those who answered"), 14, SHARE),
        Column(_("Remarks"), 24),
    ]


def _answer_rows(places: Iterable[Place]) -> Iterator[Sequence[Any]]:
    for place in places:
        for line in place.lines:
            remarks = [_("grave error")] if line.critical else []
            remarks += [_("hardly anybody")] if line.dead else []
            words = line.words or _("other answers of few people")
            yield (
                place.scene.name,
                line.letter,
                words,
                line.credit,
                line.people,
                line.share,
                ", ".join(remarks),
            )


def _route_columns() -> list[Column]:
    return [
        Column(_("Choices"), 20),
        Column(_("Scenes"), 80),
        Column(_("People"), 10),
        Column(_("Of those who finished"), 14, SHARE),
    ]


def _route_rows(picture: Picture) -> Iterator[Sequence[Any]]:
    scenes = picture.exercise.scenes
    for route in picture.routes:
        ends = [route.end] if route.end is not None else []
        names = " → ".join(scenes[number].name for number in [*route.scenes, *ends])
        yield route.letters, names, route.people, route.share


def _item_columns() -> list[Column]:
    return [
        Column(_("Question"), 28),
        Column(_("Attempts"), 10),
        Column(_("Facility"), 10, SHARE),
        Column(_("Standard deviation"), 10, SHARE),
        Column(_("Random guess"), 10, SHARE),
        Column(_("Intended weight"), 10, SHARE),
        Column(_("Effective weight"), 10, SHARE),
        Column(_("Discrimination"), 12, INDEX),
        Column(_("In words"), 24),
        Column(_("Discriminative efficiency"), 12, SHARE),
        Column(_("In words"), 14),
        Column(_("Passed less failed"), 12, SHARE),
    ]


def _item_rows(picture: Picture, measured: Measured) -> Iterator[Sequence[Any]]:
    for number, item in measured.items.items():
        yield (
            picture.exercise.scenes[number].name,
            item.attempts,
            item.facility,
            item.deviation,
            measured.guesses[number],
            item.intended_weight,
            item.effective_weight,
            item.discrimination,
            tells_apart(item.discrimination),
            item.efficiency,
            is_efficient(item.efficiency),
            measured.b_indices.get(number),
        )


def _whole_columns() -> list[Column]:
    return [Column(_("What is measured"), 44), Column(_("Value"), 12, "0.000"), Column(_("In words"), 24)]


def _whole_rows(measured: Measured) -> list[Sequence[Any]]:
    whole = measured.whole
    return [
        (_("Attempts"), whole.attempts, ""),
        (_("Average"), whole.average, ""),
        (_("Median"), whole.median, ""),
        (_("Standard deviation"), whole.deviation, ""),
        (_("Skewness"), whole.skewness, ""),
        (_("Kurtosis"), whole.kurtosis, ""),
        (_("Internal consistency"), whole.consistency, how_reliable(whole.consistency)),
        (_("Error ratio"), whole.error_ratio, ""),
        (_("Standard error"), whole.standard_error, ""),
        (_("Would pass or fail alike if asked again"), measured.consistency, ""),
    ]
