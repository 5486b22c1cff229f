"""Addresses that only do what a button of another page asks."""

from functools import wraps

from django.shortcuts import render


def posted_only(view):
    """Answers whoever opens such an address by itself with a page that says so, and not the view.

    This is `require_POST` of the framework, whose answer has nothing in it to read.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.method == "POST":
            return view(request, *args, **kwargs)
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = "POST"
        return page

    return wrapper
