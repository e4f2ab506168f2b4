"""Certificates of the demonstration: an issuer, and papers for those who have finished a course."""

from certificates import queries
from certificates.rules.appointing import appoint
from certificates.rules.approving import approve
from certificates.rules.drawing import draw_waiting
from certificates.rules.revoking import replace_award, revoke
from certificates.rules.wording import Approval
from lms.base.clock import today
from lms.base.database import db
from lms.people.queries import person_by_code
from lms.places.queries import organisations_named
from lms.web.addresses import base_address

HEAD = "DEMO-LD"  # who decides
ISSUER = "chi-cuc-dan-so"
ORGANISATION = "Chi cục Dân số - Trẻ em tỉnh Phú Thọ"
AT_MOST = 30  # papers; drawing more would keep the first start waiting


def load_demo() -> None:
    """Appoint the demonstration's issuer, and issue, draw, revoke and replace; once."""
    office = db.session.scalars(organisations_named(ORGANISATION, today())).first()
    if queries.issuers() or office is None:
        return
    appoint(
        ISSUER,
        office,
        number_pattern="{number:03d}/{year}/GCN-CCDSTE",
        place="Phú Thọ",
        superior="Sở Y tế tỉnh Phú Thọ",
    )
    db.session.commit()
    _issue()
    _decide()
    for _ in draw_waiting():
        db.session.commit()


def _issue() -> None:
    """Approve each on the day on which its course was completed, in the order of the days."""
    waiting = [each for each in map(queries.award, queries.approve_themselves()) if each]
    opened = queries.issuers()[0].organisation.valid_from
    days = sorted((max(each.enrolment.completed_on or opened, opened), each.id) for each in waiting)
    for day, award_id in days[:AT_MOST]:
        approve([award_id], Approval(issued_on=day, address=base_address()))
    db.session.commit()


def _decide() -> None:
    """Revoke the first certificate and replace the second, so that both can be seen."""
    head = person_by_code(HEAD)
    first, second = (queries.award(each) for each in ([*queries.undrawn(), 0, 0])[:2])
    if head and first and second:
        revoke(first, reason="Cấp nhầm: chưa dự đủ bài.", by=head.id)
        successor = replace_award(second, reason="Sửa ngày sinh trên giấy.", by=head.id)
        db.session.commit()
        approve([successor.id], Approval(issued_on=today(), address=base_address()))
    db.session.commit()
