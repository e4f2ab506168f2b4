"""What run.py plugs in of this part."""

from certificates.commands import certificates as commands
from certificates.demo import load_demo
from certificates.founding import FOUNDING
from certificates.jobs import JOBS
from certificates.personal import PERSONAL
from certificates.receivers import connect
from certificates.rules.examining import papers
from certificates.views.awards import awards, decisions, month
from certificates.views.certificates import (
    after_course,
    certificates,
    of_person,
    of_rescored,
    own_papers,
)
from certificates.views.verification import verification, welcome
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

FEATURE = Feature(
    name="certificates",
    personal=PERSONAL,
    blueprints=(certificates, awards, verification),
    menu=(
        MenuItem(message("My certificates"), "certificates.my_certificates", position=30),
        MenuItem(
            message("Approve certificates"),
            "awards.candidates",
            Permission.AWARDS_APPROVE,
            60,
            MenuGroup.CERTIFICATES,
        ),
    ),
    slots=(
        ("decisions", decisions),
        ("month", month),
        ("own_papers", own_papers),
        ("course_completed", after_course),
        ("person", of_person),
        ("rescored_people", of_rescored),
        ("welcome", welcome),
    ),
    jobs=JOBS,
    health=(papers,),
    commands=(commands,),
    connect=connect,
    founding=FOUNDING,
    load_demo=load_demo,
)
