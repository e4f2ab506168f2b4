"""The start page of each role, and how the installation stands."""

from pathlib import Path

from flask import Blueprint, Response, current_app, render_template

from lms.base import audit, clock
from lms.base.database import db
from lms.base.health import Finding, Health
from lms.base.version import product_version
from lms.home.rules.examining import Installation, examine
from lms.home.rules.minding import MyPeople, communes_minded, mind
from lms.people.models import Person
from lms.standards.views.slots import KINDS
from lms.web.access import Permission, asker, public, requires
from lms.web.keeping import may_be_kept

home = Blueprint(
    "home", "lms.home", template_folder="templates", static_folder="static", static_url_path="/static/home"
)

LISTS_WHAT_WAITS = Permission.COVERAGE_SEE, Permission.EXERCISES_WRITE
"""Whose holders find what waits for them in what the parts of coverage and exercises put on the page."""
NAMED_AT_ONCE = 15  # people on the start page without opening anything


@home.get("/")
@public
def start() -> str | Response:
    """What is next for who is signed in; for strangers, what this is and where to sign in."""
    person = asker()
    if not person.is_authenticated:
        return render_template("home/welcome.html")
    if not any(person.may(permission) for permission in Permission):
        return may_be_kept(render_template("home/start.html", person=person))
    findings = _findings() if person.may(Permission.SYSTEM_ADMINISTER) else []
    return render_template(
        "home/start_working.html",
        person=person,
        findings=findings,
        to_do=_not_good(findings),
        mine=_people_of(person),
        told_elsewhere=any(person.may(each) for each in LISTS_WHAT_WAITS),
        shown=NAMED_AT_ONCE,
        kinds=KINDS,
    )


@home.get("/health")
@requires(Permission.SYSTEM_ADMINISTER)
def health() -> str:
    """Each line of the installation and its parts: how it stands, and what to do."""
    findings = _findings()
    return render_template("home/health.html", findings=findings, to_do=_not_good(findings))


def _people_of(person: Person) -> MyPeople | None:
    """Those whom she minds by name, where she minds communes; that names are shown is noted before anything
    is read. Whoever minds none but sends people to learn is shown whose phones are silent."""
    communes = communes_minded(person)
    if not communes:
        if person.may(Permission.STAFFING_IMPORT):
            audit.note_access(person.id, "start page")
            db.session.commit()
        return None
    codes = ", ".join(unit.code for unit in communes)
    audit.note_access(person.id, f"start page: who lacks what in {codes}")
    db.session.commit()
    return mind(person, clock.today())


def _findings() -> list[Finding]:
    features = current_app.extensions["features"]
    installation = Installation(
        instance=Path(current_app.instance_path),
        migrations=Path(current_app.config["MIGRATIONS"]),
        version=product_version(),
        is_production=current_app.extensions["config"].is_production,
    )
    own = examine(installation, [job for each in features for job in each.jobs], clock.now())
    return own + [check() for each in features for check in each.health]


def _not_good(findings: list[Finding]) -> list[Finding]:
    """What somebody should look at, the worst first."""
    return [each for health in (Health.BAD, Health.WATCH) for each in findings if each.health is health]
