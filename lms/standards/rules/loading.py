"""Brings the shipped standard into the database: what is missing is added, and of what is there only what
nobody here can have written is corrected."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.base.database import db, lock_for_writing
from lms.people.models import Role
from lms.standards.library import requirement_tables, rows
from lms.standards.models import (
    Competency,
    Document,
    Requirement,
    ScaleLevel,
    Target,
    Validity,
    Window,
)
from lms.standards.rules.holding import rebuild
from lms.standards.rules.shipping import load_clauses, load_documents


def load_standard() -> None:
    """Add the shipped rows that are not there yet, and correct documents and clauses: see
    :mod:`lms.standards.rules.shipping`.

    Any other row that is there is never touched: an administrator may have ended or changed it.
    """
    lock_for_writing("standard", "evidence")
    documents = load_documents()
    _load_scales()
    competencies = _load_competencies(documents)
    moved = load_clauses(documents, competencies)
    requirements, added = _load_requirements(documents, competencies)
    _load_targets(documents, requirements, added)
    db.session.flush()
    if added or moved:
        rebuild()  # evidence may be older than the requirement or the clause


def _load_scales() -> None:
    known = {(row.scale, row.ordinal) for row in db.session.scalars(select(ScaleLevel))}
    for line in rows("scales"):
        if (line["scale"], int(line["ordinal"])) not in known:
            db.session.add(ScaleLevel(**{**line, "ordinal": int(line["ordinal"])}))


def _load_competencies(documents: dict[str, Document]) -> dict[str, Competency]:
    known = {row.code: row for row in db.session.scalars(select(Competency))}
    for position, line in enumerate(rows("competencies")):
        if line["code"] not in known:
            known[line["code"]] = competency = Competency(
                code=line["code"],
                name_vi=line["name_vi"],
                name_en=line["name_en"],
                scale=line["scale"],
                document_id=documents[line["document"]].id,
                valid_from=date.fromisoformat(line["valid_from"]),
                position=position,
            )
            db.session.add(competency)
    db.session.flush()
    return known


def _load_requirements(
    documents: dict[str, Document], competencies: dict[str, Competency]
) -> tuple[dict[str, Requirement], set[str]]:
    """The requirements by code (the shipped version of each), and the codes that were added now."""
    shipped = {table["code"]: table for table in requirement_tables()}
    known: dict[str, Requirement] = {}
    for row in db.session.scalars(select(Requirement).order_by(Requirement.valid_from.desc())):
        known[row.code] = row
    roles = db.session.scalars(select(Role).options(joinedload(Role.staff_kind))).all()
    added = shipped.keys() - known.keys()
    for position, (code, table) in enumerate(shipped.items()):
        if code in added:
            known[code] = _requirement(table, documents, competencies, position)
            known[code].roles = _roles(table["roles"], roles)
            db.session.add(known[code])
    db.session.flush()
    return known, set(added)


def _requirement(
    table: dict[str, Any], documents: dict[str, Document], competencies: dict[str, Competency], position: int
) -> Requirement:
    return Requirement(
        code=table["code"],
        name_vi=table["name_vi"],
        name_en=table["name_en"],
        competency_id=competencies[table["competency"]].id,
        document_id=documents[table["document"]].id,
        minimum_level=table.get("minimum_level", 1),
        validity=Validity(table["validity"]),
        months=table.get("months"),
        fixed_end=table.get("fixed_end"),
        window_days=table.get("window_days", 0),
        kinds_accepted=table["kinds"],
        modes_accepted=table["modes"],
        note=table.get("note"),
        position=position,
        valid_from=table["valid_from"],
    )


def _roles(named: Iterable[str], roles: Iterable[Role]) -> list[Role]:
    """The roles of names such as ``vien_chuc_ds/district``, or of every level of ``ctv_ds``."""
    found: list[Role] = []
    for name in named:
        kind, _, level = name.partition("/")
        fitting = [role for role in roles if role.staff_kind.code == kind and level in ("", role.level)]
        if not fitting:
            raise LookupError(f"requirements.toml names the role {name}, which does not exist")
        found += fitting
    return found


def _load_targets(
    documents: dict[str, Document], requirements: dict[str, Requirement], added: set[str]
) -> None:
    """The shipped targets of the requirements that were added; each counts the roles of its requirement."""
    for line in rows("targets"):
        if line["requirement"] not in added:
            continue
        requirement = requirements[line["requirement"]]
        target = Target(
            code=line["code"],
            requirement_id=requirement.id,
            threshold=Decimal(line["threshold"]) if line["threshold"] else None,
            window=Window(line["window"]),
            document_id=documents[line["document"]].id,
            note=line["note"] or None,
            valid_from=date.fromisoformat(line["valid_from"]),
        )
        target.roles = list(requirement.roles)
        db.session.add(target)
