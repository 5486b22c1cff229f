"""The database and the import call the same texts broken."""

import json
from pathlib import Path

import pytest

from actions.broken_texts import begins_midway, breaks_off
from actions.importing import sentences
from actions.models import Action
from tests.factories import make_action, make_notice

pytestmark = pytest.mark.django_db
NOTICE = Path(__file__).parent / "importing" / "expected.json"
CASES = [
    "Improve the quality of",
    "Improve plans and the experience of",
    "Delivered by the Children's",
    "Delivered by the Children’s",
    "Cared for and other",
    "THE END OF THE",
    "Plans,",
    "Plans -",
    "Plans &",
    "Plans (as agreed",
    "Plans (as agreed.",
    "Plans (as agreed)",
    "Signed off on",
    "Of",
    "Report to IB/LSC.",
    "Why not?",
    "The notice’s targets'",
    "LSCB the frequency of audits",
    "and then the rest",
    "“and then the rest”",
    "The LSCB is effective",
    "IT is in place",
    ", and more",
    "1.1",
    f"{'Very ' * 50}long and",
]


def texts_of_the_real_notice():
    for action in json.loads(NOTICE.read_text()):
        yield action["action"]
        yield from action["progress"]
        yield from action["next_steps"]


def test_database_finds_what_the_import_finds():
    notice = make_notice()
    texts = sorted({*texts_of_the_real_notice(), *CASES})
    for place, text in enumerate(texts):
        make_action(notice, ref=f"T{place}", wording=text)

    ends = set(Action.objects.filter(breaks_off("wording")).values_list("wording", flat=True))
    begins = set(Action.objects.filter(begins_midway("wording")).values_list("wording", flat=True))

    assert ends == {text for text in texts if sentences.breaks_off(text) is not None}
    assert begins == {text for text in texts if sentences.has_lost_its_head(text)}
    assert len(ends & set(CASES)) > 8
    assert len(begins & set(CASES)) == 4
