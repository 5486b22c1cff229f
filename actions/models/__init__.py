"""What the register holds: notices, the people on them, their actions with what shows that they
are done, and how these came in.
"""

from actions.models.action import Action, Contributor
from actions.models.dates import DateChange
from actions.models.drafts import HeldFile, UpdateDraft
from actions.models.evidence import Evidence, EvidenceCheck, EvidenceFile
from actions.models.imports import Import
from actions.models.items import NextStep, ProgressItem
from actions.models.member import Member
from actions.models.notice import Council, Notice
from actions.models.reading import CalendarFeed, LastLook, MailPreference, SavedView, SentMail
from actions.models.reference import CrossReference, DeclinedReference
from actions.models.stages import NoChange, StageMove

__all__ = [
    "Action",
    "CalendarFeed",
    "Contributor",
    "Council",
    "CrossReference",
    "DateChange",
    "DeclinedReference",
    "Evidence",
    "EvidenceCheck",
    "EvidenceFile",
    "HeldFile",
    "Import",
    "LastLook",
    "MailPreference",
    "Member",
    "NextStep",
    "NoChange",
    "Notice",
    "ProgressItem",
    "SavedView",
    "SentMail",
    "StageMove",
    "UpdateDraft",
]
