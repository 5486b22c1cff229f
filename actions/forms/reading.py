"""What a row says, in words, to stand beside the boxes of a form."""

from django.db.models import Manager
from django.utils import formats


def as_read(row, name) -> str:
    """What a row says in one field, in words."""
    if display := getattr(row, f"get_{name}_display", None):
        return display() or "Not rated"
    value = getattr(row, name)
    if isinstance(value, Manager):
        return ", ".join(str(link.user) for link in value.all()) or "Nobody"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(formats.localize(value)) if value else "Nothing"
