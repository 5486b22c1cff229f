"""What is digested of a row: one text, the same on SQLite and on PostgreSQL.

The database makes the text itself, so that many thousands of rows a second can be read. Columns
stand in one order, parted by a character that no form lets through; what is not said (NULL) is told
from an empty text. Moments are in UTC to the microsecond. JSON is compared by what it means, since
PostgreSQL keeps it in an order of its own: it is written again in one way.

A block of a seal notes the columns that it covers as `describe` gives them, so that a column which
is added later leaves older seals whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from django.db import connection, models

APART = b"\x1f"  # no form lets it through, but the database takes it

# The kind of each type of column: what Django calls it -> how it is written.
_KINDS = {
    "AutoField": "number",
    "BigAutoField": "number",
    "BigIntegerField": "number",
    "IntegerField": "number",
    "PositiveBigIntegerField": "number",
    "PositiveIntegerField": "number",
    "PositiveSmallIntegerField": "number",
    "SmallIntegerField": "number",
    "CharField": "text",
    "EmailField": "text",
    "FileField": "text",
    "SlugField": "text",
    "TextField": "text",
    "URLField": "text",
    "BooleanField": "truth",
    "DateField": "day",
    "DateTimeField": "moment",
    "UUIDField": "uuid",
    "JSONField": "json",
}
_ON_POSTGRESQL = {
    "number": "{column}::text",
    "text": "{column}::text",
    "truth": "{column}::int::text",
    "day": "to_char({column}, 'YYYY-MM-DD')",
    "moment": "to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "uuid": "replace({column}::text, '-', '')",
    "json": "{column}::text",
}
# SQLite keeps all of these as such a text already; a whole second lacks its microseconds.
_ON_SQLITE = dict.fromkeys(_ON_POSTGRESQL, "{column}") | {
    "moment": "({column} || CASE length({column}) WHEN 19 THEN '.000000' ELSE '' END)"
}


class NoKind(TypeError):
    """A kept table has a column of a type for which nothing is said here."""


@dataclass(frozen=True)
class Columns:
    """The columns of a table that are digested, the key apart."""

    key: str
    plain: tuple[tuple[str, str, bool], ...]  # (name, kind, whether it may be NULL)
    json: tuple[tuple[str, bool], ...]

    @property
    def names(self) -> set[str]:
        """Of every column, the key among them."""
        return {self.key, *(name for name, *_ in self.plain), *(name for name, _ in self.json)}

    def __str__(self):
        in_json = [(name, "json", null) for name, null in self.json]
        named = [f"{name} {kind}{'?' * null}" for name, kind, null in [*self.plain, *in_json]]
        return ", ".join([self.key, *named])


def describe(model: type[models.Model]) -> Columns:
    """The columns of a model's table as they are now. Raises NoKind."""
    plain, in_json = [], []
    for field in sorted(model._meta.concrete_fields, key=_place):
        kind = _kind_of(field)
        if field.primary_key:
            continue
        if kind == "json":
            in_json.append((field.column, field.null))
        else:
            plain.append((field.column, kind, field.null))
    return Columns(model._meta.pk.column, tuple(plain), tuple(in_json))


def _place(field):
    """What people write stands after all else: see `_joined`."""
    return _kind_of(field) == "text", field.column


def _kind_of(field):
    named = (field.target_field if field.is_relation else field).get_internal_type()
    if named not in _KINDS:
        raise NoKind(f"{field} can't be sealed: say in seals.canonical how a {named} is written")
    return _KINDS[named]


def read(described: str) -> Columns:
    """The columns that `str(columns)` described. Raises ValueError."""
    key, *others = described.split(", ")
    plain, in_json = [], []
    for other in others:
        name, kind = other.split(" ")
        null = kind.endswith("?")
        if (kind := kind.rstrip("?")) not in _ON_POSTGRESQL:
            raise ValueError(f"There is no kind of column called {kind}")
        if kind == "json":
            in_json.append((name, null))
        else:
            plain.append((name, kind, null))
    return Columns(key, tuple(plain), tuple(in_json))


def digests(
    table: str, columns: Columns, after: int | None, last: int, limit: int | None = None
) -> Iterator[tuple[int, bytes]]:
    """(key, digest) of each row with a key above `after` and up to `last`, by rising key."""
    for key, text in texts(table, columns, after, last, limit):
        yield key, digest_of(key, text)


def digest_of(key: int, text: bytes) -> bytes:
    """The digest of a row: of its key and of its text."""
    return sha256(b"%d\x1f%b" % (key, text)).digest()


def texts(
    table: str, columns: Columns, after: int | None, last: int, limit: int | None = None
) -> Iterator[tuple[int, bytes]]:
    """(key, text without the key) of each of these rows, by rising key."""
    written = [_written(*column) for column in columns.plain]
    between = len(written) - 1
    with closing(connection.cursor()) as cursor:
        cursor.execute(
            _select(table, columns, written, after, limit),
            [last] if after is None else [last, after],
        )
        while some := cursor.fetchmany(2000):
            for key, whole, *in_json in some:
                text = _bytes(whole)
                if text.count(APART) != between:
                    text = _one_by_one(table, columns, written, key)
                if in_json:
                    text = APART.join([text, *map(_json_again, in_json)])
                yield key, text


def _written(name, kind, may_be_null):
    """A column as text, in SQL. Where it may be NULL, what is said begins with a sign."""
    kinds = _ON_POSTGRESQL if connection.vendor == "postgresql" else _ON_SQLITE
    text = kinds[kind].format(column=connection.ops.quote_name(name))
    return f"coalesce('=' || {text}, '')" if may_be_null else text


def _joined(columns, written):
    """The columns as one text, in SQL.

    SQLite joins many short texts by printf in half the time; but that ends a text at its first
    NUL, behind which words could be hidden, so that what people write is joined by itself.
    """
    if connection.vendor == "postgresql":
        return " || '\x1f' || ".join(written)
    runs = groupby(zip(columns.plain, written, strict=True), key=lambda pair: pair[0][1] == "text")
    parts = []
    for is_text, run in runs:
        texts_of_run = [text for _, text in run]
        if is_text:
            parts += texts_of_run
        else:
            signs = "\x1f".join(["%%s"] * len(texts_of_run))
            parts.append(f"printf('{signs}', {', '.join(texts_of_run)})")
    return " || '\x1f' || ".join(parts)


def _as_it_is(text):
    """Bytes on SQLite, which keeps whatever it is given: even what is no text must be read."""
    return text if connection.vendor == "postgresql" else f"CAST({text} AS BLOB)"


def _select(table, columns, written, after, limit):
    quoted = connection.ops.quote_name
    key = f"{quoted(table)}.{quoted(columns.key)}"
    taken = [key, _as_it_is(_joined(columns, written))]
    taken += [_as_it_is(_written(name, "json", False)) for name, _ in columns.json]
    # Names of our own tables and columns: there is nothing here that anybody typed.
    return (
        f"SELECT {', '.join(taken)} FROM {quoted(table)} WHERE {key} <= %s "  # noqa: S608
        f"{f'AND {key} > %s ' if after is not None else ''}ORDER BY {key}"
        f"{f' LIMIT {limit:d}' if limit else ''}"
    )


def _one_by_one(table, columns, written, key):
    """The same columns, each with its length, where the sign that parts them stands in one."""
    quoted = connection.ops.quote_name
    with closing(connection.cursor()) as cursor:
        cursor.execute(
            f"SELECT {', '.join(map(_as_it_is, written))} FROM {quoted(table)} "  # noqa: S608
            f"WHERE {quoted(columns.key)} = %s",
            [key],
        )
        parts = [_bytes(part) for part in cursor.fetchone() or ()]
    return APART + b"".join(b"%d:%b" % (len(part), part) for part in parts)


def _bytes(value):
    """NULL where there can be none (somebody lifted the constraint) is like no text there is."""
    if value is None:
        return b"\x00"
    return value if isinstance(value, bytes) else value.encode()


def _json_again(text):
    """JSON written in one way; what is no JSON, or NULL, as it stands, after a sign."""
    if text is None:
        return b""
    if text in (b"{}", "{}", b"[]", "[]"):
        return _bytes(text)
    try:
        value = json.loads(text, parse_float=_number)
    except ValueError:
        return b"?" + _bytes(text)
    return json.dumps(value, sort_keys=True, ensure_ascii=True).encode()


def _number(text):
    """PostgreSQL writes 1e22 out, and SQLite keeps 1.0 as it came."""
    value = float(text)
    return int(value) if value.is_integer() else value
