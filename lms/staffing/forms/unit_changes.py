"""What may be sent in of changes of units."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from lms.web.forms import CleanStringField, Form


class SendUnitsForm(Form):
    """A list of units and successions."""

    file = FileField(_l("The list of units (.xlsx or .csv)"), [FileRequired(_l("Choose a file."))])


class EnterUnitsForm(Form):
    """One change: a new unit, a merger, a split or a new name."""

    on = DateField(_l("First day of the new units"), [InputRequired(_l("Give the day."))])
    decision = CleanStringField(
        _l("Decision"), [InputRequired(_l("Give the number of the decision.")), Length(max=200)]
    )
    old = TextAreaField(_l("Units that end"), [Optional(), Length(max=4000)])
    new = TextAreaField(
        _l("Units that begin"),
        [InputRequired(_l("Give the code and the name of the new unit.")), Length(max=4000)],
    )
    above = CleanStringField(_l("They lie in"), [Optional(), Length(max=200)])
