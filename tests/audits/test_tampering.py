"""Whoever holds the database can alter the record, and is found out: each way of it, many times.

The record has rows of every kind and was sealed four times. Each trial alters it by direct SQL, as
the owner of the tables could, and is taken back.
"""

import hashlib
import random
import re
import uuid
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from actions.models import EvidenceFile, Import, ProgressItem
from improvement import history
from improvement.history import LogEntry, append_only
from improvement.models import Seal, SealedBlock, User
from improvement.seals import canonical, chain, sealing, verifying
from improvement.seals.heads import Head
from tests.actions.evidence_makers import make_check, make_evidence, make_version
from tests.databases import lift_the_triggers
from tests.factories import (
    make_action,
    make_body,
    make_contributor,
    make_import,
    make_next_step,
    make_notice,
    make_oversight,
    make_progress_item,
    make_reference,
    make_seat,
    person_with_role,
)

TRIALS = 40


def written_to():
    """A few rows of every kind, with files, in a notice of their own."""
    notice = make_notice()
    person = person_with_role(notice, "officer")
    for number in range(3):
        kept = ContentFile(f"Table {number} of {notice}".encode() * 9, name="table.csv")
        sha256 = hashlib.sha256(kept.read()).hexdigest()
        make_import(notice, file=kept, sha256=sha256)
    body = make_body(notice.council)
    make_seat(body, person)
    for _ in range(3):
        action = make_action(notice)
        make_contributor(action, person)
        make_oversight(body, action)
        make_reference(action, words="See A2", plan_ref="A2")
        evidence = make_evidence(action, person, data=f"Audit {action.pk}".encode())
        make_check(make_version(evidence, data=f"Round two of {action.pk}".encode()).evidence)
        item = make_progress_item(action)
        make_next_step(action)
        item.text += " and are used"
        history.save_as(item, by=person, reason="Said more")


@pytest.fixture
def sealed(db):
    """The heads of a record that was sealed four times."""
    for _ in range(4):
        written_to()
        sealing.seal()
    connection.check_constraints()
    heads = [Head(seal.head, seal.number) for seal in Seal.objects.all()]
    assert verifying.verify(heads).faults == []
    return heads


def trials(name):
    """A chooser for each trial, the same in every run."""
    for number in range(TRIALS):
        with transaction.atomic():
            yield random.Random(f"{name} {number}")  # noqa: S311 - the same in every run
            transaction.set_rollback(True)


@contextmanager
def unguarded(*models):
    """Without the triggers on these tables, which are put back: nobody sees that they were off."""
    with connection.cursor() as cursor:
        for model in models:
            for name in triggers_of(model):
                cursor.execute(name)
    yield
    if connection.vendor == "postgresql":
        connection.check_constraints()  # else the tables are held until the transaction ends
    with connection.cursor() as cursor:
        for model in models:
            for statement in append_only._statements(connection, model):
                cursor.execute(statement)


def triggers_of(model):
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        yield f'DROP TRIGGER "{table}_is_append_only" ON "{table}"'
        return
    for what in ("update", "delete", "replace"):
        yield f'DROP TRIGGER "{table}_no_{what}"'


def run(statement, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def set_in(model, key, **values):
    said = ", ".join(f'"{column}" = %s' for column in values)
    run(
        f'UPDATE "{model._meta.db_table}" SET {said} WHERE "{model._meta.pk.column}" = %s',  # noqa: S608
        [*map(adapted, values.values()), key],
    )


def adapted(value):
    if isinstance(value, uuid.UUID):
        return value.hex if connection.vendor == "sqlite" else str(value)
    return connection.ops.adapt_datetimefield_value(value) if hasattr(value, "hour") else value


def a_row(choose, models=None):
    """(model, key) of a sealed row of a table chosen first, so that small ones are tried too."""
    models = models or [m for m in sealing.sealed_models() if m._base_manager.exists()]
    model = choose.choice(models)
    return model, choose.choice(sorted(model._base_manager.values_list("pk", flat=True)))


def seal_over(model, key):
    covering = SealedBlock.objects.filter(table=model._meta.db_table, last_key__gte=key)
    return covering.order_by("seal").values_list("seal", flat=True)[0]


def first_fault(heads=()):
    return verifying.verify(heads).faults[0]


def where(fault):
    return fault.table, fault.key


def column_for(model, of_version, of_log):
    return of_log if model is LogEntry else of_version


def test_an_edited_text_is_found(sealed):
    for choose in trials("text"):
        model, key = a_row(choose)
        texts = [name for name, kind, _ in canonical.describe(model).plain if kind == "text"]
        column = choose.choice(texts)
        held = model._base_manager.values_list(column, flat=True).get(pk=key)
        room = model._meta.get_field(column).max_length
        with unguarded(model):
            set_in(model, key, **{column: "?" if room and room < 9 else f"{(held or '')[:-1]}*"})

        fault = first_fault()

        assert where(fault) == (model._meta.db_table, key)
        assert "was changed after it was sealed" in fault.text
        assert "wrote it on" in fault.text


def test_an_edited_author_is_found(sealed):
    people = sorted(User.objects.values_list("pk", flat=True))
    for choose in trials("who"):
        model, key = a_row(choose)
        with unguarded(model):
            if choose.random() < 0.5:
                set_in(model, key, **{column_for(model, "history_user_name", "by_name"): "Nobody"})
            else:
                column = column_for(model, "history_user_id", "by_id")
                held = model._base_manager.values_list(column, flat=True).get(pk=key)
                other = choose.choice([pk for pk in people if pk != held])
                set_in(model, key, **{column: other})

        assert where(first_fault()) == (model._meta.db_table, key)


def test_an_edited_date_is_found(sealed):
    for choose in trials("when"):
        model, key = a_row(choose)
        column = column_for(model, "history_date", "at")
        held = model._base_manager.values_list(column, flat=True).get(pk=key)
        by = choose.choice([timedelta(microseconds=1), timedelta(hours=-1), timedelta(days=30)])
        with unguarded(model):
            set_in(model, key, **{column: held + by})

        assert where(first_fault()) == (model._meta.db_table, key)


def test_a_deleted_row_is_found(sealed):
    for choose in trials("delete"):
        model, key = a_row(choose)
        with unguarded(model):
            run(
                f'DELETE FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" = %s',  # noqa: S608
                [key],
            )

        fault = first_fault()

        assert where(fault) == (model._meta.db_table, key)
        assert "is gone" in fault.text


def inserted(model, key, as_key):
    """Put in a copy of a row under another key, as another act."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    act = column_for(model, "history_act", "act")
    taken = ", ".join("%s" if column == act else f'"{column}"' for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table, pk = model._meta.db_table, model._meta.pk.column
    run(
        f'INSERT INTO "{table}" ("{pk}", {names}) '  # noqa: S608
        f'SELECT %s, {taken} FROM "{table}" WHERE "{pk}" = %s',
        [as_key, adapted(uuid.uuid4()), key],
    )


def test_a_row_put_among_sealed_ones_is_found(sealed):
    for choose in trials("insert"):
        model, key = a_row(choose)
        as_key = -choose.randrange(0, 1000)
        inserted(model, key, as_key)

        fault = first_fault()

        assert where(fault) == (model._meta.db_table, as_key)
        assert "was put among older ones" in fault.text


def test_a_row_written_into_the_past_after_the_last_seal_is_found(sealed):
    made_at = Seal.objects.newest().made_at
    for choose in trials("past"):
        model, key = a_row(choose)
        as_key = model._base_manager.order_by("-pk").values_list("pk", flat=True)[0] + 1
        inserted(model, key, as_key)
        dated = made_at - timedelta(minutes=choose.randrange(6, 60 * 24 * 30))
        with unguarded(model):
            set_in(model, as_key, **{column_for(model, "history_date", "at"): dated})

        fault = first_fault()

        assert where(fault) == (model._meta.db_table, as_key)
        assert "into the past" in fault.text


def test_rows_that_changed_places_are_found(sealed):
    large = [m for m in sealing.sealed_models() if m._base_manager.count() > 1]
    for choose in trials("swap"):
        model, one = a_row(choose, large)
        keys = set(model._base_manager.values_list("pk", flat=True))
        other = choose.choice(sorted(keys - {one}))
        with unguarded(model):
            for here, there in ((one, -1), (other, one), (-1, other)):
                set_in(model, here, **{model._meta.pk.column: there})

        fault = first_fault()

        first, second = sorted((one, other))
        assert where(fault) == (model._meta.db_table, first)
        is_named = f"holds what entry {second} held" in fault.text
        assert is_named == (seal_over(model, first) == seal_over(model, second))


def test_a_tail_that_was_cut_off_is_found(sealed):
    for choose in trials("tail"):
        last = choose.randrange(0, 4)
        cut = SealedBlock.objects.filter(seal__gt=last)
        models = {model._meta.db_table: model for model in sealing.sealed_models()}
        first_keys = {}
        for block in cut.defer("marks").order_by("-position"):
            keys = first_keys.setdefault(block.table, [])
            keys.append(-1 if block.after_key is None else block.after_key)
        touched = [models[table] for table in first_keys]
        with unguarded(*touched, Seal, SealedBlock):
            for model in touched:
                after = min(first_keys[model._meta.db_table])
                run(
                    f'DELETE FROM "{model._meta.db_table}" '  # noqa: S608
                    f'WHERE "{model._meta.pk.column}" > %s',
                    [after],
                )
            run("DELETE FROM improvement_sealedblock WHERE seal_id > %s", [last])
            run("DELETE FROM improvement_seal WHERE number > %s", [last])

        fault = first_fault(sealed)

        assert fault.seal == last + 1
        assert "the end of the record was cut off" in fault.text


def sealed_over_again():
    """Every block, mark and head made to fit what the tables now hold."""
    previous = ""
    for seal in Seal.objects.order_by("number"):
        blocks = []
        for block in seal.blocks.all():
            gathered = verifying._gather(block)
            block.digest, block.count = gathered.digest, gathered.count
            run(
                "UPDATE improvement_sealedblock SET digest = %s, marks = %s, count = %s "
                "WHERE id = %s",
                [block.digest, bytes(gathered.marks), block.count, block.pk],
            )
            blocks.append(verifying._block_of(block))
        head = chain.head_of(seal.number, seal.made_at, previous, blocks)
        run(
            "UPDATE improvement_seal SET head = %s, previous = %s WHERE number = %s",
            [head, previous, seal.number],
        )
        previous = head


def test_a_record_that_was_altered_and_sealed_over_again_is_found(sealed):
    for choose in trials("again"):
        model, key = a_row(choose)
        seal = seal_over(model, key)
        with unguarded(model, Seal, SealedBlock):
            set_in(model, key, **{column_for(model, "history_user_name", "by_name"): "Nobody"})
            sealed_over_again()

        assert verifying.verify().faults == []  # by itself it looks whole
        fault = first_fault(sealed)

        assert fault.seal == seal
        assert "was altered and sealed over again" in fault.text


def test_half_a_chain_that_was_made_anew_is_found(sealed):
    for choose in trials("half"):
        number = choose.randrange(1, 5)
        with unguarded(Seal, SealedBlock):
            what = choose.choice(["head", "moment", "rows", "gone"])
            if what == "head":
                run("UPDATE improvement_seal SET head = %s WHERE number = %s", ["e" * 64, number])
            elif what == "moment":
                set_in(Seal, number, made_at=Seal.objects.get(pk=number).made_at - timedelta(1))
            elif what == "rows":
                run("DELETE FROM improvement_sealedblock WHERE seal_id = %s", [number])
            else:
                run("DELETE FROM improvement_sealedblock WHERE seal_id = %s", [number])
                run("DELETE FROM improvement_seal WHERE number = %s", [number])

        faults = verifying.verify(sealed).faults

        assert faults[0].seal == number


@contextmanager
def other_contents(file, contents):
    path = Path(file.path)
    held = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(contents(held))
    yield
    path.write_bytes(held)


def a_kept_file(choose):
    """An import that was kept, or a version of evidence, each as often."""
    kept = choose.choice([Import, EvidenceFile])
    return choose.choice(sorted(kept.objects.all(), key=lambda one: one.pk))


def test_a_changed_file_is_found(sealed):
    for choose in trials("file"):
        record = a_kept_file(choose)

        def one_byte_else(held, choose=choose):
            place = choose.randrange(len(held))
            return held[:place] + bytes([held[place] ^ 1]) + held[place + 1 :]

        with other_contents(record.file, one_byte_else):
            fault = first_fault()

        assert where(fault) == (record._meta.db_table, record.file.name)
        assert "its SHA-256 is another" in fault.text


def test_a_replaced_file_is_found_though_its_digest_was_replaced_too(sealed):
    for choose in trials("replace"):
        record = a_kept_file(choose)
        versions = record.history.model
        of_record = [choose.randbytes(32).hex(), record.pk]
        first = versions.objects.filter(id=record.pk).order_by("pk").first()
        with unguarded(versions):
            run(f"UPDATE {versions._meta.db_table} SET sha256 = %s WHERE id = %s", of_record)  # noqa: S608
        run(f"UPDATE {record._meta.db_table} SET sha256 = %s WHERE id = %s", of_record)  # noqa: S608

        assert where(first_fault()) == (versions._meta.db_table, first.pk)


def test_an_edit_after_dropping_the_triggers_is_found_and_so_are_the_triggers(sealed):
    for choose in trials("triggers"):
        model, key = a_row(choose)
        lift_the_triggers()
        set_in(model, key, **{column_for(model, "history_user_name", "by_name"): "Nobody"})

        faults = verifying.verify().faults

        assert where(faults[0]) == (model._meta.db_table, key)
        assert "triggers" in faults[-1].text
        assert model._meta.db_table in faults[-1].text


def test_a_register_row_that_was_edited_beside_its_history_is_found(sealed):
    for choose in trials("register"):
        item = choose.choice(sorted(ProgressItem.objects.all(), key=lambda item: item.pk))
        what = choose.choice(["edit", "delete", "add"])
        if what == "edit":
            run("UPDATE actions_progressitem SET text = 'Else' WHERE id = %s", [item.pk])
            said = "is not as the newest entry of its history says: text"
        elif what == "delete":
            run("DELETE FROM actions_progressitem WHERE id = %s", [item.pk])
            said = "is gone, and its history does not say so"
        else:
            ProgressItem.objects.bulk_create([ProgressItem(action=item.action, text="Else")])
            item = ProgressItem.objects.order_by("-pk").first()
            said = "has no history"

        named = [fault for fault in verifying.verify().faults if where(fault)[1] == item.pk]

        assert re.search(said, named[0].text)
        assert named[0].table == "actions_progressitem"


@pytest.mark.django_db
def test_no_false_alarm_over_ten_thousand_honest_changes():
    choose = random.Random("honest")  # noqa: S311 - the same in every run
    actions = [make_action() for _ in range(10)]
    written = 0
    for _ in range(4):
        with history.act(name="The test", reason="Reported"):
            rows = [
                ProgressItem(
                    action=choose.choice(actions), text=f"Said “{number}”", position=number
                )
                for number in range(1200)
            ]
            made = history.create_all(rows, ProgressItem, batch_size=200)
            for row in made:
                row.text += "\nand more"
            history.update_all(made, ProgressItem, ["text"], batch_size=200)
            for row in choose.sample(made, 100):
                row.is_withdrawn = True
                row.save()
            made[0].delete()
        written += 2 * len(made) + 101
        sealing.seal()
        assert verifying.verify().faults == []

    assert written >= 10_000
    assert Seal.objects.count() == 4
