"""Everything that is recorded, copied; and what escaped the record between two copies.

It reads the tables by themselves and asks nothing of the product: neither what it means to
record, nor what the verification of the record finds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps

from improvement.history import LogEntry, Recorded

ADDED, CHANGED, REMOVED = "+", "~", "-"


def recorded_models() -> list[type[Recorded]]:
    return [model for model in apps.get_models() if issubclass(model, Recorded)]


@dataclass(frozen=True)
class Copy:
    """Every row and version at one moment, and every line of the change log, as plain values."""

    rows: dict  # (model, key) -> its columns
    versions: dict  # (model, key of the version) -> its columns
    log: dict  # (act, subject) -> its columns


def copy_all() -> Copy:
    rows, versions = {}, {}
    for model in recorded_models():
        rows |= {(model, row["id"]): row for row in model._base_manager.values()}
        history = model.history.model._base_manager.order_by("history_id")
        versions |= {(model, row["history_id"]): row for row in history.values()}
    log = {(entry["act"], entry["subject"]): entry for entry in LogEntry.objects.values()}
    return Copy(rows, versions, log)


@dataclass(frozen=True)
class Changes:
    """What was written between two copies."""

    before: Copy
    after: Copy

    @property
    def rows(self) -> dict:
        """(model, key) -> whether the row was added, changed or removed."""
        old, new = self.before.rows, self.after.rows
        found = dict.fromkeys(new.keys() - old.keys(), ADDED)
        found |= dict.fromkeys(old.keys() - new.keys(), REMOVED)
        return found | {key: CHANGED for key in old.keys() & new.keys() if old[key] != new[key]}

    @property
    def versions(self) -> dict:
        """(model, key of the row) -> its new versions, in the order they were written."""
        found = defaultdict(list)
        for (model, key), version in self.after.versions.items():
            if (model, key) not in self.before.versions:
                found[model, version["id"]].append(version)
        return found

    @property
    def signatures(self) -> set[tuple]:
        """(key of the author, their name, the way) of all that was written."""
        return {_signature(version) for some in self.versions.values() for version in some}

    @property
    def entries(self) -> dict:
        """(act, subject) -> what was entered in the change log."""
        return {key: self.after.log[key] for key in self.after.log.keys() - self.before.log.keys()}

    @property
    def acts(self) -> set:
        return {version["history_act"] for some in self.versions.values() for version in some}

    def escaped(self) -> list[str]:
        """A sentence for each thing that the record does not tell, or tells wrongly."""
        return [*self._altered(), *self._of_rows(), *self._of_the_log()]

    def _altered(self):
        kept = [(self.before.versions, self.after.versions), (self.before.log, self.after.log)]
        for old, new in kept:
            for key in old:
                if old[key] != new.get(key):
                    yield f"What was recorded before is no longer as it was: {key}"

    def _of_rows(self):
        changed, versions = self.rows, self.versions
        for key in changed.keys() | versions.keys():
            for fault in self._of_a_row(key, changed.get(key), versions[key]):
                yield f"{key[0].__name__} {key[1]}: {fault}"

    def _of_a_row(self, key, kind, versions):
        if kind is None:
            yield f"was not changed, and has {len(versions)} new versions"
        elif not versions:
            yield f"{kind} left no version"
        else:
            yield from self._of_versions(key, kind, versions)

    def _of_versions(self, key, kind, versions):
        kinds = "".join(version["history_type"] for version in versions)
        if kinds != _kinds(kind, len(versions)):
            yield f"{kind} is told as {kinds}"
        if len({version["history_act"] for version in versions}) < len(versions):
            yield f"has {len(versions)} versions of {_acts(versions)} acts"
        if _told(key[0], versions[-1]) != _told(key[0], self._as_it_is(key)):
            yield "is not as its newest version says"
        if not all(_is_signed(version) for version in versions):
            yield "was written by nobody, or in no way"
        yield from self._without_a_change(key, versions)

    def _as_it_is(self, key):
        return self.after.rows.get(key) or self.before.rows[key]

    def _without_a_change(self, key, versions):
        """Where a model has columns that are not kept, what was changed may be one of those."""
        model, _ = key
        if len(model.history.model.tracked_fields) < len(model._meta.concrete_fields):
            return
        held = [self.before.rows.get(key), *versions]
        for old, new in zip(held, versions, strict=False):
            same = old is not None and _told(model, old) == _told(model, new)
            if same and new["history_type"] != REMOVED:
                yield "has a version that says what the one before it says"

    def _of_the_log(self):
        wanted = defaultdict(set)
        for (model, key), versions in self.versions.items():
            subject = self._subject(model, key)
            for version in versions:
                wanted[version["history_act"], subject].add(_signature(version))
        entries = self.entries
        for act, subject in wanted.keys() - self.after.log.keys():
            yield f"act {act} is not in the log of “{subject}”"
        for act, subject in entries.keys() - wanted.keys():
            yield f"the log of “{subject}” tells of act {act}, which wrote nothing of it"
        for key in entries.keys() & wanted.keys():
            said = entries[key]
            if (said["by_id"], said["by_name"], said["way"]) not in wanted[key]:
                yield f"the log of “{key[1]}” signs act {key[0]} otherwise than its versions"

    def _subject(self, model, key):
        row = self.after.rows.get((model, key)) or self.before.rows.get((model, key))
        return model(**row).log_subject if row else ""


def _kinds(kind, count):
    """Of so many acts: a row that is added is changed by the others, as is one to be removed."""
    if kind == ADDED:
        return ADDED + CHANGED * (count - 1)
    return CHANGED * (count - 1) + kind


def _acts(versions):
    return len({version["history_act"] for version in versions})


def _is_signed(version):
    return bool(version["history_user_name"] and version["history_way"] and version["history_act"])


def _signature(version):
    return version["history_user_id"], version["history_user_name"], version["history_way"]


def _told(model, values):
    """What of a row, or of a version, its history keeps."""
    return {field.attname: values[field.attname] for field in model.history.model.tracked_fields}


def newest_versions(copy: Copy) -> dict:
    """(model, key of the row) -> the version of it that was written last."""
    return {(model, version["id"]): version for (model, _), version in copy.versions.items()}


def differing_from_history(copy: Copy) -> Iterator[str]:
    """Every live row beside its newest version, column by column; and what is gone beside it."""
    newest = newest_versions(copy)
    for (model, key), row in copy.rows.items():
        version = newest.get((model, key))
        if version is None or version["history_type"] == REMOVED:
            yield f"{model.__name__} {key} stands, and its history does not say so"
        else:
            for column, value in _told(model, row).items():
                if version[column] != value:
                    yield f"{model.__name__} {key}: {column} is not what its history says"
    for (model, key), version in newest.items():
        if version["history_type"] != REMOVED and (model, key) not in copy.rows:
            yield f"{model.__name__} {key} is gone, and its history does not say so"
