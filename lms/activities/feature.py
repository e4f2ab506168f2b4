"""What run.py plugs in of this part."""

from lms.activities import models
from lms.activities.views import activities as pages
from lms.activities.views import papers, year
from lms.activities.views.blueprint import activities
from lms.base.messages import message
from lms.features import Feature
from lms.web.access import Permission
from lms.web.menu import MenuItem

__all__ = ["FEATURE", "models", "pages", "papers", "year"]  # importing them puts tables on the metadata, pages on the blueprint

FEATURE = Feature(
    name="lms.activities",
    blueprints=[activities],
    menu=[MenuItem(message("Activities"), "activities.list_activities", Permission.ACTIVITIES_RUN, 42)],
)
