"""The words for access roles."""

from lms.base.messages import Message, message
from lms.people.models import AccessRole
from lms.web.i18n import said

NAMES: dict[AccessRole, Message] = {
    AccessRole.ADMINISTRATOR: message("Administrator"),
    AccessRole.APPROVER: message("Approver of certificates"),
    AccessRole.HEAD: message("Department head"),
    AccessRole.OFFICER: message("Population officer"),
    AccessRole.TRAINER: message("Trainer"),
}
MEANINGS: dict[AccessRole, Message] = {
    AccessRole.ADMINISTRATOR: message("everything, settings and access too"),
    AccessRole.APPROVER: message("looks at who has earned a certificate, and issues it"),
    AccessRole.HEAD: message("figures, people, standards, approving; gives access to officers and trainers"),
    AccessRole.OFFICER: message("her people: staff list, figures, classes"),
    AccessRole.TRAINER: message("writes courses and exercises, runs classes"),
}


def role_words(role: AccessRole) -> str:
    """How an access role is called on the page."""
    return said(NAMES[role])
