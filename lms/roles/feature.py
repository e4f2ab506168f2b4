"""What run.py plugs in of this part."""

from lms.base.messages import message
from lms.features import Feature
from lms.roles.rules.expiring import matters
from lms.roles.views.blueprint import roles
from lms.roles.views.roles import fill_person
from lms.web.access import Permission
from lms.web.menu import MenuGroup, MenuItem

FEATURE = Feature(
    name="lms.roles",
    blueprints=(roles,),
    menu=(MenuItem(message("Staff roles"), "roles.list_roles", Permission.ROLES_GRANT, 45, MenuGroup.STAFF),),
    slots=(("person", fill_person),),
    matters=(matters,),
)
