"""Every page of the product as somebody sees it: how to come to it, and who may.

A page that lacks here is tested by nobody: add each new one, with its errors and its odd states.
The gaps of an address, {notice}, {ref} and so on, are filled from `tests.two_councils`.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from tests.two_councils import LOCKED_OUT

_YESTERDAY = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
ANONYMOUS = ("anonymous",)
ADMINISTRATORS = ("administrator", "stranger")  # the stranger is one of the other, awkward council
WRITERS = (*ADMINISTRATORS, "lead", "contributor")
READERS = ("officer", "assurance_lead", "board_member", "observer")
MEMBERS = (*WRITERS, *READERS)
MEMBERS_OF_OURS = tuple(role for role in MEMBERS if role != "stranger")
WITH_NOTHING_YET = ("neighbour", "stranger")


@dataclass(frozen=True)
class Page:
    """One page. With `said` it is what comes of sending its form: these boxes changed, and None
    for a box that is not sent at all.
    """

    name: str
    path: str
    roles: tuple[str, ...]
    said: dict[str, str | None] | None = None
    status: int = 200
    settings: dict[str, object] = field(default_factory=dict)

    def address(self, place):
        return self.path.format(**place, **DAYS)

    def what_is_said(self, place):
        return {box.format(**place): value for box, value in self.said.items()}


# The demonstration has a past; the other council's data is of today.
DAYS = {
    "today": timezone.localdate().isoformat(),
    "past": (timezone.localdate() - dt.timedelta(days=20)).isoformat(),
}
N = "/notices/{notice}/"
ACTION = f"{N}actions/{{ref}}/"
EVIDENCE = f"{ACTION}evidence/{{evidence}}/"
BODY = f"{N}bodies/{{body}}/"
MEETING = f"{BODY}meetings/{{meeting}}/"
BULK = f"{N}bulk/?tick={{ref}}"
CHECKED = f"{N}imports/{{checked}}/"
NO_RATING_REASON = {
    "rating-delivery_rating": "red",
    "rating-rating_reason": "",
    "rating-path_to_green": "",
    "new-progress-0-achieved_on": "40 March 2014",
    "new-step-0-due_on": "27 March 2027",
}
NO_SUCH_REF = {"ref-ref": "the tenth", "do": "ref.set"}
NO_SUCH_WORDS = {"progress-at": "not said", "progress-place": "0", "do": "progress.split"}
CLASH = {"shown": "", "progress-{progress}-text": "Otherwise", "why-reason": "Clearer"}

PAGES = [
    # Before logging in
    Page("log in", "/login/", ANONYMOUS),
    Page("log in, of a demonstration", "/login/", ANONYMOUS, settings={"DEMO": True}),
    Page("log in, nothing filled in", "/login/", ANONYMOUS, said={}),
    Page(
        "log in, wrong password", "/login/", ANONYMOUS, {"username": "a@b.example", "password": "x"}
    ),
    Page("locked out", "/login/", ANONYMOUS, {"username": LOCKED_OUT, "password": "x"}, status=429),
    Page("ask for a link", "/reset-password/", ANONYMOUS),
    Page("ask for a link, error", "/reset-password/", ANONYMOUS, said={"email": "x"}),
    Page("a link is sent", "/reset-password/sent/", ANONYMOUS),
    Page("set a password", "{link}", ANONYMOUS),
    Page(
        "set a password, error", "{link}", ANONYMOUS, {"new_password1": "x", "new_password2": "y"}
    ),
    Page("link that no longer works", "/reset-password/MQ/x-1/", ANONYMOUS),
    # One's own
    Page("change password", "/account/password/", ("observer", "ended")),
    Page("change password, error", "/account/password/", ("observer",), {"new_password1": "x"}),
    Page("mails", "/account/mail/", ("lead", "ended")),
    Page("mails, error", "/account/mail/", ("observer",), {"digest": None}),
    Page("calendar", "/account/calendar/", ("lead", "stranger", "ended")),
    Page("home", "/", (*MEMBERS, "neighbour")),
    Page("home, without a notice", "/", ("ended",)),
    Page("notices", "/notices/", (*MEMBERS, "neighbour", "ended")),
    # When something is wrong
    Page("not found", "/nowhere/", ("observer",), status=404),
    Page("not found, nobody known", "/login/nowhere/", ANONYMOUS, status=404),
    Page("not allowed", f"{N}imports/", READERS, status=403),
    Page("opened by its address", f"{N}read/", ("observer", "stranger"), status=405),
    Page("no such request", "/suspect/", ("observer",), status=400),
    Page("server error", "/fail/", ("observer",), status=500),
    Page("form open too long", "/login/", ANONYMOUS, {"csrfmiddlewaretoken": None}, status=403),
    Page(
        "form open too long, what was typed",
        f"{ACTION}update/",
        ("lead", "stranger"),
        {"csrfmiddlewaretoken": None, "new-progress-0-text": "We met them </textarea><b> twice"},
        status=403,
    ),
    # The register and an action
    Page("register", N, MEMBERS),
    Page(
        "register, narrowed",
        f"{N}?q=plan&stage=not_started&rating=none&sort=-due",
        (*ADMINISTRATORS, "observer"),
    ),
    Page("register, nothing found", f"{N}?q=xylophone", ("observer",)),
    Page("register, no such filter", f"{N}?stage=finished&body=none", ("observer",)),
    Page("register, empty", "/notices/{empty}/", WITH_NOTHING_YET),
    Page("register to print", f"{N}print/", MEMBERS),
    Page("action", ACTION, MEMBERS),
    Page("action that takes over", f"{N}actions/IN4/", ("observer",)),
    Page("action with endless words", f"{N}actions/IN2/", ("stranger",)),
    Page("action as printed", f"{ACTION}as-printed/", MEMBERS),
    Page("add evidence", f"{ACTION}evidence/add/", WRITERS),
    Page("add evidence, error", f"{ACTION}evidence/add/", WRITERS, {"dated_on": "1 May 2999"}),
    Page("evidence", EVIDENCE, MEMBERS),
    Page("evidence that was withdrawn", f"{ACTION}evidence/{{withdrawn}}/", ("stranger",)),
    Page("evidence, restricted", f"{ACTION}evidence/{{restricted}}/", ("lead", "assurance_lead")),
    Page("change evidence", f"{EVIDENCE}change/", WRITERS),
    Page("change evidence, error", f"{EVIDENCE}change/", WRITERS, {"title": ""}),
    Page("change evidence, clash", f"{EVIDENCE}change/", ("lead",), {"seen": "0"}, status=409),
    Page("new version of evidence", f"{EVIDENCE}version/", WRITERS),
    Page("new version of evidence, error", f"{EVIDENCE}version/", WRITERS, said={}),
    Page("withdraw evidence", f"{EVIDENCE}withdraw/", WRITERS),
    Page("withdraw evidence, error", f"{EVIDENCE}withdraw/", WRITERS, said={}),
    Page("check evidence", f"{EVIDENCE}check/", ("assurance_lead",)),
    Page("check evidence, error", f"{EVIDENCE}check/", ("assurance_lead",), said={}),
    Page(
        "check evidence, newer came in",
        f"{EVIDENCE}check/",
        ("assurance_lead",),
        {"seen": "version 9", "opinion": "sufficient", "reason": "Read"},
        status=409,
    ),
    Page("evidence as at today", f"{EVIDENCE}?as_at={{today}}", ("observer", "stranger")),
    Page("evidence library", f"{N}evidence/", MEMBERS),
    Page("evidence library, empty", "/notices/{empty}/evidence/", WITH_NOTHING_YET),
    Page(
        "evidence library, narrowed",
        f"{N}evidence/?q=a&kind=audit&checked=none&only=old&action={{ref}}&from=2013-01-01",
        ("administrator", "observer"),
    ),
    Page("evidence library, withdrawn", f"{N}evidence/?only=withdrawn", ("lead", "stranger")),
    Page("evidence library, no such filter", f"{N}evidence/?kind=x&action=none", ("observer",)),
    Page("evidence library as at a day", f"{N}evidence/?as_at={{past}}", ("observer",)),
    Page("history of an action", f"{ACTION}history/", MEMBERS),
    Page("update", f"{ACTION}update/", WRITERS),
    Page("update, more rows", f"{ACTION}update/", ("lead",), {"more": "evidence"}),
    Page("update, a draft", f"{N}actions/{{begun_ref}}/update/", ("lead", "stranger")),
    Page("update, steps", f"{N}actions/IN12/update/", ("administrator",)),
    Page(
        "update, error in what unfolds",
        f"{ACTION}update/",
        ("lead", "stranger"),
        {
            "step-{step}-status": "carried_forward",
            "step-{step}-due_on": "",
            "progress-{progress}-place": "0",
            "evidence-0-title": "Nothing with it",
        },
    ),
    Page(
        "update, nothing changed and something did",
        f"{ACTION}update/",
        ("lead", "stranger"),
        {"no_change": "1", "new-progress-0-text": "Something"},
    ),
    Page("update, error", f"{ACTION}update/", ("lead", "stranger"), NO_RATING_REASON),
    Page("update, clash", f"{ACTION}update/", ("lead", "stranger"), CLASH, status=409),
    Page("declare delivered, missing", f"{N}actions/{{not_deliverable}}/deliver/", ("lead",)),
    Page("declare delivered", f"{N}actions/{{deliverable}}/deliver/", ("lead",)),
    Page(
        "declare delivered, error",
        f"{N}actions/{{deliverable}}/deliver/",
        ("lead",),
        {"delivered_on": "31 March 2099"},
    ),
    Page(
        "declare delivered, clash",
        f"{N}actions/{{deliverable}}/deliver/",
        ("lead",),
        {"delivered_on": _YESTERDAY, "version": "0"},
        status=409,
    ),
    Page("ask for sign-off, what is missing", f"{N}actions/{{delivered}}/sign-off/", ("lead",)),
    Page("take back", f"{N}actions/{{delivered}}/take-back/", ("lead",)),
    Page("take back, error", f"{N}actions/{{delivered}}/take-back/", ("lead",), said={}),
    Page("action that is delivered", f"{N}actions/{{delivered}}/", MEMBERS_OF_OURS),
    Page("action that is signed off", f"{N}actions/{{signed_off}}/", ("observer",)),
    Page("action that was returned", f"{N}actions/{{returned}}/", ("board_member",)),
    Page("action whose date moved", f"{N}actions/{{moved}}/", ("observer", "administrator")),
    Page("impact", f"{ACTION}impact/", ("assurance_lead",)),
    Page("impact, error", f"{ACTION}impact/", ("assurance_lead",), said={"because": ""}),
    Page("decision", f"{N}actions/{{awaiting}}/decision/", ("administrator", "board_member")),
    Page(
        "decision, error",
        f"{N}actions/{{awaiting}}/decision/",
        ("administrator", "board_member"),
        {"decided_on": "31 March 1999"},
    ),
    Page("move a due date", f"{ACTION}date/", ("lead", "administrator")),
    Page("move a due date, error", f"{ACTION}date/", ("lead", "administrator"), said={}),
    Page(
        "move a due date, there is none to move",
        f"{N}actions/{{signed_off}}/date/",
        ("administrator",),
    ),
    Page("move a due date, one waits", f"{N}actions/{{asked}}/date/", ("administrator",)),
    Page("decide on a date", f"{N}actions/{{asked}}/date/decide/", ("administrator",)),
    Page(
        "decide on a date, error",
        f"{N}actions/{{asked}}/date/decide/",
        ("administrator",),
        {"decision": "agree"},
    ),
    Page("decide on a date, none waits", f"{ACTION}date/decide/", ("administrator",)),
    Page("lead and date", f"{ACTION}details/", ADMINISTRATORS),
    Page("lead and date, error", f"{ACTION}details/", ADMINISTRATORS, {"reason": ""}),
    Page(
        "lead and date, clash",
        f"{ACTION}details/",
        ADMINISTRATORS,
        {"version": "0", "reason": "Agreed"},
        status=409,
    ),
    Page("wording", f"{ACTION}wording/", ADMINISTRATORS),
    Page("wording, error", f"{ACTION}wording/", ADMINISTRATORS, {"wording": ""}),
    Page(
        "wording, clash",
        f"{ACTION}wording/",
        ADMINISTRATORS,
        {"version": "0", "wording": "Otherwise", "reason": "Lost words"},
        status=409,
    ),
    # References
    Page("references of an action", f"{ACTION}references/", WRITERS),
    Page("references, much to answer", f"{N}actions/{{refers}}/references/", ADMINISTRATORS),
    Page("references, error", f"{ACTION}references/", ADMINISTRATORS, {"ref": "IN999"}),
    Page("references of the notice", f"{N}references/", MEMBERS),
    Page("references that lead nowhere", f"{N}references/?show=unresolved", ("observer",)),
    Page("references to answer", f"{N}references/?show=waiting", (*ADMINISTRATORS, "lead")),
    Page("references declined", f"{N}references/?show=declined", ("observer", "stranger")),
    Page("references as at a day", f"{N}references/?as_at={{past}}", ("observer",)),
    Page("references, none yet", "/notices/{empty}/references/", WITH_NOTHING_YET),
    Page("action without what it takes over", f"{N}actions/IN4/?inherited=no", ("observer",)),
    # Many actions at once
    Page("change many", BULK, ADMINISTRATORS),
    Page("change many, nothing ticked", f"{N}bulk/", ADMINISTRATORS),
    Page("change many, error", BULK, ADMINISTRATORS, {"delivery_rating": "red", "due_on": "x"}),
    Page("change many, preview", BULK, ADMINISTRATORS, {"area": "Practice", "reason": "Agreed"}),
    Page(
        "change many, moved on",
        BULK,
        ("administrator",),
        {"area": "Practice", "reason": "Agreed", "do": "confirm"},
        status=409,
    ),
    # Charts
    Page("charts", f"{N}charts/", MEMBERS),
    Page("charts, none", "/notices/{empty}/charts/", WITH_NOTHING_YET),
    Page("charts as at a day", f"{N}charts/?as_at={{past}}", ("observer",)),
    # Saved views
    Page("saved views", f"{N}views/", MEMBERS),
    Page("save a view", f"{N}views/?only=overdue&sort=-due", ("observer", "stranger")),
    Page("save a view, error", f"{N}views/?only=overdue", ("observer",), {"name": ""}),
    Page("saved views, none", "/notices/{empty}/views/", WITH_NOTHING_YET),
    # Gaps
    Page("gaps", f"{N}gaps/", MEMBERS),
    Page("gaps, none", "/notices/{empty}/gaps/", WITH_NOTHING_YET),
    Page("gaps as at a day", f"{N}gaps/?as_at={{past}}", ("observer",)),
    # The past, and what changed since
    Page("register as at a day", f"{N}?as_at={{past}}", ("board_member", "administrator")),
    Page("register as at today", f"{N}?as_at={{today}}", ("stranger",)),
    Page("register as at no day", f"{N}?as_at=40 March 2014", ("observer",), status=400),
    Page("action as at a day", f"{ACTION}?as_at={{past}}", ("board_member", "administrator")),
    Page("action as at today", f"{ACTION}?as_at={{today}}", ("stranger",)),
    Page("action before it was there", f"{ACTION}?as_at=1999-05-01", ("observer",), status=404),
    Page("history of one item", f"{ACTION}history/?of=progress-{{progress}}", WRITERS),
    Page("history as at a day", f"{ACTION}history/?as_at={{past}}", ("observer",)),
    Page("to print as at a day", f"{N}print/?as_at={{past}}", ("observer",)),
    Page("compare", f"{N}changes/compare/", MEMBERS),
    Page("compare, nothing", f"{N}changes/compare/?from=1999-05-01&to=1999-05-02", ("observer",)),
    Page("compare, error", f"{N}changes/compare/?from=x&to=", ("observer",), status=400),
    # The change log
    Page("changes", f"{N}changes/", MEMBERS),
    Page(
        "changes, narrowed",
        f"{N}changes/?action={{ref}}&kind=progress&from=2013-01-01",
        (*ADMINISTRATORS, "observer"),
    ),
    Page("changes, of a body", f"{N}changes/?about=body-{{body_key}}", ("observer", "stranger")),
    Page("changes, no such filter", f"{N}changes/?kind=colour&action=none", ("observer",)),
    Page("changes, none", f"{N}changes/?to=1 May 1999", ("observer",)),
    Page("record", f"{N}changes/record/", MEMBERS),
    Page("one change", f"{N}changes/{{act}}/", MEMBERS),
    # Imports
    Page("imports", f"{N}imports/", ADMINISTRATORS),
    Page("imports, none yet", "/notices/{empty}/imports/", WITH_NOTHING_YET),
    Page("imports, error", f"{N}imports/", ADMINISTRATORS, said={}),
    Page("check", CHECKED, ADMINISTRATORS),
    Page("check, not all answered", CHECKED, ADMINISTRATORS, {"do": "confirm"}),
    Page("check, answered", f"{N}imports/{{answered}}/", ADMINISTRATORS),
    Page(
        "check, register moved on",
        f"{N}imports/{{answered}}/",
        ("administrator",),
        {"do": "confirm", "fingerprint": "x"},
        status=409,
    ),
    Page("check, columns", f"{CHECKED}columns/", ADMINISTRATORS),
    Page("check, columns, error", f"{CHECKED}columns/", ADMINISTRATORS, {"column-0": ""}),
    Page("check, mend a row", f"{CHECKED}rows/{{row}}/", ADMINISTRATORS),
    Page("check, mend a row, mended before", f"{CHECKED}rows/{{mended}}/", ADMINISTRATORS),
    Page("check, mend a row, error", f"{CHECKED}rows/{{row}}/", ADMINISTRATORS, NO_SUCH_REF),
    Page("check, mend an item, error", f"{CHECKED}rows/{{row}}/", ADMINISTRATORS, NO_SUCH_WORDS),
    Page("import result", f"{N}imports/1/", ADMINISTRATORS),
    Page("import result, mended and given up", f"{N}imports/{{given_up}}/", ADMINISTRATORS),
    Page(
        "import being written",
        f"{N}imports/{{begun}}/progress/",
        ADMINISTRATORS,
        settings={"IMPORT_SILENT_SECONDS": 1_000_000},
    ),
    Page(
        "import that stopped",
        f"{N}imports/{{begun}}/progress/",
        ADMINISTRATORS,
        settings={"IMPORT_SILENT_SECONDS": -1},
    ),
    Page("undo an import", f"{N}imports/1/undo/", ADMINISTRATORS),
    # People and bodies
    Page("people", f"{N}people/", MEMBERS),
    Page("add a person", f"{N}people/add/", ADMINISTRATORS),
    Page("add a person, error", f"{N}people/add/", ADMINISTRATORS, {"until_on": "1 May 2013"}),
    Page("person", f"{N}people/{{member}}/", ADMINISTRATORS),
    Page("person, error", f"{N}people/{{member}}/", ADMINISTRATORS, {"until_on": "x"}),
    Page("person, clash", f"{N}people/{{member}}/", ADMINISTRATORS, {"seen": "0"}),
    Page("bodies", f"{N}bodies/", MEMBERS),
    Page("body", BODY, MEMBERS),
    Page("add a body", f"{N}bodies/add/", ADMINISTRATORS),
    Page("add a body, error", f"{N}bodies/add/", ADMINISTRATORS, said={}),
    Page("edit a body", f"{BODY}edit/", ADMINISTRATORS),
    Page("edit a body, error", f"{BODY}edit/", ADMINISTRATORS, {"name": ""}),
    Page("edit a body, clash", f"{BODY}edit/", ADMINISTRATORS, {"seen": "0"}),
    Page("give a seat", f"{BODY}seats/add/", ADMINISTRATORS),
    Page("give a seat, error", f"{BODY}seats/add/", ADMINISTRATORS, {"from_on": "x"}),
    Page("seat", f"{BODY}seats/{{seat}}/", ADMINISTRATORS),
    Page("seat, error", f"{BODY}seats/{{seat}}/", ADMINISTRATORS, {"from_on": ""}),
    Page("what a body oversees", f"{BODY}actions/", ADMINISTRATORS),
    Page("meeting", MEETING, MEMBERS),
    Page("meeting, answered", f"{MEETING}?answered=yes", ("administrator", "observer")),
    Page("add a meeting", f"{BODY}meetings/add/", ADMINISTRATORS),
    Page("add a meeting, error", f"{BODY}meetings/add/", ADMINISTRATORS, {"meets_on": "x"}),
    Page("change a meeting", f"{MEETING}edit/", ADMINISTRATORS),
    Page("change a meeting, error", f"{MEETING}edit/", ADMINISTRATORS, {"meets_on": ""}),
    Page("change a meeting, clash", f"{MEETING}edit/", ADMINISTRATORS, {"seen": "0"}),
    Page("bodies named", f"{N}oversight/", ADMINISTRATORS),
]
