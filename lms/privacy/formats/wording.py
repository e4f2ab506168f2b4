"""What data is about, why it stays, and why it may be erased, in sentences."""

from lms.base.messages import message
from lms.base.personal import Reason, Sort, Way
from lms.privacy.models import Basis, Loss, Outcome, Wanted

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
WANTED = {
    Wanted.CORRECTION: message("Correct something that is wrong"),
    Wanted.ERASURE: message("Erase my data"),
    Wanted.OTHER: message("Something else about my data"),
}
OUTCOMES = {
    Outcome.DONE: message("It was done"),
    Outcome.REFUSED: message("It cannot be done; the reason is given"),
}
LOSSES = {
    Loss.PHONE: message("A phone or computer on which somebody was signed in"),
    Loss.ACCOUNT: message("Somebody else came in by a password, card or PIN"),
    Loss.BACKUP: message("A backup, or the server: everything"),
}
LABELS = {
    "code": message("Code"),
    "full_name": message("Full name"),
    "birth_date": message("Birth date"),
    "birth_year": message("Birth year"),
    "phone": message("Phone"),
    "email": message("E-mail"),
    "created_at": message("On record since"),
    "valid_from": message("From"),
    "valid_until": message("To"),
    "end_reason": message("Why it ended"),
    "occurred_on": message("Day"),
    "recorded_at": message("Noted at"),
    "level": message("Level"),
    "competency": message("Competency"),
    "requirement": message("Requirement"),
    "activity": message("Class or workshop"),
    "unit": message("Unit"),
    "organisation": message("Organisation"),
    "edition": message("Course"),
    "step": message("Step"),
    "document": message("Document"),
    "number": message("Number"),
    "issuer": message("Issuer"),
    "issued_on": message("Issued on"),
    "note": message("Note"),
    "words": message("In words"),
    "text": message("What it says"),
    "subject": message("Title of the message"),
    "answer": message("Answer"),
    "score": message("Score"),
    "passed": message("Passed"),
    "path": message("Answers (scene and choice)"),
    "started_at": message("Begun at"),
    "finished_at": message("Finished at"),
    "received_at": message("Received at"),
    "completed_on": message("Completed on"),
    "device": message("Device"),
    "name": message("Name"),
    "since": message("Since"),
    "last_used_at": message("Last used"),
    "expires_at": message("Ends at"),
    "issued_at": message("Made at"),
    "read_at": message("Read at"),
    "made_at": message("Asked at"),
    "due_on": message("Due on"),
    "at": message("Day and hour"),
    "printed": message("What is printed"),
    "present": message("Present"),
    "exported": message("Taken out as a file"),
    "password_set_at": message("Password chosen at"),
    "pin_set_at": message("PIN chosen at"),
    "status": message("State"),
    "state": message("State"),
    "kind": message("Kind"),
    "mode": message("How"),
    "receipt": message("Receipt"),
}
"""How the columns are called that somebody is shown of her data; the others stand in the file only."""
