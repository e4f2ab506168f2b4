"""What can be done to sections and steps of a course of our own, by the word that a button sends."""

import json
from collections.abc import Callable

from flask import abort
from flask_babel import gettext

from courses.authoring.forms import ArrangeForm
from courses.authoring.rules.arranging import add_lesson, arrange, remove_section, remove_step, titles
from courses.authoring.views.finding import find_plan, offers
from courses.models import OwnCourse
from courses.source import arranging
from lms.base import clock
from lms.web.access import asker

Place = tuple[int, ...]
"""A section, or a section and a step, from 0."""
Act = Callable[[OwnCourse, ArrangeForm, str], Place]


def _move_step(by: int) -> Act:
    def act(course: OwnCourse, form: ArrangeForm, title: str) -> Place:
        at = (form.section.data, form.step.data)
        return _arrange(course, form, lambda it: arranging.move_step(it, *at, by), "step_moved", title)

    return act


def _move_to(course: OwnCourse, form: ArrangeForm, title: str) -> Place:
    at = (form.section.data, form.step.data, form.to.data or 0)
    return _arrange(course, form, lambda it: arranging.move_to_section(it, *at), "step_moved", title)


def _move_section(by: int) -> Act:
    def act(course: OwnCourse, form: ArrangeForm, title: str) -> Place:
        at = form.section.data
        return _arrange(
            course, form, lambda it: (arranging.move_section(it, at, by),), "section_moved", title
        )

    return act


def _add_section(course: OwnCourse, form: ArrangeForm, _title: str) -> Place:
    names = titles(form.title_vi.data or gettext("New part"), form.title_en.data or "")
    return _arrange(
        course, form, lambda it: (arranging.add_section(it, names),), "section_added", names["vi"]
    )


def _rename_section(course: OwnCourse, form: ArrangeForm, title: str) -> Place:
    names = titles(form.title_vi.data or title, form.title_en.data or "")
    at = form.section.data
    _arrange(course, form, lambda it: arranging.rename_section(it, at, names), "section_renamed", names["vi"])
    return (at,)


def _remove_section(course: OwnCourse, form: ArrangeForm, title: str) -> Place:
    remove_section(course, form.seen.data, form.section.data, title, by=asker().id, now=clock.now())
    return ()


def _remove_step(course: OwnCourse, form: ArrangeForm, title: str) -> Place:
    at = (form.section.data, form.step.data)
    remove_step(course, form.seen.data, *at, title, by=asker().id, now=clock.now())
    return (form.section.data,)


def _add_lesson(course: OwnCourse, form: ArrangeForm, _title: str) -> Place:
    title = form.title_vi.data or gettext("New lesson")
    add_lesson(course, form.seen.data, form.section.data, title, by=asker().id, now=clock.now())
    return (form.section.data,)


def _add_step(course: OwnCourse, form: ArrangeForm, _title: str) -> Place:
    offer = offers().get(form.offer.data or "") or abort(404)
    step, at = json.loads(form.offer.data), form.section.data
    _arrange(course, form, lambda it: arranging.add_step(it, at, step), "step_added", offer.titles["vi"])
    return (at,)


ACTS: dict[str, Act] = {
    "add-section": _add_section,
    "rename-section": _rename_section,
    "section-up": _move_section(-1),
    "section-down": _move_section(1),
    "remove-section": _remove_section,
    "add-lesson": _add_lesson,
    "add-step": _add_step,
    "up": _move_step(-1),
    "down": _move_step(1),
    "move": _move_to,
    "remove": _remove_step,
}
"""What can be done to sections and steps, by the word that a button sends."""


def _arrange(
    course: OwnCourse, form: ArrangeForm, alter: Callable[[arranging.Values], object], what: str, about: str
) -> Place:
    place = arrange(course, form.seen.data, alter, what, about, by=asker().id, now=clock.now())
    return place if isinstance(place, tuple) else ()


def title_of(own_slug: str, form: ArrangeForm) -> str:
    """What the section or step that is acted on is called."""
    parts = find_plan(own_slug).parts
    if form.section.data is None or not 0 <= form.section.data < len(parts):
        return ""
    part = parts[form.section.data]
    if form.step.data is None or not 0 <= form.step.data < len(part.lines):
        return str(part.values["title"]["vi"])
    return str(part.lines[form.step.data].title)
