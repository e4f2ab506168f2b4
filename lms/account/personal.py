"""What this part keeps about people."""

from lms.base.personal import PersonalData, Sort, Way

PERSONAL = (
    PersonalData(
        "account",
        Sort.SIGN_IN,
        ("person_id",),
        Way.REMOVE,
        plain=("password_hash", "code_hash", "pin_hash"),
        hidden=("password_hash", "code_hash", "pin_hash", "is_demo"),
    ),
    PersonalData(
        "card",
        Sort.SIGN_IN,
        ("person_id",),
        Way.REMOVE,
        by=("issued_by_id", "voided_by_id"),
        plain=("token_hash", "code_hash"),
        hidden=("token_hash", "code_hash"),
    ),
    PersonalData("device_user", Sort.SIGN_IN, ("person_id",), Way.REMOVE),
    PersonalData(
        "sending_key",
        Sort.SIGN_IN,
        ("device_user_id",),
        Way.REMOVE,
        plain=("key_hash",),
        hidden=("key_hash",),
    ),
    PersonalData(
        "sign_in_session",
        Sort.SIGN_IN,
        ("person_id",),
        Way.REMOVE,
        plain=("token_hash", "device"),
        hidden=("token_hash",),
    ),
)
