"""What an edition says about itself beside its lessons, line by line, in a language of its lessons."""

from typing import NamedTuple

from flask_babel import force_locale
from flask_babel import gettext as _

from courses.models import Edition
from lms.base.messages import Message, message


class Head(NamedTuple):
    """One thing that an edition says about itself."""

    label: Message
    text: str
    """Lines; empty where it says nothing."""


def heads_of(edition: Edition, language: str) -> list[Head]:
    """All of them, the same labels in the same order for every edition."""
    english = language == "en"
    hours, certificate = edition.hours, edition.certificate or {}
    with force_locale(language):
        competencies = [
            _(
                "%(competency)s, level %(level)d",
                competency=each.competency.name_en if english else each.competency.name_vi,
                level=each.level,
            )
            for each in edition.competencies
        ]
        lessons = [
            _("Theory: %(count)d", count=hours.get("theory", 0)),
            _("Practice: %(count)d", count=hours.get("practice", 0)),
            _("Self-study: %(count)d", count=hours.get("self_study", 0)),
        ]
    aid = edition.job_aid(language)
    return [
        Head(message("Name"), edition.name_en if english else edition.name_vi),
        Head(message("What she can do afterwards"), edition.summary_en if english else edition.summary_vi),
        Head(message("Aims"), "\n".join((edition.aims or {}).get(language, []))),
        Head(message("Hours in lessons of 45 minutes"), "\n".join(lessons)),
        Head(message("Competencies it gives"), "\n".join(sorted(competencies))),
        Head(message("Certificate"), _table(certificate)),
        Head(message("Block on every lesson"), edition.always_show or ""),
        Head(message("Staff to whom it is offered"), "\n".join(sorted(edition.audience or []))),
        Head(message("Languages"), ", ".join(edition.taught_in)),
        Head(message("Glossary"), "\n".join(_term(each) for each in edition.terms or [])),
        Head(message("Job aid"), f"# {aid.title}\n\n{aid.source}" if aid else ""),
    ]


def _table(values: dict[str, object]) -> str:
    return "\n".join(f"{key}: {values[key]}" for key in sorted(values))


def _term(term: dict[str, object]) -> str:
    return f"{term['term']}: {term['meaning']}"
