"""Compiling sections into bundles, within the budget of one round trip."""

from sqlalchemy import select

from courses.formats.bundle import HEADER_BYTES, WIRE_BUDGET, Document, compress, draw
from courses.library import LANGUAGES
from courses.models import Bundle, Edition, Section
from courses.rules.step_kinds import Kinds, kind_named
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message


class OverBudget(Refusal):
    """A section would not arrive in one round trip."""


def recompile(kinds: Kinds) -> int:
    """Bring the bundles of every edition up to date with the product's own template, style and players.

    Texts and pinned versions stay; returns how many bundles changed.
    """
    lock_for_writing("bundles")
    sections = db.session.scalars(select(Section).join(Edition).where(Edition.published_at.is_not(None)))
    return sum(compile_section(section, kinds) for section in sections)


def compile_section(section: Section, kinds: Kinds) -> bool:
    """Make the section's bundles, or make them again; whether anything changed."""
    changed = [_compile_in(section, kinds, language) for language in LANGUAGES]
    return any(changed)


def _compile_in(section: Section, kinds: Kinds, language: str) -> bool:
    fragments = [kind_named(step.kind, kinds).compile(step, language) for step in section.steps]
    document = draw(section, fragments, language)
    bundle = db.session.scalar(
        select(Bundle).where(Bundle.section_id == section.id, Bundle.language == language)
    )
    if bundle and bundle.etag == document.etag:
        return False
    if bundle is None:
        bundle = Bundle(edition_id=section.edition_id, section_id=section.id, language=language)
        db.session.add(bundle)
    _fill(bundle, document, section, language)
    db.session.flush()
    return True


def _fill(bundle: Bundle, document: Document, section: Section, language: str) -> None:
    bundle.plain = document.plain
    bundle.gzip, bundle.brotli = compress(document.plain)
    bundle.script_hash, bundle.style_hash = document.script_hash, document.style_hash
    bundle.etag = document.etag
    bundle.wire_bytes = len(bundle.brotli) + HEADER_BYTES
    if bundle.wire_bytes > WIRE_BUDGET:
        raise OverBudget(
            message(
                "Section %(number)d (%(language)s) costs %(bytes)d bytes on the wire; at most %(most)d arrive"
                " in one round trip. Make it shorter or part it in two.",
                number=section.ordinal,
                language=language,
                bytes=bundle.wire_bytes,
                most=WIRE_BUDGET,
            )
        )
