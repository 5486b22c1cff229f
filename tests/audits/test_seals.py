"""Seals cover what was written, each after the other, and say the same on every database."""

import datetime as dt
import logging

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from actions.importing.intake import import_file
from actions.models import Action, Notice
from boards.demonstration.load import FILE
from improvement import history
from improvement.history import append_only
from improvement.models import Seal, SealedBlock, Verification
from improvement.seals import canonical, heads, sealing, verifying
from tests.factories import make_action, make_notice, make_user

pytestmark = pytest.mark.django_db


def correct(action, wording):
    action.wording = wording
    history.save_as(action, by=make_user(), reason="Said more clearly")


def test_each_seal_follows_from_the_one_before(django_capture_on_commit_callbacks, caplog):
    action = make_action()
    caplog.set_level(logging.INFO)
    with django_capture_on_commit_callbacks(execute=True):
        first = sealing.seal()
    correct(action, "Otherwise")

    second = sealing.seal()

    assert (first.number, first.previous) == (1, "")
    assert (second.number, second.previous) == (2, first.head)
    # The person, the action's new version, and one line in the change log for each of them
    assert second.rows == 4
    assert f"Seal 1: head {first.head} over {first.rows} rows" in caplog.text


def test_nothing_new_makes_no_seal(capsys):
    make_action()
    sealing.seal()

    call_command("seal_record")

    assert Seal.objects.count() == 1
    assert "Nothing was written since the last seal" in capsys.readouterr().out


def test_a_seal_covers_every_row_of_every_kept_table(two_councils):
    sealing.seal()

    held = {model._meta.db_table: model._base_manager.count() for model in sealing.sealed_models()}
    covered = dict.fromkeys(held, 0)
    for block in SealedBlock.objects.all():
        covered[block.table] += block.count
    assert covered == held
    assert {"improvement_logentry", "actions_historicalaction"} <= held.keys()
    assert not {"improvement_seal", "improvement_sealedblock"} & held.keys()


def test_every_kept_table_can_be_sealed():
    for model in sealing.sealed_models():
        columns = canonical.describe(model)

        assert columns.names == {field.column for field in model._meta.concrete_fields}
        assert canonical.read(str(columns)) == columns


def test_the_seals_themselves_can_only_be_added_to():
    kept = set(append_only.kept_models())

    assert {Seal, SealedBlock, Verification} <= kept


def test_a_large_table_is_sealed_in_blocks_one_after_the_other(monkeypatch):
    monkeypatch.setattr(sealing, "ROWS_IN_A_BLOCK", 3)
    action = make_action()
    for number in range(10):
        correct(action, f"Wording {number}")

    sealing.seal()

    blocks = SealedBlock.objects.filter(table="actions_historicalaction").order_by("position")
    assert [block.count for block in blocks] == [3, 3, 3, 2]
    assert blocks[1].after_key == blocks[0].last_key
    assert verifying.verify().faults == []


AWKWARD = {
    "wording": "An apostrophe’s “quotes”\nand 'others' \\ 100% {} \x1f = é 漢字 🙂",
    "rating_reason": "",
    "due_on": dt.date(2014, 3, 27),
}
AT = dt.datetime(2014, 3, 27, 10, 0, tzinfo=dt.UTC)  # a whole second: SQLite writes no fraction


def test_the_same_row_has_the_same_digest_on_every_database():
    version = Action.history.model(
        history_id=7,
        id=3,
        history_date=AT,
        history_type="~",
        history_user_name="Ada",
        history_way="page",
        history_act="5d0b3a34-6c0f-4d3c-9c3c-2f3f0c1e8a11",
        history_change_reason=None,
        notice_id=5,
        ref="IN2",
        sort_key="IN0002",
        **AWKWARD,
    )
    columns = canonical.read(
        "history_id, due_on day?, history_act uuid, history_change_reason text?, "
        "history_date moment, id number, is_withdrawn truth, lead_id number?, "
        "rating_reason text, ref text, wording text"
    )
    version.save(force_insert=True)

    digests = dict(canonical.digests("actions_historicalaction", columns, None, 7))

    assert digests[7].hex() == ("fe18cc51d7021ed7545183e7ae2573bd25620dd44e9977ff426364efb995cadd")


def test_json_has_one_text_however_a_database_keeps_it():
    written = ['{"b": 1.0, "a": [1e22, null, "é"]}', '{"a":[1E+22,null,"\\u00e9"],"b":1}']

    assert len({canonical._json_again(text) for text in written}) == 1
    assert canonical._json_again("null") != canonical._json_again(None)
    assert canonical._json_again("{broken") == b"?{broken"


def test_a_column_added_later_leaves_older_seals_whole():
    action = make_action()
    sealing.seal()
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE actions_historicalaction ADD COLUMN later varchar(9) NULL")
    correct(action, "Otherwise")
    sealing.seal()

    assert verifying.verify().faults == []


def test_a_column_that_is_gone_is_a_fault():
    make_action()
    sealing.seal()
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE actions_historicalaction RENAME COLUMN wording TO words")

    (fault, *_) = verifying._rows(verifying.Found())

    assert fault.text == "Seal 1 covers actions_historicalaction, which lacks wording."


def test_verification_says_what_it_looked_at_and_is_kept(capsys):
    action = make_action()
    call_command("seal_record")
    correct(action, "Otherwise")

    call_command("verify_record")

    kept = Verification.objects.newest()
    out = capsys.readouterr().out
    assert out.splitlines()[1] == "The record is whole."
    assert "4 rows were written since the newest seal and are not sealed yet" in out
    assert "a second" in out.splitlines()[-1]
    assert (kept.is_whole, kept.seals, kept.unsealed, kept.fault) == (True, 1, 4, "")
    assert kept.rows == Seal.objects.get().rows


def test_heads_are_looked_for_in_the_chain(tmp_path, capsys):
    make_action()
    call_command("seal_record")
    head = Seal.objects.get().head
    line = tmp_path / "service.log"
    line.write_text(f"2026-11-22 INFO Seal 1: head {head} over 9 rows\nsomething else\n{head}\n")

    call_command("verify_record", head=[head, head[:16].upper()], heads_file=[str(line)])

    assert "4 heads kept elsewhere were compared" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"head": ["f" * 64]}, "No seal has the head ffff"),
        ({"heads_file": ["Seal 2: head " + "e" * 64]}, "Seal 2, whose head was eeee"),
        ({"heads_file": ["Seal 1: head " + "e" * 64]}, "Seal 1 had the head eeee"),
    ],
)
def test_a_head_that_the_chain_has_not_is_a_fault(given, said, tmp_path, capsys):
    make_action()
    sealing.seal()
    if lines := given.get("heads_file"):
        (tmp_path / "heads").write_text("\n".join(lines))
        given = {"heads_file": [str(tmp_path / "heads")]}

    with pytest.raises(SystemExit) as ended:
        call_command("verify_record", **given)

    assert ended.value.code == 1
    assert capsys.readouterr().out.startswith(f"The record is not as it was sealed. {said}")
    assert Verification.objects.newest().fault.startswith(said)


@pytest.mark.parametrize("given", [{"head": ["beef"]}, {"heads_file": ["/nowhere"]}])
def test_what_is_no_head_is_refused(given):
    with pytest.raises(CommandError) as refused:
        call_command("verify_record", **given)

    assert refused.value.returncode == 2


def test_a_file_without_heads_is_refused(tmp_path):
    (tmp_path / "empty.log").write_text("Nothing here\n")

    with pytest.raises(CommandError, match="no head"):
        call_command("verify_record", heads_file=[str(tmp_path / "empty.log")])


def test_heads_are_read_from_lines_of_a_log():
    lines = [f"x Seal 12: head {'a' * 64} over 3 rows", "b" * 64, f"sha256:z{'c' * 64}", "Seal 3"]

    assert list(heads.read_heads(lines)) == [heads.Head("a" * 64, 12), heads.Head("b" * 64)]


def test_record_without_a_seal_is_said_to_have_none(capsys):
    make_action()

    call_command("verify_record")

    assert "There is no seal yet" in capsys.readouterr().out


def test_a_real_past_that_is_loaded_is_whole_once_it_is_sealed(caplog):
    council = make_notice().council
    sealing.seal()
    long_ago = timezone.now() - dt.timedelta(days=56)
    with history.act(name="The demonstration", at=long_ago):
        Notice.objects.create(council=council, slug="past", title="Past")
    before = verifying.verify().faults

    sealing.seal()

    assert "into the past" in before[0].text
    assert f"Sealed all the same: {before[0]}" in caplog.text
    assert verifying.verify().faults == []


def test_everything_the_product_writes_agrees_with_its_history(two_councils):
    sealing.seal()

    faults = verifying.verify().faults

    # An import may stand there without the file that it would have come from.
    assert [fault for fault in faults if fault.key != "imports/none"] == []


def import_of_the_notice(notice):
    return import_file(notice=notice, path=FILE, filename=FILE.name, by=make_user())


def test_the_record_is_sealed_after_an_import(django_capture_on_commit_callbacks):
    notice = make_notice()

    with django_capture_on_commit_callbacks(execute=True), history.act(name="The test"):
        record = import_of_the_notice(notice)

    sealed = SealedBlock.objects.get(table="actions_historicalimport")
    newest = record.history.latest()
    assert newest.status == "applied"
    assert sealed.last_key >= newest.history_id
    found = verifying.verify()
    assert (found.faults, found.files) == ([], 1)


def test_an_import_stays_where_it_cannot_be_sealed(django_capture_on_commit_callbacks, caplog):
    notice = make_notice()
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE improvement_seal RENAME TO elsewhere")

    with django_capture_on_commit_callbacks(execute=True), history.act(name="The test"):
        record = import_of_the_notice(notice)

    assert record.status == "applied"
    assert "The record could not be sealed" in caplog.text


def test_the_demonstration_is_sealed_and_verified(capsys):
    call_command("demo")

    found = verifying.verify()
    assert (found.faults, found.unsealed) == ([], 0)
    assert Verification.objects.get().is_whole


def test_heads_are_logged_however_little_is():
    assert settings.LOGGING["loggers"]["improvement.seals"] == {"level": "INFO"}


def test_words_hidden_behind_a_nul_are_digested():
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL takes no NUL")
    version = make_action(wording="Seen\0and hidden").history.latest()

    columns = canonical.describe(Action.history.model)
    texts = dict(canonical.texts("actions_historicalaction", columns, None, version.pk))

    assert b"Seen\0and hidden" in texts[version.pk]
