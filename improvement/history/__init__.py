"""The history of every record: who changed it, when, by which way, and why.

`acts` says who acts; `versions` signs what is written with it; `log` lists the acts; `columns`
tells in what two versions differ, `entries` what an act changed, and `timeline` reads them back;
`moments` shows a page as it stood; `append_only` keeps the database from altering any of it.
"""

from improvement.history.acts import (
    COMMAND,
    PAGE,
    Act,
    ActMiddleware,
    NobodyNamed,
    act,
    current_act,
    save_as,
)
from improvement.history.entries import KINDS, Change, Entry
from improvement.history.log import LogEntry
from improvement.history.timeline import TimelineOf, timeline
from improvement.history.versions import Recorded, Version, create_all, record, update_all

__all__ = [
    "COMMAND",
    "KINDS",
    "PAGE",
    "Act",
    "ActMiddleware",
    "Change",
    "Entry",
    "LogEntry",
    "NobodyNamed",
    "Recorded",
    "TimelineOf",
    "Version",
    "act",
    "create_all",
    "current_act",
    "record",
    "save_as",
    "timeline",
    "update_all",
]
