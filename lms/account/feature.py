"""What run.py plugs in of this part."""

from lms.account.demo import load_demo
from lms.account.jobs import JOBS
from lms.account.views import account, fill_header, prepare
from lms.features import Feature

FEATURE = Feature(
    name="lms.account",
    blueprints=[account],
    slots=[("header", fill_header)],
    jobs=JOBS,
    prepare=prepare,
    load_demo=load_demo,
)
