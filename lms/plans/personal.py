"""What this part keeps about people."""

from lms.base.personal import PersonalData, Sort

PERSONAL = (PersonalData("planned_class", Sort.WORK, words=("note",), plain=("title",)),)
