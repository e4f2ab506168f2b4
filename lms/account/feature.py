"""What run.py plugs in of this part."""

from lms.account.demo import load_demo
from lms.account.founding import FOUNDING
from lms.account.jobs import JOBS
from lms.account.personal import PERSONAL
from lms.account.receivers import connect
from lms.account.rules.examining import accounts
from lms.account.views import (
    account,
    fill_header,
    fill_person,
    fill_pin_box,
    fill_staff_list_written,
    fill_way_to_slips,
    fill_who_is_here,
    prepare,
    unsent_of_people,
    way_to_fill,
    way_to_newcomer,
    way_to_replace,
)
from lms.base.messages import message
from lms.features import Feature
from lms.web.menu import MenuItem

FEATURE = Feature(
    name="lms.account",
    personal=PERSONAL,
    blueprints=[account],
    slots=[
        ("after_first_lesson", fill_pin_box),
        ("header", fill_header),
        ("people", way_to_newcomer),
        ("people", fill_way_to_slips),
        ("my_people", way_to_newcomer),
        ("posting", way_to_replace),
        ("today", unsent_of_people),
        ("vacant_post", way_to_fill),
        ("person", fill_person),
        ("staff_list_written", fill_staff_list_written),
        ("staff_lists", fill_way_to_slips),
        ("who_is_here", fill_who_is_here),
    ],
    menu=[
        MenuItem(message("Account"), "account.show_account", position=90),
    ],
    jobs=JOBS,
    health=[accounts],
    prepare=prepare,
    connect=connect,
    founding=FOUNDING,
    load_demo=load_demo,
)
