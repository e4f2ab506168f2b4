"""Which year and which unit a report is about."""

from flask_babel import lazy_gettext
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from lms.activities.forms.papers import HeadForm


class YearForm(HeadForm):
    """Whose year is reported, beside the head."""

    year = IntegerField(lazy_gettext("Year"), [Optional(), NumberRange(2000, 2100)])
    unit = IntegerField(lazy_gettext("Unit"), [Optional()])
