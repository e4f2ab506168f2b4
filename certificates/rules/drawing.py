"""Drawing what was approved: once, outside every lock, then frozen with its digest."""

import hashlib
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from certificates import queries
from certificates.library import design
from certificates.models import Award, AwardFile, FileKind
from certificates.pdf.certificate import draw
from certificates.rules.numbering import lock_awards
from lms.base import audit, clock
from lms.base.database import db


def draw_award(award_id: int) -> AwardFile | None:
    """Draw an approved award and keep its file; the file that stands where somebody was quicker.

    None for an award that is not approved. Call it outside a transaction that writes: the drawing (some
    20 ms) holds no lock, only the keeping of the bytes does.
    """
    row = db.session.get(Award, award_id)
    if row is None or row.printed is None or row.issued_on is None:
        return None
    paper, drawn_by, day = row.paper, design(row.design), row.issued_on
    db.session.rollback()  # nothing read here is needed any more; no transaction lies open while drawing
    content = draw(paper, drawn_by, day)
    digest = hashlib.sha256(content).hexdigest()
    lock_awards()
    standing = db.session.scalar(
        select(AwardFile).where(AwardFile.award_id == award_id, AwardFile.kind == FileKind.DRAWN)
    )
    if standing:
        return standing
    file = AwardFile(
        award_id=award_id, kind=FileKind.DRAWN, content=content, sha256=digest, made_at=clock.now()
    )
    db.session.add(file)
    db.session.flush()
    audit.record("award:drawn", file, by=None, facts={"award": award_id, "sha256": digest})
    return file


def draw_waiting(award_ids: Sequence[int] | None = None) -> Iterator[AwardFile]:
    """Draw the approved awards without a file (of those given, or all); yields after each, so that the
    caller commits it before the next is drawn."""
    for award_id in queries.undrawn(award_ids):
        file = draw_award(award_id)
        if file:
            yield file
