"""What this part keeps about people."""

from lms.base.personal import PersonalData, Sort, Way

PERSONAL = (PersonalData("assignment", Sort.LEARNING, ("person_id",), Way.REMOVE, by=("assigned_by_id",)),)
