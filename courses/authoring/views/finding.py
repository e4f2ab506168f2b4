"""Finding a course of our own, and what its pages need to know of it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from flask import abort, current_app, url_for
from flask_babel import gettext

from courses.authoring.queries import Plan, plan_of
from courses.models import OwnCourse, OwnFile
from courses.queries.own_courses import kept_folder, own_course
from courses.rules.step_kinds import Kinds
from courses.source.findings import Finding
from courses.source.folders import HEAD, MEDIA, TERMS
from courses.source.tables import Words
from courses.step_kind import Offer
from lms.web.i18n import language


def find_course(own_slug: str) -> OwnCourse:
    """The course of our own with this part of an address; 404 where there is none."""
    return own_course(own_slug) or abort(404)


def find_plan(own_slug: str) -> Plan:
    """The same, as its files stand."""
    return plan_of(kept_folder(find_course(own_slug)))


def kinds() -> Kinds:
    """The kinds of steps that the features registered."""
    found: Kinds = current_app.extensions["step_kinds"]
    return found


def offers() -> dict[str, Offer]:
    """What may be added to a course beside lessons, by the value of its option."""
    found = [(name, offer) for name, kind in kinds().items() for offer in kind.offers()]
    return {option(name, offer.reference): offer for name, offer in found}


def option(kind: str, reference: Mapping[str, Any]) -> str:
    """The value of the option that stands for a step: of which kind, and what it refers to."""
    return json.dumps({"kind": kind, **reference}, sort_keys=True)


def titles_of_offers(found: Iterable[tuple[str, Offer]]) -> dict[str, str]:
    """What each offer is called in the language of the page."""
    return {value: offer.titles.get(language()) or offer.titles["vi"] for value, offer in found}


def way_to(plan: Plan, finding: Finding) -> str | None:
    """Where what was found is mended; None where no page is for it."""
    slug = plan.folder.name
    path = finding.file.removeprefix(f"{slug}/")
    if path == HEAD and finding.line:
        return url_for("own_courses.show_course", own_slug=slug, _anchor=_step_at(plan, finding.line))
    if path == HEAD:
        return url_for("own_courses.describe_course", own_slug=slug)
    if path == TERMS:
        return url_for("own_courses.list_terms", own_slug=slug)
    if path.startswith(f"{MEDIA}/"):
        return url_for("own_courses.list_media", own_slug=slug)
    file = plan.folder.files.get(path)
    return lesson_url(plan, file, f"line-{finding.line}" if finding.line else None) if file else None


def lesson_url(plan: Plan, file: OwnFile, anchor: str | None = None) -> str:
    """Where a text is written."""
    return url_for("own_courses.write_lesson", own_slug=plan.folder.name, file_id=file.id, _anchor=anchor)


def words_in(words: Words) -> str:
    """What is said in both languages, in that of the page."""
    return words.get(language()) or words["vi"]


def role_name(role: str) -> str:
    """What an exercise is for, in the language of the page."""
    names = {
        "practice": gettext("Practice"),
        "orientation": gettext("Orientation test"),
        "assessment": gettext("Assessment"),
        "observed": gettext("Observed practice"),
    }
    return str(names.get(role, role))


def _step_at(plan: Plan, line: int) -> str:
    """The anchor of the step that stands on a line of the description."""
    above = plan.head.text.split("\n")[:line]
    section = sum(each.strip() == "[[sections]]" for each in above)
    begun = max((at for at, each in enumerate(above) if each.strip() == "[[sections]]"), default=0)
    step = sum(each.strip() == "[[sections.steps]]" for each in above[begun:])
    return f"step-{max(section, 1)}-{max(step, 1)}"
