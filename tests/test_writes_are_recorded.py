"""No code of the product writes past the history: a lint of our own, and the lint's own tests."""

from pathlib import Path
from textwrap import dedent

import pytest
from django.apps import apps
from django.conf import settings

from improvement.history import Recorded
from tests.lint_of_writes import find_writes

OURS = ["improvement", "actions", "boards", "audits"]

# (file, function) -> why what the lint finds there may stand.
ALLOWED = {
    ("actions/services/clashes.py", "claim"): "the save that follows writes its version",
    ("actions/listing.py", "rows_of"): "a SELECT that is put together beside it",
    ("actions/search.py", "_texts_of"): "a SELECT that is put together beside it",
    ("actions/services/references.py", "remove_reference"): "one row, by its own delete",
    ("actions/services/references.py", "ask_again"): "one row, by its own delete",
    ("actions/services/evidence.py", "_take_up"): "a held file is no record until it is evidence",
    ("actions/services/held_files.py", "let_go"): "a held file is no record",
    ("actions/services/held_files.py", "clear_held_files"): "a held file is no record",
    ("improvement/history/versions.py", "create_all"): "writes a version of each row",
    ("improvement/history/versions.py", "update_all"): "writes a version of each row",
    ("improvement/history/versions.py", "delete"): "is what each row is deleted by",
    ("improvement/history/log.py", "enter"): "the change log has no history: it is one",
    ("improvement/accounts/throttle.py", "reset_user_attempts"): "failed log-ins are no record",
    ("improvement/history/append_only.py", "put_back"): "makes the triggers of the record",
    ("improvement/seals/canonical.py", "texts"): "a SELECT that is put together beside it",
    ("improvement/seals/registers.py", "_asked"): "a SELECT that is put together beside it",
    ("improvement/seals/sealing.py", "put_back"): "makes the function that holds the tables",
    ("audits/privileges.py", "ways_round"): "a SELECT of three that stand beside it",
    ("audits/management/commands/database_roles.py", "handle"): "gives rights to a log-in",
    ("audits/copying.py", "_write"): "the versions are copied too, each as it is",
    ("audits/copying.py", "copy"): "sets where the keys of new rows begin",
    ("audits/benchmark/ledger.py", "flush"): "writes the versions too, in bulk; not for a register",
    ("audits/benchmark/ledger.py", "settle"): "brings rows to the versions that flush wrote",
}


def related_names():
    """Of rows behind a foreign key: what `action.progress_items.add(item)` would update."""
    return frozenset(
        relation.get_accessor_name()
        for model in apps.get_models()
        if issubclass(model, Recorded)
        for relation in model._meta.related_objects
    )


def found_in(app):
    for file in sorted((settings.BASE_DIR / app).rglob("*.py")):
        if "migrations" not in file.parts:
            path = file.relative_to(settings.BASE_DIR).as_posix()
            for found in find_writes(file.read_text(), related_names()):
                yield path, found


@pytest.mark.parametrize("app", OURS)
def test_nothing_writes_past_the_history(app):
    refused = [
        f"{path}:{found.line} {found.call}"
        for path, found in found_in(app)
        if (path, found.function) not in ALLOWED
    ]

    assert refused == []


def test_everything_that_is_allowed_is_there():
    found = {(path, found.function) for app in OURS for path, found in found_in(app)}

    assert ALLOWED.keys() - found == set()


def test_every_folder_of_ours_is_looked_at():
    folders = {Path(app.path) for app in apps.get_app_configs()}

    assert {folder.name for folder in folders if folder.parent == settings.BASE_DIR} == set(OURS)


# The lint itself


def writes(source):
    return [found.call for found in find_writes(dedent(source), frozenset({"progress_items"}))]


@pytest.mark.parametrize(
    "source",
    [
        "Action.objects.update(area='x')",
        "Action.objects.filter(pk=1).update(**values)",
        "rows.update(area='x')",
        "action.progress_items.all().update(text='x')",
        "QuerySet.update(rows, area='x')",
        "Action.objects.bulk_create(rows)",
        "Action.objects.bulk_update(rows, ['area'])",
        "partial(Action.objects.bulk_create, batch_size=5)",
        "await Action.objects.aupdate(area='x')",
        "write = getattr(rows, 'update')",
        "Action.objects.all().delete()",
        "rows.delete()",
        "action.contributors.filter(user=user).delete()",
        "rows._raw_delete('default')",
        "Action.objects.raw('SELECT 1')",
        "cursor.execute('INSERT INTO actions_action VALUES (1)')",
        "cursor.execute('  update actions_action set area = 1')",
        "cursor.execute('SELECT 1; DELETE FROM actions_action')",
        "cursor.execute('WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone')",
        "cursor.execute(f'UPDATE {table} SET area = 1')",
        "cursor.execute(f'{verb} {table}')",
        "cursor.execute(statement)",
        "cursor.executemany(sql, rows)",
        "bulk_create_with_history(rows, Action)",
        "from simple_history.utils import bulk_update_with_history as write",
        "row.save_base(raw=True)",
        "row.save_without_historical_record()",
        "row.skip_history_when_saving = True",
        "setattr(row, 'skip_history_when_saving', True)",
        "super(Recorded, row).save()",
        "models.Model.save(row)",
        "action.progress_items.add(item)",
        "action.progress_items.set([])",
        "UpdateQuery(Action)",
        """
        def one_thing():
            for row in rows:
                pass

        def another(row):
            row.delete()
        """,
    ],
)
def test_lint_finds_what_may_write_past_the_history(source):
    assert len(writes(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "values.update(more)",
        "digest.update(piece)",
        "hashlib.sha256().update(b'x')",
        "self.seen[key].update(roots(text))",
        "dict(values).update(area='x')",
        "vars().update(CONFIG)",
        "row.save()",
        "row.save(update_fields=['area'])",
        "super().save(*args, **kwargs)",
        "Action.objects.create(ref='IN1')",
        "Naming.objects.get_or_create(words='x')",
        "Naming.objects.update_or_create(words='x')",
        "history.create_all(rows, Action, batch_size=5)",
        "record.file.delete(save=False)",
        "cursor.execute('SELECT updated FROM t WHERE pk = %s', [pk])",
        "cursor.execute(f'SELECT MAX({key}) FROM {table}')",
        "cursor.execute('SET TRANSACTION READ ONLY')",
        "self.execute(*argv)",
        "touched.add(row.pk)",
        "self.items.clear()",
        "from simple_history.utils import bulk_create_with_history",
        """
        def take_away(rows):
            for row, before in rows:
                row.delete()
        """,
    ],
)
def test_lint_lets_other_calls_be(source):
    assert writes(source) == []


def test_lint_says_where():
    source = "class Writer:\n    def write(self):\n        Action.objects.update(area='x')\n"

    (found,) = find_writes(source)

    assert (found.function, found.line) == ("write", 3)
    assert found.call == "Action.objects.update(area='x')"
