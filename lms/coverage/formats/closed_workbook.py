"""The Excel file of a closed period: its figures without a name, drawn once and kept as it is."""

from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.base.spreadsheets import Workbook
from lms.coverage.formats.period_wording import period_name
from lms.coverage.formats.workbook import about_table, add_figures
from lms.coverage.models import Period, Table
from lms.web.filters import day

LANGUAGE = "vi"
"""What is reported to an office is Vietnamese, whatever language the page of who closes it has."""


def closed_workbook(table: Table, period: Period, closed_on: date, digest: str) -> bytes:
    """The figures with the period they were closed for, the day of closing and the digest of what is kept."""
    with force_locale(LANGUAGE):
        book = Workbook()
        about = [
            *about_table(table),
            _("Closed for %(period)s on %(day)s", period=period_name(period), day=day(closed_on)),
            _("Checksum: %(digest)s", digest=digest),
        ]
        add_figures(book, table, about)
        return book.data()
