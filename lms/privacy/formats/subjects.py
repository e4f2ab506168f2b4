"""What the access log says was shown, in sentences: it keeps short words that name nobody."""

from lms.base.messages import Message, message

SUBJECTS: dict[str, Message] = {
    "access log": message("The access log"),
    "acts": message("Who did what, by the audit"),
    "activity": message("People of a class or workshop"),
    "candidates for certificates": message("Who waits for a certificate"),
    "card on the screen": message("A card with a sign-in code"),
    "cards": message("Cards with sign-in codes"),
    "certificate": message("A certificate of somebody"),
    "coverage": message("Names behind the figures of coverage"),
    "data requests": message("Requests about data"),
    "data request": message("A request about somebody's data"),
    "declarations": message("Declared training to be confirmed"),
    "erasing a person": message("What is kept of a person, to erase it"),
    "exercise on paper": message("For whom an exercise is printed"),
    "evidence of a person": message("What a person has shown"),
    "helping": message("People who are helped to answer"),
    "lessons on paper": message("People who read on paper"),
    "list of assignments": message("The list of assignments"),
    "list of people": message("The list of people"),
    "losses of data": message("Losses of data"),
    "loss of data": message("Whom a loss of data affects"),
    "meeting": message("The monthly meeting of a commune"),
    "my data": message("All data of a person, taken out by herself"),
    "namesakes of a newcomer": message("People with the name of a newcomer"),
    "not taught": message("Who has not learned what is new"),
    "observation of practice": message("How somebody's practice was observed"),
    "observations of practice": message("Practice that was observed"),
    "overdue tasks": message("Overdue tasks after classes"),
    "paper results": message("Results from paper"),
    "people to whom access may be given": message("People to whom access may be given"),
    "people who may be one": message("People who may be one person"),
    "period": message("Names behind a closed period"),
    "photo of a paper": message("The photo of a paper"),
    "posting of a person": message("A posting of a person"),
    "posts": message("Posts touched by a change of units"),
    "practice": message("Practice that is observed"),
    "proposed classes": message("People for whom classes are proposed"),
    "receipts": message("Whose a receipt is"),
    "record beside another one": message("Two records beside each other"),
    "record of a person": message("The record of a person"),
    "register of certificates": message("The register of certificates"),
    "reminders to pass on": message("Reminders to pass on"),
    "rescoring": message("Whose results a corrected key changes"),
    "roster": message("The roster of a commune"),
    "rosters": message("Rosters of communes"),
    "second factors and devices of a person": message(
        "How a person proves who she is, and where she is signed in"
    ),
    "sheets": message("Printed exercises with names"),
    "slips": message("Slips with sign-in codes"),
    "staff list": message("A staff list that was sent in"),
    "list of staff roles": message("Who has access to what"),
    "staff roles of a person": message("What a person has access to"),
    "start page: who lacks what": message("Who lacks what, on the start page"),
    "start page": message("People named on the start page"),
    "unit": message("Who lacks what in a unit"),
    "vacant posts": message("Vacant posts"),
    "hamlets without anybody trained": message("Hamlets without anybody trained"),
    "visit": message("A support visit and its minutes"),
    "whether a person has a card": message("Whether a person has a card"),
    "who would lack": message("Who would lack what is to be asked"),
}
"""By how the words begin; the longest that fits is meant."""

_BY_LENGTH = sorted(SUBJECTS, key=len, reverse=True)


def told(subject: str) -> tuple[Message | None, str]:
    """What was shown, as a sentence, and what follows in the log's own words (keys, days, units)."""
    for begin in _BY_LENGTH:
        if subject.startswith(begin):
            return SUBJECTS[begin], subject.removeprefix(begin).strip(" ,:")
    return None, subject
