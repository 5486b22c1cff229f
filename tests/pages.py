"""Every page of the product as somebody sees it: how to come to it, and who may.

A page that lacks here is tested by nobody: add each new one, with its errors and its odd states.
The gaps of an address, {notice}, {ref} and so on, are filled from `tests.two_councils`.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from tests.two_councils import LOCKED_OUT

ANONYMOUS = ("anonymous",)
ADMINISTRATORS = ("administrator", "stranger")  # the stranger is one of the other, awkward council
WRITERS = (*ADMINISTRATORS, "lead", "contributor")
READERS = ("officer", "assurance_lead", "board_member", "observer")
MEMBERS = (*WRITERS, *READERS)
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
BODY = f"{N}bodies/{{body}}/"
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
    Page("home", "/", (*MEMBERS, "neighbour")),
    Page("home, without a notice", "/", ("ended",)),
    Page("notices", "/notices/", (*MEMBERS, "neighbour", "ended")),
    # When something is wrong
    Page("not found", "/nowhere/", ("observer",), status=404),
    Page("not found, nobody known", "/login/nowhere/", ANONYMOUS, status=404),
    Page("not allowed", f"{N}imports/", READERS, status=403),
    Page("no such request", "/suspect/", ("observer",), status=400),
    Page("server error", "/fail/", ("observer",), status=500),
    Page("form open too long", "/login/", ANONYMOUS, {"csrfmiddlewaretoken": None}, status=403),
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
    Page("history of an action", f"{ACTION}history/", MEMBERS),
    Page("update", f"{ACTION}update/", WRITERS),
    Page("update, more rows", f"{ACTION}update/", ("lead",), {"more": "1"}),
    Page("update, error", f"{ACTION}update/", ("lead", "stranger"), NO_RATING_REASON),
    Page("update, clash", f"{ACTION}update/", ("lead", "stranger"), CLASH, status=409),
    Page("lead and date", f"{ACTION}details/", ADMINISTRATORS),
    Page("lead and date, error", f"{ACTION}details/", ADMINISTRATORS, {"due_on": "x"}),
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
    # The past, and what changed since
    Page("register as at a day", f"{N}?as_at={{past}}", ("board_member", "administrator")),
    Page("register as at today", f"{N}?as_at={{today}}", ("stranger",)),
    Page("register as at no day", f"{N}?as_at=40 March 2014", ("observer",), status=400),
    Page("action as at a day", f"{ACTION}?as_at={{past}}", ("board_member", "administrator")),
    Page("action as at today", f"{ACTION}?as_at={{today}}", ("stranger",)),
    Page("action before it was there", f"{ACTION}?as_at=1999-05-01", ("observer",), status=404),
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
    Page("bodies named", f"{N}oversight/", ADMINISTRATORS),
]

BY_ROLE = [(page, role) for page in PAGES for role in page.roles]
NAMES_BY_ROLE = [f"{page.name} - {role}" for page, role in BY_ROLE]
