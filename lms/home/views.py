"""The start page: a welcome for strangers, the next thing for everybody else."""

from flask import Blueprint, render_template

from lms.web.access import Permission, asker, public

home = Blueprint("home", "lms.home", template_folder="templates")


@home.get("/")
@public
def start() -> str:
    """The one next thing for who is signed in; for strangers, what this is and where to sign in."""
    if not asker().is_authenticated:
        return render_template("home/welcome.html")
    person = asker()
    works = any(person.may(permission) for permission in Permission)
    return render_template("home/start.html", person=person, works=works)
