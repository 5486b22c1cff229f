"""The links that turn a page are one component, whatever they turn."""

from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory


def rendered(template, **context):
    request = RequestFactory().get("/notices/ours/", {"q": "care"})
    return render_to_string(template, context, request)


@pytest.mark.parametrize(
    ("template", "context", "links"),
    [
        (
            "components/pagination.html",
            {"page_obj": Paginator(range(9), 3).page(2)},
            ["?q=care&amp;page=1", "?q=care&amp;page=3"],
        ),
        (
            "audits/_changes_pages.html",
            {"page": {"newer": 7, "older": 5}},
            ["?q=care&amp;after=7", "?q=care&amp;before=5"],
        ),
    ],
)
def test_each_way_of_turning_leads_on_and_keeps_the_rest_of_the_address(template, context, links):
    page = rendered(template, **context)

    for way, link in zip(("prev", "next"), links, strict=True):
        assert f'href="{link}" rel="{way}"' in page
        assert f"govuk-pagination__icon--{way}" in page


def test_arrows_are_drawn_in_one_place():
    drawn = [
        str(path)
        for path in Path("templates").rglob("*.html")
        if "govuk-pagination__icon" in path.read_text()
    ]

    assert drawn == ["templates/components/arrow.html"]
