import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from actions.models import Council, Notice

pytestmark = pytest.mark.django_db


def add(slug, council="Our Council", title="Our notice", **said):
    out = io.StringIO()
    call_command("add_notice", slug, council=council, title=title, stdout=out, **said)
    return out.getvalue()


def test_notice_begins_empty_with_its_council():
    said = add("our-notice")

    notice = Notice.objects.get()
    assert (notice.title, notice.council.name) == ("Our notice", "Our Council")
    assert "/notices/our-notice/" in said
    assert notice.history.get().history_user_name == "add_notice"


def test_notice_may_say_when_it_was_issued():
    add("one", issued="2013-09-18")
    add("two")

    issued = Notice.objects.order_by("slug").values_list("issued_on", flat=True)
    assert list(issued) == [dt.date(2013, 9, 18), None]


def test_second_notice_of_a_council_finds_it():
    add("one")
    add("two")

    assert Council.objects.count() == 1
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("slug", ["has spaces", "one"])
def test_address_that_is_taken_or_is_none_is_refused(slug):
    add("one")

    with pytest.raises(CommandError):
        add(slug)
    assert Notice.objects.count() == 1
