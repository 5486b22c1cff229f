import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from actions.models import HeldFile, UpdateDraft
from tests.actions.views.updating import URL, sent_back, shown_form, text_of
from tests.factories import (
    make_action,
    make_contributor,
    make_next_step,
    make_notice,
    make_progress_item,
    person_with_role,
)

pytestmark = pytest.mark.django_db

MARK = "Zebra crossing"
WHY = {"why-reason": "Clearer"}


@pytest.fixture
def notice():
    return make_notice(slug="ce")


@pytest.fixture
def lead(notice):
    return person_with_role(notice, "officer", full_name="Lee Lead")


@pytest.fixture
def action(notice, lead):
    return make_action(notice, ref="IN2", lead=lead)


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


def keep(as_lead, action, **said):
    return as_lead.post(URL, shown_form(action) | said | {"draft": "1"}, follow=True)


def test_draft_is_there_after_logging_in_again_right_or_wrong(as_lead, action, lead):
    said = {"new-progress-0-text": MARK, "new-progress-0-achieved_on": "31 Feb"}
    kept = keep(as_lead, action, **said)
    again = Client()
    again.force_login(lead)

    page = text_of(again.get(URL))

    assert "Your draft of IN2 is saved. Only you see it." in text_of(kept)
    when = timezone.localtime(UpdateDraft.objects.get().saved_at)
    assert f"You saved this draft on {when.day} " in page
    assert f"at {when:%H:%M}. Nobody else sees it." in page
    assert MARK in page
    assert 'value="31 Feb"' in page
    assert "There is a problem" not in page
    assert action.progress_items.count() == 0


def test_draft_that_is_sent_is_written_once_and_dropped(as_lead, action):
    keep(as_lead, action, **{"new-progress-0-text": MARK, "new-step-0-text": "Next"})

    as_lead.post(URL, sent_back(as_lead.get(URL)))

    assert [item.text for item in action.progress_items.all()] == [MARK]
    assert not UpdateDraft.objects.exists()
    assert MARK not in text_of(as_lead.get(URL)).split("What has been done")[1].split("before")[0]


def test_draft_stays_when_another_page_is_sent(as_lead, action):
    other = shown_form(action) | {"new-progress-0-text": "Said elsewhere"}
    keep(as_lead, action, **{"new-progress-0-text": MARK})

    as_lead.post(URL, other)

    assert UpdateDraft.objects.get().boxes["new-progress-0-text"] == [MARK]


def test_draft_is_thrown_away(as_lead, action):
    keep(as_lead, action, **{"new-progress-0-text": MARK})

    page = text_of(as_lead.post(URL, {"throw_away": "1"}, follow=True))

    assert "Your draft of IN2 is thrown away." in page
    assert MARK not in page
    assert not UpdateDraft.objects.exists()


def test_draft_holds_no_hidden_character(as_lead, action):
    keep(as_lead, action, **{"new-progress-0-text": "Zebra\0 crossing"})

    assert MARK in text_of(as_lead.get(URL))


def test_draft_is_shown_to_nobody_else_anywhere(as_lead, action, notice):
    admin, other = (
        person_with_role(notice, "administrator"),
        person_with_role(notice, "officer"),
    )
    make_contributor(action, other)
    make_progress_item(action, "Said")
    keep(
        as_lead,
        action,
        **{"new-progress-0-text": MARK, "rating-delivery_rating": "green",
           "rating-rating_reason": MARK},
    )  # fmt: skip
    today = timezone.localdate().isoformat()
    places = [
        "actions/IN2/",
        "actions/IN2/update/",
        "actions/IN2/history/",
        f"actions/IN2/?as_at={today}",
        "",
        f"?as_at={today}",
        "?q=Zebra",
        "print/",
        "changes/",
        f"changes/compare/?from=2013-01-01&to={today}",
        "export/register.csv",
        "export/notice.csv",
    ]

    for person in (admin, other):
        reader = Client()
        reader.force_login(person)
        for place in places:
            response = reader.get(f"/notices/ce/{place}")
            assert response.status_code == 200, place
            shown = response.getvalue().decode(errors="replace")
            assert MARK not in shown, place
    assert action.history.count() == 1


def test_draft_begun_before_somebody_elses_change_clashes_part_by_part(as_lead, action, notice):
    mine, theirs = make_progress_item(action, "Mine"), make_progress_item(action, "Theirs")
    keep(as_lead, action, **{f"progress-{mine.pk}-text": "Mine, better"})
    colleague = person_with_role(notice, "administrator", full_name="Col League")
    as_other = Client()
    as_other.force_login(colleague)
    as_other.post(
        URL,
        shown_form(action)
        | WHY
        | {f"progress-{mine.pk}-text": "Otherwise", f"progress-{theirs.pk}-text": "Theirs, new"},
    )

    opened = as_lead.get(URL)
    clash = as_lead.post(URL, sent_back(opened) | WHY)
    saved = as_lead.post(URL, sent_back(clash))

    assert "Theirs, new" in text_of(opened)
    assert "Mine, better" in text_of(opened)
    assert clash.status_code == 409
    assert "Otherwise" in text_of(clash)
    assert saved.status_code == 302
    assert [i.text for i in action.progress_items.all()] == ["Mine, better", "Theirs, new"]


def test_what_a_draft_left_alone_can_be_changed_as_it_is_shown(as_lead, action, notice):
    step = make_next_step(action, "Review", due_on=dt.date(2027, 3, 31))
    keep(as_lead, action, **{"new-progress-0-text": MARK})
    step.text = "Review it all"
    as_other = Client()
    as_other.force_login(person_with_role(notice, "administrator"))
    as_other.post(URL, shown_form(action) | WHY | {f"step-{step.pk}-text": "Review it all"})

    opened = sent_back(as_lead.get(URL))
    response = as_lead.post(URL, opened | WHY | {f"step-{step.pk}-text": "Review it twice"})

    step.refresh_from_db()
    assert response.status_code == 302
    assert step.text == "Review it twice"


def test_draft_is_kept_beside_a_refused_answer(as_lead, action):
    """An error leaves the draft as it was; what was typed is on the page."""
    keep(as_lead, action, **{"new-progress-0-text": MARK})

    response = as_lead.post(
        URL, sent_back(as_lead.get(URL)) | {"new-progress-0-achieved_on": "31 Feb"}
    )

    assert MARK in text_of(response)
    assert UpdateDraft.objects.count() == 1
    assert not HeldFile.objects.exists()
