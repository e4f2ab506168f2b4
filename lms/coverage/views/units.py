"""Going straight to a unit by its name."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.base import clock
from lms.base.messages import message
from lms.coverage.forms import UnitsForm
from lms.coverage.rules.choosing import units_named
from lms.coverage.views import coverage
from lms.coverage.views.choosing import tree_of
from lms.web.access import Permission, asker, requires


@coverage.get("/coverage/units")
@requires(Permission.COVERAGE_SEE)
def units() -> str | Response | tuple[str, int]:
    """The units of hers that words name; where it is one, its numbers."""
    form = UnitsForm(request.args)
    if not form.validate():
        return render_template(
            "coverage/choice.html", form=form, day=clock.today(), units=(), sentence=None
        ), 400
    day = form.on.data or clock.today()
    words = form.find.data or ""
    found = units_named(asker(), words, tree_of(form, day) or day)
    if len(found) == 1:
        kept = {"unit": found[0].code, "on": day.isoformat(), **form.kept()}
        return redirect(url_for("coverage.table", **kept))
    sentence = (
        None if found else message("None of your units is called “%(words)s” on that day.", words=words)
    )
    return render_template("coverage/choice.html", form=form, day=day, units=found, sentence=sentence)
