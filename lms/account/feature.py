"""What run.py plugs in of this part."""

from lms.account.demo import load_demo
from lms.account.jobs import JOBS
from lms.account.views import account, fill_header, fill_staff_list_written, prepare
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuItem

FEATURE = Feature(
    name="lms.account",
    blueprints=[account],
    slots=[("header", fill_header), ("staff_list_written", fill_staff_list_written)],
    menu=[
        MenuItem(message("Sign-in slips"), "account.choose_slips", Permission.STAFFING_IMPORT, 46),
        MenuItem(message("Account"), "account.show_account", position=90),
    ],
    jobs=JOBS,
    prepare=prepare,
    load_demo=load_demo,
)
