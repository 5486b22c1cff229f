import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.models import Body, Seat
from improvement import history
from tests.factories import (
    make_action,
    make_body,
    make_notice,
    make_oversight,
    make_seat,
    make_user,
    person_with_role,
)

pytestmark = pytest.mark.django_db

BODY = {"name": "Improvement Board", "kind": "board"}


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def admin(notice):
    return person_with_role(notice, "administrator", full_name="Dee Admin")


@pytest.fixture
def as_admin(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def board(notice):
    return make_body(notice.council, name="Improvement Board", slug="ib")


PAGES = [
    ("bodies/", True),
    ("bodies/ib/", True),
    ("bodies/add/", False),
    ("bodies/ib/edit/", False),
    ("bodies/ib/seats/add/", False),
    ("bodies/ib/actions/", False),
    ("oversight/", False),
]


@pytest.mark.parametrize(("path", "is_for_all"), PAGES)
@pytest.mark.parametrize("role", ["officer", "assurance_lead", "board_member", "observer"])
def test_everybody_reads_and_only_administrators_change(
    client, notice, board, path, is_for_all, role
):
    client.force_login(person_with_role(notice, role))

    assert client.get(f"/notices/ce/{path}").status_code == (200 if is_for_all else 403)
    if not is_for_all:
        assert client.post(f"/notices/ce/{path}", BODY).status_code == 403
        assert Body.history.count() == 1


@pytest.mark.parametrize("path", [path for path, _ in PAGES])
def test_pages_do_not_exist_for_strangers(client, board, path):
    client.force_login(person_with_role(make_notice(), "administrator"))

    assert client.get(f"/notices/ce/{path}").status_code == 404
    assert client.post(f"/notices/ce/{path}", BODY).status_code in (404, 405)


@pytest.mark.parametrize("path", [path for path, _ in PAGES])
def test_administrators_see_every_page(as_admin, board, path):
    assert as_admin.get(f"/notices/ce/{path}").status_code == 200


def test_a_body_of_another_council_is_not_found_on_this_notice(as_admin, notice):
    make_body(slug="other")

    assert as_admin.get("/notices/ce/bodies/other/").status_code == 404


@pytest.mark.parametrize("path", ["", "ib/", "ib/actions/"])
def test_pages_take_as_many_queries_for_three_as_for_one(as_admin, notice, board, path):
    taken = []
    for number in (1, 2):
        for _ in range(number):
            other = make_body(notice.council, reports_to=board)
            for body in (board, other):
                make_seat(body, make_user())
                make_oversight(body, make_action(notice, lead=make_user()))
        with CaptureQueriesContext(connection) as queries:
            as_admin.get(f"/notices/ce/bodies/{path}")
        taken.append(len(queries))

    assert taken[0] == taken[1]
    assert taken[0] <= 12


def test_body_page_says_who_sits_and_what_it_oversees(as_admin, notice, board):
    make_seat(board, make_user(full_name="Ann Past"), until_on=dt.date(2014, 1, 31))
    make_seat(board, make_user(full_name="Cy Chair"), office="chair")
    make_seat(board, make_user(full_name="Al Member"))
    due = {"due_on": dt.date(2014, 3, 31)}
    make_oversight(board, make_action(notice, ref="IN2", **due), part="assures")
    make_oversight(board, make_action(notice, ref="IN3"), is_ended=True)

    text = as_admin.get("/notices/ce/bodies/ib/").text

    assert text.index("Cy Chair") < text.index("Al Member") < text.index("Past seats (1)")
    assert text.index("Past seats (1)") < text.index("Ann Past")
    assert "31 March 2014" in text
    assert "Overdue" in text
    assert "Assures" in text
    assert "IN3" not in text


# Adding and editing


def test_adding_a_body_gives_it_an_address_and_an_author(as_admin, admin, notice):
    said = BODY | {"short_name": "IB", "aliases": "The  IB\n\nImp. Board\nThe IB"}

    response = as_admin.post("/notices/ce/bodies/add/", said)

    assert response.url == "/notices/ce/bodies/ib/"
    body = Body.objects.get()
    assert (body.council, body.aliases) == (notice.council, ["The IB", "Imp. Board"])
    assert body.history.get().history_user == admin


def test_adding_twice_makes_one_body(as_admin):
    for _ in range(2):
        response = as_admin.post("/notices/ce/bodies/add/", BODY)

    assert Body.objects.count() == Body.history.count() == 1
    assert "“Improvement Board” is already a name of Improvement Board" in response.text


def test_a_body_named_add_gets_an_address_of_its_own(as_admin):
    as_admin.post("/notices/ce/bodies/add/", BODY | {"name": "Add"})

    assert Body.objects.get().slug == "add-2"


def test_a_name_that_another_body_has_is_refused(as_admin, notice):
    make_body(notice.council, name="LSCB Executive Group", aliases=["Executive Group"])

    response = as_admin.post("/notices/ce/bodies/add/", BODY | {"aliases": "executive group"})

    assert "“executive group” is already a name of LSCB Executive Group" in response.text
    assert Body.objects.count() == 1


def test_bodies_never_report_in_a_circle(as_admin, notice, board):
    below = make_body(notice.council, name="Group", slug="group", reports_to=board)
    said = BODY | {"reports_to": below.pk, "seen": board.history.get().history_id}

    response = as_admin.post("/notices/ce/bodies/ib/edit/", said)

    assert "Group reports to this body already" in response.text
    assert Body.objects.get(slug="ib").reports_to is None


def test_the_name_in_the_address_is_filled_in(as_admin):
    response = as_admin.get("/notices/ce/bodies/add/", {"name": 'Policy "Group"'})

    assert 'value="Policy &quot;Group&quot;"' in response.text


def test_a_stale_form_never_overwrites(as_admin, board):
    seen = board.history.get().history_id
    with history.act(name="Somebody else"):
        board.remit = "Holds to account"
        board.save()

    said = BODY | {"remit": "Mine", "seen": seen}
    response = as_admin.post("/notices/ce/bodies/ib/edit/", said)

    board.refresh_from_db()
    assert board.remit == "Holds to account"
    assert "Somebody changed this" in response.text
    assert "Holds to account" in response.text  # theirs
    assert "Mine" in response.text  # nothing of mine is lost

    newest = board.history.order_by("-history_id").first().history_id
    assert f'value="{newest}"' in response.text
    as_admin.post("/notices/ce/bodies/ib/edit/", said | {"seen": newest})
    board.refresh_from_db()
    assert board.remit == "Mine"


def test_a_form_that_says_no_version_is_stale(as_admin, board):
    as_admin.post("/notices/ce/bodies/ib/edit/", BODY | {"remit": "Mine"})

    board.refresh_from_db()
    assert board.remit == ""


def test_saving_without_a_change_leaves_no_version(as_admin, board):
    said = BODY | {"seen": board.history.get().history_id}

    assert as_admin.post("/notices/ce/bodies/ib/edit/", said).status_code == 302
    assert board.history.count() == 1


# Seats


def seat_said(user, **more):
    return {"user": user.pk, "office": "member", "from_on": "1 June 2013"} | more


def test_a_person_of_the_notice_is_given_a_seat_once(as_admin, admin, notice, board):
    user = person_with_role(notice, "board_member")
    for _ in range(2):
        response = as_admin.post("/notices/ce/bodies/ib/seats/add/", seat_said(user))
        assert response.url == "/notices/ce/bodies/ib/"

    seat = Seat.objects.get()
    assert (seat.user, seat.from_on) == (user, dt.date(2013, 6, 1))
    assert seat.history.get().history_user == admin


def test_somebody_who_is_not_on_the_notice_gets_no_seat(as_admin, board):
    as_admin.post("/notices/ce/bodies/ib/seats/add/", seat_said(make_user()))

    assert Seat.objects.count() == 0


def test_nobody_sits_twice_at_one_time(as_admin, notice, board):
    user = person_with_role(notice, "board_member")
    make_seat(board, user, until_on=dt.date(2014, 1, 31))
    url = "/notices/ce/bodies/ib/seats/add/"

    response = as_admin.post(url, seat_said(user, office="chair", from_on="31 January 2014"))
    assert "already has a seat on this body at that time" in response.text
    response = as_admin.post(url, seat_said(user, from_on="1/1/2013", until_on="31/12/2013"))
    assert "already has a seat on this body at that time" in response.text

    as_admin.post(url, seat_said(user, from_on="1 February 2014"))
    assert Seat.objects.count() == 2


def test_ending_a_seat(as_admin, board):
    seat = make_seat(board, make_user())
    said = {"office": "member", "from_on": "1 June 2013", "until_on": "31 January 2014"}

    url = f"/notices/ce/bodies/ib/seats/{seat.pk}/"
    as_admin.post(url, said | {"seen": seat.history.get().history_id})

    seat.refresh_from_db()
    assert seat.until_on == dt.date(2014, 1, 31)
    assert seat.history.count() == 2


def test_a_seat_of_another_body_is_not_found(as_admin, notice, board):
    seat = make_seat(make_body(notice.council), make_user())

    assert as_admin.get(f"/notices/ce/bodies/ib/seats/{seat.pk}/").status_code == 404
    assert as_admin.post(f"/notices/ce/bodies/ib/seats/{seat.pk}/").status_code == 404


def test_a_last_day_before_the_first_is_refused(as_admin, notice, board):
    user = person_with_role(notice, "board_member")

    response = as_admin.post(
        "/notices/ce/bodies/ib/seats/add/", seat_said(user, until_on="1 January 2013")
    )

    assert "The last day must be on or after the first day" in response.text
    assert Seat.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "shown"), [("0", 2), ("-9", 2), ("999", 2), ("x", 1), ("2", 2), ("", 1)]
)
def test_a_page_that_is_not_there_is_the_nearest(as_admin, notice, number, shown):
    for _ in range(51):
        make_body(notice.council)

    response = as_admin.get("/notices/ce/bodies/", {"page": number})

    assert response.status_code == 200
    assert response.context["page_obj"].number == shown
