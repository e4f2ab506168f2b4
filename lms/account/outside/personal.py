"""What this part keeps about people."""

from lms.base.personal import PersonalData, Sort, Way

PERSONAL = (
    PersonalData(
        "outside_link",
        Sort.SIGN_IN,
        ("person_id",),
        Way.REMOVE,
        plain=("issuer", "subject"),
        hidden=("subject",),
    ),
)
