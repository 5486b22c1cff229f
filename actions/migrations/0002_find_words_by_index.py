"""The words of what is searched, indexed where the database can: see `actions.search`."""

from django.db import migrations

_SIGNS = r"[!-/:-@[-`{-~]+"
_INDEXES = [
    ("action_words", "actions_action", "wording"),
    ("progress_words", "actions_progressitem", "text"),
    ("step_words", "actions_nextstep", "text"),
    ("evidence_words", "actions_evidence", "title"),
]


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name, table, column in _INDEXES:
        text = f"regexp_replace({column}, '{_SIGNS}', ' ', 'g')"
        schema_editor.execute(
            f"CREATE INDEX {name} ON {table} USING gin "
            f"((to_tsvector('simple', {text}) || to_tsvector('english', {text})))"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name, _, _ in _INDEXES:
        schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("actions", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
