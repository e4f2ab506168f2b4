"""What data is about, why it stays, and why it may be erased, in sentences."""

from lms.base.messages import message
from lms.base.personal import Reason, Sort, Way
from lms.privacy.models import Basis

SORTS = {
    Sort.IDENTITY: message("Who you are: name, code, birth date, phone, e-mail"),
    Sort.POSTS: message("Where you serve, and what you may see of others"),
    Sort.SIGN_IN: message("How you sign in: password and PIN (never readable), card, devices"),
    Sort.LEARNING: message("What you learn, and how far you are"),
    Sort.ANSWERS: message("Your answers, practice that was observed, questions to trainers"),
    Sort.EVIDENCE: message("What you have shown that you can do, and papers you handed in"),
    Sort.CERTIFICATES: message("Your certificates"),
    Sort.CLASSES: message("Classes and workshops: seats and attendance"),
    Sort.MESSAGES: message("Messages and reminders to you"),
    Sort.WORK: message("Work of the office in which you are named"),
    Sort.LISTS: message("Staff lists that named you"),
    Sort.RECORD: message("What was changed in your record, and who looked at it"),
}
WAYS = {
    Way.REMOVE: message("removed for good"),
    Way.BLANK: message("what tells of the person is removed"),
    Way.KEEP: message("stays, with a number instead of a name"),
}
REASONS = {
    Reason.COUNTED: message("It is counted in coverage and in closed reports, which name nobody."),
    Reason.REGISTER: message(
        "The register of certificates answers to the code on the paper: number, course and dates stay, the "
        "name and the file go."
    ),
    Reason.PROOF: message("It proves who did what, and when."),
    Reason.OFFICE: message("It is the work of the office, which goes on without the name."),
}
BASES = {
    Basis.ENDED: message(
        "Her work for the office has ended and the time of keeping is over (Law 91/2025/QH15, article 25.2)"
    ),
    Basis.WITHDRAWN: message("She asks for it (Law 91/2025/QH15, article 4)"),
    Basis.MISTAKE: message("She should never have been on record here"),
    Basis.ORDERED: message("A competent authority has decided it"),
}
