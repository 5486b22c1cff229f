"""Finds calls that may write a row past its history.

A lint knows what a call looks like and not what it does, so where it can't tell it is strict: who
is sure allows the call by name, in the table of `tests/test_writes_are_recorded.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

# Never anything else than a write without a version, or with one that nobody enters in the log.
NEVER = {
    *("bulk_create", "abulk_create", "bulk_update", "abulk_update", "aupdate", "adelete", "raw"),
    *("bulk_create_with_history", "bulk_update_with_history"),
    *("_raw_delete", "_update", "_insert", "_do_update", "_do_insert"),
    *("save_base", "save_without_historical_record", "skip_history_when_saving"),
    *("InsertQuery", "UpdateQuery", "DeleteQuery", "RunSQL"),
}
SQL = {"execute", "executemany", "executescript", "callproc", "copy_expert"}
READING = ("SELECT ", "SET TRANSACTION ", "SET LOCAL ", "BEGIN ", "ROLLBACK", "ANALYZE")
WRITING = {"INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "MERGE", "INTO"}
OF_RELATED_ROWS = {"add", "set", "remove", "clear"}  # they update() the rows


@dataclass(frozen=True)
class Found:
    """A call that may write past the history: in which function, on which line, what it is."""

    function: str
    line: int
    call: str


def find_writes(source: str, related_names: frozenset[str] = frozenset()) -> Iterator[Found]:
    """Every such call in this source. `related_names` are those of rows behind a foreign key."""
    yield from _Module(related_names).look(ast.parse(source), "", frozenset())


@dataclass(frozen=True)
class _Module:
    related_names: frozenset[str]

    def look(self, node, function, rows):
        """`rows` are the names that a loop gives to one row after another."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function, rows = node.name, frozenset(_named_by_loops(node))
        if self._may_write(node, rows):
            yield Found(function, node.lineno, ast.unparse(node))
        for child in ast.iter_child_nodes(node):
            yield from self.look(child, function, rows)

    def _may_write(self, node, rows):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name, asname=str()):
                return name in NEVER
            case ast.Call(func=ast.Name("getattr" | "setattr"), args=[_, named, *_]):
                return isinstance(named, ast.Constant) and named.value in {
                    *NEVER,
                    "update",
                    "delete",
                }
            case ast.Call(func=ast.Attribute(receiver, name)):
                return self._call_may_write(node, receiver, name, rows)
        return False

    def _call_may_write(self, call, receiver, name, rows):
        if name in OF_RELATED_ROWS:
            return isinstance(receiver, ast.Attribute) and receiver.attr in self.related_names
        if name in SQL:
            return not _is_own(receiver) and not _only_reads(call.args)
        if name == "update":
            return bool(call.keywords) and not _is_plain_dict(receiver)
        if name == "delete":
            return _may_delete_many(call, receiver, rows)
        return name == "save" and _goes_round(receiver)


def _named_by_loops(function):
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            yield from (one.id for one in ast.walk(node.target) if isinstance(one, ast.Name))


def _is_own(receiver):
    """A command runs itself by a method of this name."""
    return isinstance(receiver, ast.Name) and receiver.id == "self"


def _only_reads(arguments):
    text = _beginning(arguments[0]) if arguments else ""
    return text.startswith(READING) and not WRITING & set(text.upper().split())


def _beginning(expression):
    """The text of an expression, as far as it stands there; what is filled in is left out."""
    match expression:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_beginning(part) or " ? " for part in parts)
    return ""


def _is_plain_dict(receiver):
    """A queryset's update takes names only, and a dict's may: so a dict must be seen to be one."""
    match receiver:
        case ast.Dict() | ast.DictComp() | ast.Call(func=ast.Name("dict" | "vars" | "globals")):
            return True
    return False


def _may_delete_many(call, receiver, rows):
    """One row that a loop gives is deleted by its own method; the file of a row has `save`."""
    if any(given.arg == "save" for given in call.keywords):
        return False
    return not (isinstance(receiver, ast.Name) and receiver.id in rows)


def _goes_round(receiver):
    """`super(Recorded, row).save()` is the save of a class above the one that enters the log."""
    match receiver:
        case ast.Call(func=ast.Name("super"), args=[_, *_]) | ast.Attribute(attr="Model"):
            return True
    return False
