"""Imports point one way: improvement <- actions <- boards <- audits."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BELOW = {
    "improvement": set(),
    "actions": {"improvement"},
    "boards": {"improvement", "actions"},
    "audits": {"improvement", "actions", "boards"},
}


def imported_apps(file):
    """The first part of every module that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("app", BELOW)
def test_app_imports_only_the_apps_below_it(app):
    used = {name for file in (ROOT / app).rglob("*.py") for name in imported_apps(file)}

    assert used & BELOW.keys() <= BELOW[app] | {app}
