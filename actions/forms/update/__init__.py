"""The update page's form: what was done, what comes next, the rating; and its clashes."""

from actions.forms.update.evidence import Files
from actions.forms.update.page import UpdateForm

__all__ = ["Files", "UpdateForm"]
