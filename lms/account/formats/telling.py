"""What somebody reads when a way into her account was opened or closed. Vietnamese, whatever language whoever
did it has chosen."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.base.messages import Message
from lms.web.filters import moment
from lms.web.i18n import said

LANGUAGE = "vi"


class Told(NamedTuple):
    """A message to her."""

    subject: str
    text: str


def told(what: Message, at: datetime, by: str | None, *, own: bool) -> Told:
    """The message about one change: ``what`` was done, when, and by whom; ``own`` says that it was done in
    her own name, ``by`` who else did it, None for a command on the server."""
    with force_locale(LANGUAGE):
        if own:
            who = _("It was done by whoever was signed in as you.")
        elif by is None:
            who = _("It was done on the server by whoever runs it.")
        else:
            who = _("It was done by %(name)s.", name=by)
        lines = [
            said(what),
            _("When: %(moment)s.", moment=moment(at)) + " " + who,
            _(
                "If you know of it, there is nothing to do. If not, somebody else may come in as you: change "
                "the password, sign out the other devices under “Account”, and tell the administrator."
            ),
        ]
        return Told(_("A change in how you sign in"), "\n".join(lines))
