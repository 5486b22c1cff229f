"""What somebody typed, shown again by the page that refuses it, so that it can be copied.

A form can be open so long that nobody is logged in any more, that its sender may no longer do it,
or that nothing tells that it came from them. Only what came in with this very request is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.text import Truncator, capfirst
from django.views import defaults

MOST_TEXTS, MOST_LETTERS = 300, 500_000  # of one form; no page of ours is sent so much by hand
_LONGEST_NAME = 60
_MOST_ROWS, _LETTERS_A_ROW = 15, 70
# What a form carries and nobody typed; passwords whatever they are called.
_CARRIED = {"csrfmiddlewaretoken", "seen", "shown", "sealed", "query", "next", "form_id", "up_to"}
_CARRIED |= {"fingerprint", "register", "held", "pasted_html"}
_NO_WORDS = re.compile(r"[^a-z]+")


@dataclass(frozen=True)
class Text:
    """One text that was typed. `name` is what the form calls its box, as near words as it comes."""

    name: str
    value: str

    @property
    def rows(self) -> int:
        lines = self.value.splitlines() or [""]
        needed = sum(1 + len(line) // _LETTERS_A_ROW for line in lines[:_MOST_ROWS])
        return min(max(needed, 2), _MOST_ROWS)


@dataclass(frozen=True)
class Kept:
    """The texts of one request, whether files came with it, and whether some was left out."""

    texts: list[Text]
    has_files: bool = False
    is_cut: bool = False

    def __bool__(self):
        return bool(self.texts) or self.has_files


def kept_text(request) -> Kept | None:
    """What was typed into the form that this request sends; None where there is nothing."""
    if request.method != "POST":
        return None
    texts, room, is_cut = [], MOST_LETTERS, False
    for name, values in request.POST.lists():
        for value in values:
            if not _is_typed(name, value):
                continue
            if len(texts) == MOST_TEXTS or not room:
                is_cut = True
                continue
            # A carriage return would be counted and is not shown.
            value = value.replace("\r\n", "\n")
            is_cut = is_cut or len(value) > room
            texts.append(Text(_in_words(name), value[:room]))
            room -= len(texts[-1].value)
    return Kept(texts, bool(request.FILES), is_cut) or None


def _is_typed(name, value):
    """Whether it is more than one word, or the address of a page, and a person wrote it."""
    last = name.rpartition("-")[2]
    if "password" in name.lower() or last in _CARRIED:
        return False
    return len(value.split()) > 1 or "://" in value


def _in_words(name):
    words = _NO_WORDS.sub(" ", name.lower()).strip()
    return Truncator(capfirst(words) or "Text").chars(_LONGEST_NAME)


class LoggedInMiddleware(LoginRequiredMiddleware):
    """Sends whoever is not logged in to the log-in page, but never what they typed to nowhere."""

    def handle_no_permission(self, request, view_func):
        if kept := kept_text(request):
            to_log_in = redirect_to_login(request.get_full_path()).url
            said = {"kept": kept, "to_log_in": to_log_in}
            return render(request, "logged_out.html", said, status=403)
        return super().handle_no_permission(request, view_func)


class Refused(PermissionDenied):
    """A refusal that says its reason in a sentence, and where its reader may go: (words, URL)."""

    def __init__(self, sentence, *links):
        super().__init__(sentence)
        self.links = links


def not_allowed(request, exception):
    """The page of each 403: why, and all that was typed."""
    links = getattr(exception, "links", ())
    said = {"why": str(exception), "links": links, "kept": kept_text(request)}
    return render(request, "403.html", said, status=403)


def not_found(request, exception):
    """Whoever lost their role on a notice finds its pages no more, and keeps what they typed."""
    if kept := kept_text(request):
        return render(request, "404.html", {"kept": kept}, status=404)
    return defaults.page_not_found(request, exception)


def not_known_to_be_theirs(request, reason=""):
    """The page where nothing tells that a form was sent by whom it seems to come from."""
    return render(request, "403_csrf.html", {"kept": kept_text(request)}, status=403)
