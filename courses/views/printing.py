"""What is printed for those who learn without a phone."""

from flask import Response, abort

from courses.queries import published_edition
from courses.views.blueprint import courses
from lms.web.access import signed_in
from lms.web.i18n import language


@courses.get("/courses/<string:slug>/editions/<int:number>/booklet.pdf")
@signed_in
def booklet(slug: str, number: int) -> Response:
    """All lessons of an edition on paper, as they were drawn when it was published."""
    edition = published_edition(slug, number)
    printed = edition.booklet(language()) if edition else None
    if printed is None:
        abort(404)
    response = Response(printed.paper, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}-{number}.pdf"'
    return response
