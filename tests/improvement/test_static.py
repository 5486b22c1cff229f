"""The built files: served under names of their content, with nothing that is GOV.UK's own."""

import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command

BUILT = Path(project.BASE_DIR, "static", "built")


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "improvement.gds.static.Storage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_every_file_is_collected_under_a_name_of_its_content(collected):
    hashed = {
        re.sub(r"\.[0-9a-f]{12}\.", ".", path.name) for path in collected.glob("*.????????????.*")
    }

    assert {"site.css", "site.js", "paste.js", "govuk-frontend.js", "favicon.svg"} <= hashed
    assert list(collected.rglob("*.scss")) == []


def test_script_imports_the_module_by_its_hashed_name(collected):
    (script,) = collected.glob("site.????????????.js")
    (module,) = collected.glob("govuk-frontend.????????????.js")

    assert module.name in script.read_text()


def test_stylesheet_is_small(collected):
    (packed,) = collected.glob("site.????????????.css.gz")

    assert packed.stat().st_size < 20_000


@pytest.mark.parametrize(
    "name", ["site.css", "site.js", "paste.js", "govuk-frontend.js", "favicon.svg"]
)
def test_build_holds_nothing_that_is_gov_uk_s_alone(name):
    text = (BUILT / name).read_text()

    assert not re.search("transport|crest|sourceMappingURL", text, re.IGNORECASE)
    assert "url(" not in text


def test_build_holds_no_fonts_and_no_other_files():
    assert {path.name for path in BUILT.iterdir()} - {".done"} == {
        "site.css",
        "site.js",
        "govuk-frontend.js",
        "favicon.svg",
        "copy_link.js",
        "paste.js",
    }


def test_colour_of_the_council_reaches_the_stylesheet():
    assert "var(--govuk-brand-colour" in (BUILT / "site.css").read_text()
