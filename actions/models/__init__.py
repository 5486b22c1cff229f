"""What the register holds: notices, the people on them, their actions, and how these came in."""

from actions.models.action import Action, Contributor
from actions.models.imports import Import
from actions.models.items import NextStep, ProgressItem
from actions.models.member import Member
from actions.models.notice import Council, Notice
from actions.models.reference import CrossReference

__all__ = [
    "Action",
    "Contributor",
    "Council",
    "CrossReference",
    "Import",
    "Member",
    "NextStep",
    "Notice",
    "ProgressItem",
]
