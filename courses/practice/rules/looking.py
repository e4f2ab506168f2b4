"""What is wrong with a checklist: in its text, and in what it refers to."""

from datetime import date
from typing import NamedTuple

from courses.practice.checklist.grammar import differences, read_checklist
from courses.practice.checklist.shape import Sheet
from courses.source.findings import Finding
from lms.base.messages import message
from lms.standards.models import Clause, Competency
from lms.standards.queries import clause_of, competency_by_code, scale_levels


class Looked(NamedTuple):
    """A checklist in both languages, and everything found in it, by language."""

    vi: Sheet
    en: Sheet | None
    findings: dict[str, list[Finding]]
    competency: Competency | None
    clauses: list[Clause]

    @property
    def sound(self) -> bool:
        """Whether nothing stops it from being published."""
        return not any(finding.error for found in self.findings.values() for finding in found)


def look_over(source_vi: str, source_en: str, day: date) -> Looked:
    """Read a checklist and say everything that is wrong with it; an empty English text is none."""
    vi, found = read_checklist(source_vi)
    competency = competency_by_code(vi.competency) if vi.competency else None
    found += _about_competency(vi, competency, day)
    clauses, missing = _clauses(vi, day)
    findings = {"vi": found + missing}
    en = None
    if source_en.strip():
        en, findings["en"] = read_checklist(source_en)
        findings["en"] += differences(vi, en)
    return Looked(vi, en, findings, competency, clauses)


def _about_competency(sheet: Sheet, competency: Competency | None, day: date) -> list[Finding]:
    if not sheet.competency:
        return []
    if competency is None or not competency.holds_on(day):
        sentence = message("No competency has the code %(code)s.", code=sheet.competency)
        return [Finding("", 1, sentence)]
    levels = [each.ordinal for each in scale_levels() if each.scale == competency.scale]
    if sheet.level > max(levels, default=1):
        return [Finding("", 1, message("This scale has no level %(level)s.", level=sheet.level))]
    return []


def _clauses(sheet: Sheet, day: date) -> tuple[list[Clause], list[Finding]]:
    clauses, found = {}, []
    for written in sheet.basis:
        number, mark, article = written.partition("#")
        clause = clause_of(number.strip(), article.strip(), day) if mark else None
        if clause is None:
            sentence = message(
                "“%(written)s” is not among the known clauses: write number#article, as in the list of"
                " documents.",
                written=written,
            )
            found.append(Finding("", 1, sentence))
        else:
            clauses[clause.id] = clause
    return [clauses[key] for key in sorted(clauses)], found
