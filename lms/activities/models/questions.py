"""The questions at the end of an activity, on paper and on the phone alike."""

from lms.base.messages import Message, message

QUESTIONS: dict[str, Message] = {
    "aims": message("I knew from the start what the class was to teach me."),
    "content": message("The content fits the work I do in the village and commune."),
    "level": message("The lessons were easy to understand."),
    "teaching": message("The trainers know the subject and answered our questions."),
    "practice": message("There was enough time to practise and to discuss."),
    "materials": message("The handouts were complete and easy to read."),
    "arrangement": message("Time, room and equipment were well arranged."),
    "use": message("I can use what I learned in my work."),
}
"""Each statement by its code, under which the marks of an :class:`Answer` are kept."""

MARKS: dict[int, Message] = {
    1: message("Disagree"),
    2: message("Partly disagree"),
    3: message("Half and half"),
    4: message("Agree"),
    5: message("Fully agree"),
}
"""What the marks mean, from the lowest."""

OPEN_QUESTION = message("What should be done differently next time? (no names, no household or child data)")
"""The question that is answered in words."""
