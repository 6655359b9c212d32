"""The page for editing in the browser, which nothing links to."""

from papershelf.plan import contexts
from papershelf.plan.editing import ADMIN, SETTINGS_FILE, Editing
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner


def admin_page(planner: Planner, editing: Editing) -> Page:
    """The page that loads the program for editing."""
    return planner.page(
        (ADMIN,),
        "admin.html",
        "Edit",
        contexts.AdminContext(editing.script, editing.integrity, editing.icons, SETTINGS_FILE),
        noindex=True,
        policy=editing.policy,
    )
