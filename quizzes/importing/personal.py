"""What this part keeps about people."""

from lms.base.personal import PersonalData, Sort

PERSONAL = (PersonalData("material_import", Sort.WORK, by=("person_id",)),)
