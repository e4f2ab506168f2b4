"""What this part keeps about people."""

from lms.base.personal import PersonalData, Sort

PERSONAL = (
    PersonalData("manuscript", Sort.WORK, by=("person_id",), plain=("code", "language", "text")),
    PersonalData("manuscript_media", Sort.WORK, by=("person_id",), plain=("code", "name", "address", "body")),
)
