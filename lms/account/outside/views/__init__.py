"""The pages of signing in by another house, and of linking one's account with it."""

from lms.account.outside.views import linking, signing
from lms.account.outside.views.blueprint import outside
from lms.account.outside.views.loading import prepare
from lms.account.outside.views.slots import fill_account, fill_person, fill_sign_in

__all__ = ["fill_account", "fill_person", "fill_sign_in", "linking", "outside", "prepare", "signing"]
