"""An administrator says who issues certificates."""

from flask import Flask

from certificates.queries import issuer_for, issuers
from lms.base.database import db
from lms.places.models import OrganisationKind
from lms.places.rules.founding import organisation

APPOINT = ["certificates", "appoint", "chi-cuc", "--place", "Phú Thọ", "--superior", "Sở Y tế tỉnh Phú Thọ"]


def appoint(app: Flask, name: str, pattern: str = "{number:03d}/{year}/GCN") -> tuple[int, str]:
    arguments = [*APPOINT, "--organisation", name, "--pattern", pattern]
    result = app.test_cli_runner().invoke(args=arguments)
    db.session.rollback()
    return result.exit_code, result.output


def test_an_organisation_is_found_without_diacritics(app: Flask) -> None:
    organisation(OrganisationKind.SUB_DEPARTMENT, "Chi cục Dân số", None)
    db.session.commit()
    assert appoint(app, "chi cuc dan so") == (0, "")
    (issuer,) = issuers()
    assert (issuer.code, issuer.organisation.name) == ("chi-cuc", "Chi cục Dân số")
    listed = app.test_cli_runner().invoke(args=["certificates", "issuers"])
    assert listed.output == "chi-cuc\tChi cục Dân số\t{number:03d}/{year}/GCN\n"


def test_what_is_wrong_is_said_and_nothing_is_kept(app: Flask) -> None:
    assert "Không có cơ quan nào" in appoint(app, "Chi cục Dân số")[1]
    organisation(OrganisationKind.SUB_DEPARTMENT, "Chi cục Dân số", None)
    db.session.commit()
    assert "không ghi được số" in appoint(app, "Chi cục Dân số", "{year}")[1]
    assert issuers() == []
    appoint(app, "Chi cục Dân số")
    assert "Đã có cơ quan cấp" in appoint(app, "Chi cục Dân số")[1]


def test_the_only_issuer_serves_courses_that_name_none(app: Flask) -> None:
    organisation(OrganisationKind.SUB_DEPARTMENT, "Chi cục Dân số", None)
    db.session.commit()
    assert issuer_for({}) is None
    appoint(app, "Chi cục Dân số")
    (only,) = issuers()
    assert issuer_for({}) is only
    assert issuer_for({"issuer": "khac"}) is only
