"""An office that issues certificates, in the small country; and people who have earned one."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from certificates import queries
from certificates.models import Award, Issuer, Paper
from certificates.rules.appointing import appoint
from certificates.rules.approving import NotACandidate, approve
from certificates.rules.drawing import draw_waiting
from certificates.rules.wording import Approval
from courses.library import read_course
from courses.models import Edition
from courses.rules.publishing import publish
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.places.models import OrganisationKind
from lms.places.rules.founding import organisation
from tests.conftest import make_app
from tests.factories.courses import COURSE, KINDS, completed, ghi_so, write_course
from tests.factories.people import make_collaborator, make_head
from tests.factories.places import SmallCountry, small_country

ADDRESS = "https://lop520.example.vn"

PAPER = Paper(
    superior="Sở Y tế tỉnh Phú Thọ",
    issuer="Chi cục Dân số - Trẻ em",
    name="Nguyễn Thị Ngọc Diễm",
    birth_date="05/02/1968",
    workplace="Cộng tác viên dân số, Thôn Đồng Bông, Xã Tam Dương, Tỉnh Phú Thọ",
    course="Bảo vệ trẻ em ở cộng đồng",
    period="từ 03/01/2026 đến 02/02/2026",
    hours="8 tiết (lý thuyết 3, thực hành 2, tự học 3)",
    form="trực tuyến",
    grade="Đạt",
    number="015/2026/GCN-CCDSTE",
    register_number="15",
    decision="102/QĐ-CCDSTE ngày 04/02/2026",
    validity="Có giá trị đến hết ngày 04/02/2028",
    place_and_date="Phú Thọ, ngày 05 tháng 02 năm 2026",
    signatory_title="KT. Chi cục trưởng\nPhó Chi cục trưởng",
    signatory="Trần Quỵnh Ỷ",
    address=f"{ADDRESS}/v/7K4M2QPX9ABC",
    code="7K4M-2QPX-9ABC",
)


@dataclass
class Office:
    """Who and what there is."""

    places: SmallCountry
    issuer: Issuer
    head: Person
    """Answers for the province and approves."""
    edition: Edition
    """A course of two lessons with a certificate."""


def make_office(folder: Path, approval: str = "person") -> Office:
    """An issuer of Phú Thọ, its head, and a published course whose certificate is approved so; committed."""
    places = small_country()
    db.session.commit()
    body = organisation(OrganisationKind.SUB_DEPARTMENT, "Chi cục Dân số - Trẻ em", places.phu_tho)
    issuer = appoint(
        "chi-cuc-dan-so",
        body,
        number_pattern="{number:03d}/{year}/GCN-CCDSTE",
        place="Phú Thọ",
        superior="Sở Y tế tỉnh Phú Thọ",
    )
    head = make_head(places.phu_tho)
    db.session.commit()
    ghi_so()
    source = COURSE.replace('approval = "self"', f'approval = "{approval}"')
    edition = publish(read_course(write_course(folder, toml=source)), KINDS, clock.now())
    assert edition is not None
    db.session.commit()
    return Office(places, issuer, head, edition)


def earn(office: Office, full_name: str = "Trần Thị Lan") -> Award:
    """A collaborator of Xã Tam Dương who has completed the course today: a candidate; committed."""
    person = make_collaborator(office.places.tam_duong, full_name)
    db.session.commit()
    award = queries.award_for(completed(person.id, office.edition).id)
    assert award is not None
    return award


def signed_by_deputy(day: date | None = None) -> Approval:
    """An approval as a head gives it."""
    return Approval(
        issued_on=day or clock.today(),
        address=ADDRESS,
        decision="102/QĐ-CCDSTE",
        signatory_title="KT. Chi cục trưởng\nPhó Chi cục trưởng",
        signatory="Trần Quỵnh Ỷ",
    )


def by_itself() -> Approval:
    """The approval of a course that asks nobody."""
    return Approval(issued_on=clock.today(), address=ADDRESS)


def issue(office: Office, full_name: str = "Trần Thị Lan", approval: Approval | None = None) -> Award:
    """An award approved (by the product itself unless said otherwise) and drawn; committed."""
    award = earn(office, full_name)
    approve([award.id], approval or by_itself())
    db.session.commit()
    for _ in draw_waiting([award.id]):
        db.session.commit()
    return award


def approve_and_draw(url: str, instance: Path, award_ids: list[int]) -> None:
    """What a server process of its own does: approve each candidate that nobody else has, and draw it."""
    app = make_app(url, instance)
    with app.app_context():
        for award_id in award_ids:
            try:
                approve([award_id], by_itself())
                db.session.commit()
            except NotACandidate:
                db.session.rollback()
            for _ in draw_waiting([award_id]):
                db.session.commit()
        db.session.remove()
        db.engine.dispose()
