"""What this part keeps about people."""

from lms.base.personal import PersonalData, Sort, Way

PERSONAL = (
    PersonalData(
        "app_factor",
        Sort.SIGN_IN,
        ("person_id",),
        Way.REMOVE,
        plain=("sealed_key",),
        hidden=("sealed_key", "last_step"),
    ),
    PersonalData(
        "passkey",
        Sort.SIGN_IN,
        ("person_id",),
        Way.REMOVE,
        plain=("credential_id", "public_key", "handle", "name"),
        hidden=("credential_id", "public_key", "handle", "sign_count"),
    ),
    PersonalData(
        "spare_code",
        Sort.SIGN_IN,
        ("person_id",),
        Way.REMOVE,
        plain=("code_hash",),
        hidden=("code_hash",),
    ),
)
