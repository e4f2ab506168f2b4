"""Whom a changed clause concerns: names with reasons, on a page and as a workbook."""

from flask import abort, render_template
from werkzeug.wrappers import Response

from lms.base import audit, clock
from lms.base.database import db
from lms.standards.models import Clause
from lms.standards.rules.offering_traces import trace_workbook
from lms.standards.rules.tracing import trace
from lms.standards.views.blueprint import standards
from lms.web.access import Permission, asker, requires
from lms.web.files import sent
from lms.web.filters import named
from lms.web.i18n import said


@standards.get("/clauses/<int:clause_id>/affected")
@requires(Permission.PEOPLE_SEE)
def list_affected(clause_id: int) -> str:
    """Who of those in scope has not learned a clause, and what teaches it."""
    clause = _found(clause_id)
    audit.note_access(asker().id, f"not taught clause {clause_id}")
    db.session.commit()
    traces = trace(clause, max(clause.effective_on, clock.today()), asker())
    return render_template("standards/documents/list_affected.html", clause=clause, traces=traces)


@standards.get("/clauses/<int:clause_id>/affected.xlsx")
@requires(Permission.PEOPLE_SEE)
def export_affected(clause_id: int) -> Response:
    """The same names as a workbook."""
    clause = _found(clause_id)
    traces = trace(clause, max(clause.effective_on, clock.today()), asker())
    if not traces:
        abort(404)
    data = trace_workbook(clause, traces, said, named)
    audit.note_access(asker().id, f"not taught clause {clause_id}", exported=True)
    db.session.commit()
    return sent(data, "xlsx", f"chua-hoc-{clause_id}")


def _found(clause_id: int) -> Clause:
    return db.session.get(Clause, clause_id) or abort(404)
