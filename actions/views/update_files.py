"""The files that come with an update page: each is kept at once, whatever becomes of the page."""

import re

from actions import services
from actions.models import HeldFile

_BOX = re.compile(r"evidence-(\d+)-file")


def kept_with_the_page(request, action):
    """(what was sent, with the token of each file in its place; box -> why a file was refused)."""
    sent, refused = request.POST.copy(), {}
    tokens = {name: sent[name] for name in sent if re.fullmatch(r"evidence-\d+-held", name)}
    for name, token in tokens.items():
        replaced = name.replace("-held", "-file") in request.FILES
        if replaced or sent.pop(name.replace("-held", "-take_off"), None):
            _let_go(request.user, action, token)
            sent[name] = ""
    for name, upload in request.FILES.items():
        if not _BOX.fullmatch(name):
            continue
        try:
            held = services.hold_file(action=action, user=request.user, upload=upload)
        except services.RefusedFile as refusal:
            refused[name] = str(refusal)
        else:
            sent[name.replace("-file", "-held")] = str(held.token)
    return sent, refused


def without_those_taken_up(sent, kept):
    """What was sent, without the rows of evidence whose file is kept no longer.

    Of a page that was saved before, they are evidence already.
    """
    rest = sent.copy()
    for name, token in sent.items():
        if name.startswith("evidence-") and name.endswith("-held") and token not in kept:
            row = name.removesuffix("held")
            for box in [box for box in rest if token and box.startswith(row)]:
                rest.pop(box)
    return rest


def _let_go(user, action, token):
    for held in HeldFile.objects.filter(user=user, action=action):
        if str(held.token) == token:
            services.let_go(held)
