"""The minutes of a support visit as an administrative paper: what the team saw and said on that day."""

from collections.abc import Iterator

from flask_babel import gettext as _

from lms.paper.official import (
    FILE_COPY,
    Block,
    Column,
    Items,
    Letterhead,
    Lines,
    OfficialPaper,
    Section,
    Signature,
    Table,
    Text,
    written_day,
)
from lms.places.rules.naming import full_name
from lms.visits.models import OUTCOMES, CheckOutcome, SupportVisit, TeamMember, VisitFinding
from lms.web.filters import day, named
from lms.web.i18n import said

LINES_FOR_WORDS = 3
"""Dotted lines where the unit writes its opinion, and where the team wrote no remarks."""


def visit_paper(visit: SupportVisit, letterhead: Letterhead) -> OfficialPaper:
    """The minutes, to be signed by the unit, by who wrote them and by who led the team.

    What was done about the findings afterwards does not stand there: minutes tell of their day.
    """
    return OfficialPaper(
        title=_("MINUTES"),
        subject=_("Inspection, guidance and support on population and children's work"),
        body=list(_body(visit)),
        letterhead=letterhead,
        signatures=[
            Signature(_("For the unit visited")),
            Signature(_("Who wrote the minutes")),
            Signature(_("Head of the team"), visit.team[0].name),
        ],
        recipients=[visit.unit.name, FILE_COPY],
    )


def _body(visit: SupportVisit) -> Iterator[Block]:
    if visit.document:
        yield Text(_("Based on %(document)s.", document=visit.document))
    yield Text(
        _(
            "Today, %(day)s, from …… to ……, the team of %(visiting)s worked with %(unit)s:",
            day=written_day(visit.visited_on),
            visiting=full_name(visit.visiting_unit),
            unit=full_name(visit.unit),
        )
    )
    yield Section(_("I. Who took part"))
    yield Text(_("1. The team:"))
    yield Items([_member(each, leads=number == 0) for number, each in enumerate(visit.team)])
    yield Text(_("2. For the unit visited: %(names)s", names=visit.received_by or "…" * 30))
    yield Section(_("II. What was looked at"))
    yield from _checklist(visit)
    yield Section(_("III. Remarks on the whole"))
    yield Text(visit.summary) if visit.summary else Lines(LINES_FOR_WORDS)
    yield Section(_("IV. Findings and advice"))
    yield from _findings(visit)
    yield Section(_("V. Opinion of the unit visited"))
    yield Lines(LINES_FOR_WORDS)
    yield Text(
        _("The minutes were read out to all, in two copies of the same words, one for each side.") + "/."
    )


def _member(member: TeamMember, *, leads: bool) -> str:
    name = ", ".join(each for each in (member.name, member.office) if each)
    return _("%(name)s – head of the team", name=name) if leads else name


def _checklist(visit: SupportVisit) -> Iterator[Block]:
    if not visit.checks:
        yield Text(_("No checklist was used."))
        return
    columns = [
        Column(_("No."), 1, "center"),
        Column(_("What is looked at"), 9),
        Column(_("How it stands"), 3, "center"),
        Column(_("Note"), 4),
    ]
    yield Table(
        columns,
        [[str(each.ordinal), named(each), said(OUTCOMES[each.outcome]), each.note] for each in visit.checks],
    )
    looked_at = [each for each in visit.checks if each.outcome is not CheckOutcome.NOT_SEEN]
    met = sum(each.outcome is CheckOutcome.MET for each in looked_at)
    yield Text(_("Looked at: %(seen)d items; met: %(met)d.", seen=len(looked_at), met=met))


def _findings(visit: SupportVisit) -> Iterator[Block]:
    if not visit.findings:
        yield Text(_("There is nothing to be put right."))
        return
    columns = [
        Column(_("No."), 1, "center"),
        Column(_("What was found"), 5),
        Column(_("Advice"), 5),
        Column(_("Who puts it right"), 3),
        Column(_("Due"), 2.6, "center"),
    ]
    yield Table(columns, [_row(number, each) for number, each in enumerate(visit.findings, 1)])


def _row(number: int, finding: VisitFinding) -> list[str]:
    return [str(number), finding.words, finding.advice, finding.responsible, day(finding.due_on)]
