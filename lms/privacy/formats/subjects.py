"""What the access log says was shown, in sentences: it keeps short words that name nobody."""

from lms.base.messages import Message, message

SUBJECTS: dict[str, Message] = {
    "access log": message("The access log"),
    "acts": message("Who did what, by the audit"),
    "activity": message("People of a class or workshop"),
    "card on the screen": message("A card with a sign-in code"),
    "cards": message("Cards with sign-in codes"),
    "certificate": message("A certificate of somebody"),
    "coverage": message("Names behind the figures of coverage"),
    "data requests": message("Requests about data"),
    "data request": message("A request about somebody's data"),
    "declarations": message("Declared training to be confirmed"),
    "erasing a person": message("What is kept of a person, to erase it"),
    "evidence of a person": message("What a person has shown"),
    "helping": message("People who are helped to answer"),
    "lessons on paper": message("People who read on paper"),
    "list of assignments": message("The list of assignments"),
    "list of people": message("The list of people"),
    "meeting": message("The monthly meeting of a commune"),
    "my data": message("All data of a person, taken out by herself"),
    "namesakes of a newcomer": message("People with the name of a newcomer"),
    "not taught": message("Who has not learned what is new"),
    "overdue tasks": message("Overdue tasks after classes"),
    "paper results": message("Results from paper"),
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
    "reminders to pass on": message("Reminders to pass on"),
    "rescoring": message("Whose results a corrected key changes"),
    "roster": message("The roster of a commune"),
    "rosters": message("Rosters of communes"),
    "sheets": message("Printed exercises with names"),
    "slips": message("Slips with sign-in codes"),
    "staff list": message("A staff list that was sent in"),
    "list of staff roles": message("Who has access to what"),
    "staff roles of a person": message("What a person has access to"),
    "start page": message("Who lacks what, on the start page"),
    "unit": message("Who lacks what in a unit"),
    "vacant posts": message("Vacant posts"),
    "hamlets without anybody trained": message("Hamlets without anybody trained"),
    "visit": message("The minutes of a visit"),
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
