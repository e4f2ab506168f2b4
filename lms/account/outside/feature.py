"""What run.py plugs in of signing in by another house; the account's catalogue holds its sentences."""

from lms.account.outside.personal import PERSONAL
from lms.account.outside.views import fill_account, fill_person, fill_sign_in, outside, prepare
from lms.features import Feature

FEATURE = Feature(
    name="lms.account.outside",
    blueprints=[outside],
    slots=[("account", fill_account), ("person", fill_person), ("sign_in", fill_sign_in)],
    prepare=prepare,
    personal=PERSONAL,
)
