"""Compiling sections into bundles, within the budget of one round trip."""

from sqlalchemy import select

from courses.formats.bundle import HEADER_BYTES, WIRE_BUDGET, Document, compress, draw
from courses.models import Bundle, Edition, Section
from courses.rules.step_kinds import Kinds, kind_named
from lms.base.database import db, lock_for_writing
from lms.base.messages import Message, Refusal, message


class OverBudget(Refusal):
    """Sections would not arrive in one round trip."""

    def __init__(self, sentences: list[Message]) -> None:
        super().__init__(sentences[0])
        self.sentences = sentences
        """One for each section and language."""


def recompile(kinds: Kinds) -> int:
    """Bring the bundles of every edition up to date with the product's own template, style and players.

    Texts and pinned versions stay; returns how many bundles changed.
    """
    lock_for_writing("bundles")
    sections = db.session.scalars(select(Section).join(Edition).where(Edition.published_at.is_not(None)))
    return sum(_compile(section, kinds, language) for section in sections for language in _languages(section))


def compile_edition(edition: Edition, kinds: Kinds) -> None:
    """Make the bundles of every section, in every language in which the course is taught.

    Raises :class:`OverBudget` where one of them is too heavy.
    """
    for section in edition.sections:
        for language in _languages(section):
            _compile(section, kinds, language)
    too_heavy = db.session.scalars(
        select(Bundle)
        .join(Section)
        .where(Bundle.edition_id == edition.id, Bundle.wire_bytes > WIRE_BUDGET)
        .order_by(Section.ordinal, Bundle.language.desc())
    )
    sentences = [_too_heavy(bundle) for bundle in too_heavy]
    if sentences:
        raise OverBudget(sentences)


def _languages(section: Section) -> list[str]:
    return section.edition.taught_in


def _compile(section: Section, kinds: Kinds, language: str) -> bool:
    """Make the section's bundle, or make it again; whether anything changed."""
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
    _fill(bundle, document)
    db.session.flush()
    return True


def _fill(bundle: Bundle, document: Document) -> None:
    bundle.plain = document.plain
    bundle.gzip, bundle.brotli = compress(document.plain)
    bundle.script_hash, bundle.style_hash = document.script_hash, document.style_hash
    bundle.etag = document.etag
    bundle.wire_bytes = len(bundle.brotli) + HEADER_BYTES


def _too_heavy(bundle: Bundle) -> Message:
    return message(
        "Section %(number)d (%(language)s) costs %(bytes)d bytes on the wire; at most %(most)d arrive"
        " in one round trip. Make it shorter or part it in two.",
        number=bundle.section.ordinal,
        language=bundle.language,
        bytes=bundle.wire_bytes,
        most=WIRE_BUDGET,
    )
