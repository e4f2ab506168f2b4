"""What every page of coverage asks first: which unit, which day, among whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, NoReturn, TypeVar

from flask import abort, make_response, render_template, request

from lms.base import clock
from lms.base.messages import Message
from lms.coverage.formats.wording import counted
from lms.coverage.forms import TODAYS, CoverageForm
from lms.coverage.models import Among, Knowing, Scene
from lms.coverage.queries.offering import (
    all_staff_kinds,
    clause_by_id,
    organisation_by_id,
    organisers,
    staff_kinds_of,
    taught_clauses,
)
from lms.coverage.rules.choosing import UnknownUnit, path_to, top_units, unit_for
from lms.coverage.rules.tabulating import scene_of
from lms.coverage.rules.targeting import Targets
from lms.people.models import StaffKind
from lms.places.models import Organisation, Unit
from lms.standards.models import Clause
from lms.standards.queries import requirements_on
from lms.web.access import asker

F = TypeVar("F", bound=CoverageForm)


@dataclass
class Asked(Generic[F]):
    """What an address of coverage asks for, with the rows that it names."""

    form: F
    unit: Unit
    day: date
    tree: date | None
    """The later day under whose units the people of the day are shown."""
    kinds: Sequence[StaffKind]
    organiser: Organisation | None
    clause: Clause | None

    @property
    def unit_day(self) -> date:
        """The day of the unit."""
        return self.tree or self.day

    @cached_property
    def among(self) -> Among:
        """Whom to count."""
        return Among(
            staff_kind_ids=frozenset(kind.id for kind in self.kinds),
            new_since=self.form.since.data,
            second_job=bool(self.form.second.data),
            organiser_id=self.organiser.id if self.organiser else None,
            clause_id=self.clause.id if self.clause else None,
            knowing=Knowing(self.form.knowing.data) if self.clause else Knowing.CURRENT,
            stale=bool(self.form.stale.data),
        )

    def scene(self, day: date | None = None, targets: Targets | None = None) -> Scene:
        """What is looked at; on another day under the units of this one."""
        if day is None or day == self.day:
            return scene_of(self.unit, self.day, targets, among=self.among, tree=self.tree)
        return scene_of(self.unit, day, targets, among=self.among, tree=self.unit_day)

    @cached_property
    def path(self) -> list[Unit]:
        """The units above that the asker answers for."""
        return path_to(asker(), self.unit, self.unit_day)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What a link to the same question about another unit carries."""
        return {"on": self.day.isoformat(), **self.form.kept()}

    @cached_property
    def counted(self) -> list[str]:
        """Whom the page counts, where that is not everybody."""
        return counted(self.among, self.kinds, self.organiser, self.clause)

    @property
    def offered(self) -> dict[str, Any]:
        """What may be chosen to narrow the page by."""
        return {
            "kinds": all_staff_kinds(),
            "requirements": requirements_on(self.day),
            "organisers": organisers(),
            "clauses": taught_clauses(self.day),
        }

    @property
    def here(self) -> dict[str, Any]:
        """What a link to the same question about this unit carries."""
        return {"unit": self.unit.code, **self.kept}

    def pairs(self, *but: str) -> list[tuple[str, str]]:
        """The same as hidden fields of a form, without some of them."""
        return [
            (name, str(value))
            for name, held in self.here.items()
            if name not in but
            for value in (held if isinstance(held, list) else [held])
        ]


def asked(kind: type[F]) -> Asked[F]:
    """What the address asks for.

    Where it is wrong, or where she answers for several units and names none, the request ends with the page
    on which she chooses among them.
    """
    form = kind(request.args)
    if not form.validate():
        _choose(form, status=400)
    day = form.on.data or clock.today()
    tree = tree_of(form, day)
    unit = _unit_asked(form, tree or day)
    kinds = staff_kinds_of(form.staff.data or [])
    if len(kinds) < len(set(form.staff.data or [])):
        abort(404)
    organiser = (organisation_by_id(form.organiser.data) or abort(404)) if form.organiser.data else None
    clause = (clause_by_id(form.clause.data) or abort(404)) if form.clause.data else None
    return Asked(form, unit, day, tree, kinds, organiser, clause)


def tree_of(form: CoverageForm, day: date) -> date | None:
    """Today, where the people of a past day are asked for under the units of today."""
    today = clock.today()
    return today if form.tree.data == TODAYS and day < today else None


def _unit_asked(form: CoverageForm, day: date) -> Unit:
    """The unit in the address, else the one unit that the asker answers for."""
    try:
        if form.unit.data:
            return unit_for(asker(), form.unit.data, day)
    except UnknownUnit as refusal:
        _choose(form, refusal.message, 404)
    tops = top_units(asker(), day)
    if len(tops) != 1:
        _choose(form)
    return tops[0]


def _choose(form: CoverageForm, sentence: Message | None = None, status: int = 200) -> NoReturn:
    """End the request with the choice of her units on the day, and what was wrong with the address."""
    day = (form.on.data if not form.on.errors else None) or clock.today()
    units = top_units(asker(), day)
    page = render_template("coverage/choice.html", form=form, day=day, units=units, sentence=sentence)
    abort(make_response(page, status))
