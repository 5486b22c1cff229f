"""What a column can be, and the names that councils print above it."""

import re

from .characters import fold

REF, WORDING, PROGRESS, NEXT_STEPS = "ref", "wording", "progress", "next_steps"
LEAD, DUE, RATING, STATUS, AREA, BODY = "lead", "due", "rating", "status", "area", "body"
FIELDS = (REF, WORDING, PROGRESS, NEXT_STEPS)
DETAILS = (LEAD, DUE, RATING, STATUS, AREA, BODY)
LISTS = (PROGRESS, NEXT_STEPS)

# The names that councils print above these columns, without case, punctuation or what is in
# brackets.
_NAMES = {
    REF: """#|ref|refs|ref no|ref number|reference|references|reference no|reference number|no|nos
        |num|number|id|item|item no|action no|action ref|action reference|action number|action id
        |rec no|recommendation no|recommendation number|requirement no|requirement number
        |notice ref|s no|sr no""",
    WORDING: """action|actions|action required|actions required|required action|action to be taken
        |action description|description|description of action|recommendation|recommendations
        |requirement|requirements|area for improvement|areas for improvement|improvement required
        |improvement action|what|what is required|what needs to be done|what needs to happen
        |what we need to do|what must be done|what will we do|what we will do|objective""",
    PROGRESS: """progress|progress to date|progress report|progress update|progress made
        |progress so far|update|updates|latest update|latest progress|update to date
        |what we have done|what have we done|what has been done|position|current position
        |position statement|position to date|achievements|achieved|work completed|completed work
        |done|done so far|actions taken|action taken|actions taken to date""",
    NEXT_STEPS: """next steps|next step|steps next|next actions|next action|outstanding
        |outstanding action|outstanding actions|outstanding work|action outstanding
        |actions outstanding|work outstanding|further action|further actions
        |further action required|further actions required|further work|to do|still to do
        |what next|what is next|what we will do next|what will we do next|what happens next
        |remaining|remaining actions|planned|planned actions|future actions|actions to be taken""",
    LEAD: """lead|leads|lead officer|lead officers|lead name|lead person|lead manager|lead director
        |lead executive|executive lead|lead responsible|owner|owners|action owner|action owners
        |action lead|lead owner|task owner|officer|officer responsible|responsible
        |responsible officer|responsible officers|responsible person|responsible lead
        |responsible manager|responsibility
        |person responsible|persons responsible|who is responsible|accountable|accountable officer
        |accountable person|accountable lead|accountability|who|by who|by whom|who by|who will do it
        |who will do this|assigned to|delivery lead|service lead|named lead|named officer|sro""",
    DUE: """due|due date|due by|date due|due on|target|target date|target completion date
        |target for completion|target completion|target delivery date|target timescale|deadline
        |deadlines|deadline date|by when|when|when by|when will it be done|when will we do it
        |timescale|timescales|time scale|time scales|timeframe|time frame|timeline
        |completion date|complete by|completed by|completion by|date for completion
        |planned completion|planned completion date|expected completion|expected completion date
        |delivery date|date for delivery|implementation date|end date|action by date""",
    RATING: """rag|brag|rating|ratings|rag rating|brag rating|rag status|brag status|rag score
        |r a g|rag rated|progress rag|progress rating|delivery rag|delivery rating|current rag
        |current rating|overall rag|action rag|rag current|rag now|colour""",
    STATUS: """status|stage|current status|status to date|action status|delivery status
        |progress status|completion status|stage of progress|status of action|state""",
    AREA: """area|areas|theme|themes|section|priority|priorities|priority area|priority areas
        |workstream|work stream|workstreams|work streams|strand|improvement theme|area of focus
        |focus area|domain|category|programme area|improvement area|service area""",
    BODY: """responsible body|responsible board|accountable body|accountable board|board|body
        |governance|governance group|governance body|governance board|governing body|reports to
        |reporting to|report to|reported to|overseen by|oversight|oversight board|monitored by
        |monitoring body|monitoring board|monitoring group|lead board|lead body|board or group""",
}
_FIELD_OF = {
    fold(name): field for field, names in _NAMES.items() for name in names.split("|") if name
}
# Headings that begin with one of these and go on ("Progress as at January 2014") mean the same,
# unless they go on to name something about it ("Action owner", "Progress RAG").
_BEGINNINGS = tuple(
    sorted(
        (name for name, field in _FIELD_OF.items() if field in {WORDING, *LISTS}),
        key=len,
        reverse=True,
    )
)
# A heading may say of when it is: "RAG March 2014", "Status as at 18 September".
_OF_WHEN = re.compile(
    r"\s(?:(?:as )?(?:at|of|on|in|for) )?(?:\d\w*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)[a-z]*)(?:\s(?:\d\w*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*))*$"
)
_SOMETHING_ELSE = re.compile(
    r"\b(owners?|leads?|officers?|responsib\w+|who|whom|by|when|due|deadline|timescales?|rag|rating"
    r"|status|date|priority|cost|evidence|outcomes?|measures?|success|type|category|theme|no|ref)\b"
)
_LONGEST_HEADING_WORDS = 9


_LONGEST = 1_000  # the rest of a longer cell, which is no heading, is not looked at


def heading_key(heading: str) -> str:
    """Return a heading as it is remembered: on one line, without regard to case."""
    return fold(heading).casefold()


def field_of(heading: str) -> str | None:
    """Return which field a heading names, or None."""
    name = plain_heading(heading)
    if name in _FIELD_OF:
        return _FIELD_OF[name]
    undated = _FIELD_OF.get(_OF_WHEN.sub("", name))
    if undated in DETAILS:
        return undated
    words = name.split()
    if not words or len(words) > _LONGEST_HEADING_WORDS or _SOMETHING_ELSE.search(name):
        return None
    start = next((known for known in _BEGINNINGS if name.startswith(f"{known} ")), None)
    return _FIELD_OF[start] if start else None


def plain_heading(heading: str) -> str:
    """Return a heading without case, punctuation or what is in brackets."""
    text = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", heading[:_LONGEST].casefold())
    return fold(re.sub(r"[^\w#]+|_", " ", text))
