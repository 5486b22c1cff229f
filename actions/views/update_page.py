"""The update page: an officer says what was done and what comes next, or that nothing changed.

What was typed is kept as a draft for its author alone until it is sent.
"""

import uuid

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone

from actions import services
from actions.continuing import lacks_review_date
from actions.forms.update import Files, UpdateForm
from actions.last_said import last_said
from actions.models import Action, HeldFile, NextStep, UpdateDraft
from actions.permissions import Allowed, can_update, why_not_updated
from actions.views.lookup import at_canonical_ref, refusal
from actions.views.references import after_writing
from actions.views.update_files import kept_with_the_page, without_those_taken_up

NOT_BOXES = ("csrfmiddlewaretoken", "draft", "more")
SOMETHING_CHANGED = (
    "You changed something else on this page. Save it with “Save this update”, or put it back"
)
OVERTAKEN = "{by} saved this action while you had the page open. Look at it, then answer again"
DONE_ALREADY = (
    "{by} made the same change while you had this page open, so your reason is not saved. Empty "
    "this box, then save again"
)
NO_CHANGE_TO_EXPLAIN = (
    "Nothing was changed that this reason goes with. Make the change, or empty this box"
)
NOT_SENT = (
    "This box goes with the answer that nothing has changed. Empty it, or put its words above"
)


@at_canonical_ref
def update(request, notice, ref):
    seen = Action.objects.visible_to(request.user).select_related("notice__council", "lead")
    action = get_object_or_404(seen, notice__slug=notice, ref=ref)
    if not can_update(request.user, action):
        raise refusal(why_not_updated(request.user, action), action)
    if request.method != "POST":
        return _begin(request, action)
    if "throw_away" in request.POST:
        return _throw_away(request, action)
    sent, refused = kept_with_the_page(request, action)
    if "draft" in sent:
        return _keep_draft(request, action, sent, refused)
    if "more" in sent:
        form = UpdateForm.sent(action, sent, Files(_kept(request, action), refused))
        return _page(request, action, form.with_more_rows(sent["more"]))
    return _save(request, action, sent, refused)


def _begin(request, action):
    """The page as its author left it, else fresh from the register."""
    draft = UpdateDraft.objects.filter(action=action, user=request.user).first()
    if draft is None:
        return _page(request, action, UpdateForm(action))
    files = Files(_kept(request, action))
    return _page(request, action, UpdateForm.of_draft(action, draft.boxes, files), draft=draft)


@transaction.atomic
def _throw_away(request, action):
    draft = UpdateDraft.objects.filter(action=action, user=request.user).first()
    if draft is not None:
        for token, held in _kept(request, action).items():
            if [token] in draft.boxes.values():
                services.let_go(held)
        services.drop_draft(action=action, by=request.user)
        messages.success(request, f"Your draft of {action.ref} is thrown away.")
    return redirect(_address(action))


def _keep_draft(request, action, sent, refused):
    boxes = {name: values for name, values in sent.lists() if name not in NOT_BOXES}
    services.keep_draft(action=action, by=request.user, boxes=boxes)
    messages.success(request, f"Your draft of {action.ref} is saved. Only you see it.")
    for sentence in refused.values():
        messages.warning(request, f"A file was not kept. {sentence}")
    return redirect(_address(action))


def _save(request, action, sent, refused):
    """Judge what was sent, and write it or show it again.

    It is judged twice: first with nothing held, so that whoever is refused keeps nobody waiting;
    then with the row held, so that what it is compared with is what it replaces. No page is made
    while the row is held.
    """
    form, was_saved, refusal = _judge(request, action, sent, refused)
    if refusal is None:
        with transaction.atomic():
            held = Action.objects.select_for_update(of=["self"])
            action = held.select_related("notice__council", "lead").get(pk=action.pk)
            form, was_saved, refusal = _judge(request, action, sent, refused, hold=True)
            if refusal is None:
                write = _say_no_change if "no_change" in sent else _write
                return write(request, action, form, was_saved)
    return _page(request, action, form, **refusal)


def _judge(request, action, sent, refused, hold=False):
    """(form, whether it was saved before, what its page says if it is refused, else None)."""
    files = Files(_kept(request, action, hold=hold), refused)
    form = UpdateForm.sent(action, sent, files)
    if was_saved := services.was_carried_out(action, form.form_id):
        form = UpdateForm.sent(action, without_those_taken_up(sent, files.kept), files)
    if not form.is_valid():
        return form, was_saved, {}
    if not was_saved and (sentence := _why_no_answer(action, sent, form)):
        form.no_change.add_error("note", sentence)
        return form, was_saved, {}
    if form.has_clash and "no_change" not in sent:
        clash = {"clash": _last_change(action), "status": 409}
        return form.beside_theirs(), was_saved, clash
    if not was_saved and form.explains_nothing:
        # Both made the same change, each with a reason of their own: this one has no place.
        by = _last_change(action).history_user_name if form.was_overtaken else ""
        said = DONE_ALREADY.format(by=by) if by else NO_CHANGE_TO_EXPLAIN
        form.why.add_error("reason", said)
        return form, was_saved, {"status": 409} if by else {}
    return form, was_saved, None


def _why_no_answer(action, sent, form):
    """Why it can't stand as the answer that nothing has changed, or as an update beside it."""
    if "no_change" not in sent:
        return NOT_SENT if form.answers_that_nothing_changed else ""
    if form.has_clash or not form.as_update().is_empty:
        return SOMETHING_CHANGED
    if form.was_overtaken:
        return OVERTAKEN.format(by=_last_change(action).history_user_name)
    return ""


def _write(request, action, form, was_saved):
    """Write what is new in a form that is valid and clashes with nothing."""
    new, number = form.as_update(), form.form_id
    if was_saved:
        # The page came twice, or somebody went back to it: only what is new in it is written.
        new = new.without(services.added_since(action, number, request.user))
        number = uuid.uuid5(number, form.fingerprint)
    if not new.is_empty:
        services.update_action(
            action=action,
            version=action.version,
            update=new,
            by=request.user,
            reason=form.reason,
            form_id=number,
        )
    services.drop_draft(action=action, by=request.user, form_id=form.form_id)
    for held in form.kept_files:
        services.let_go(held)  # one that was not taken up: the same file, sent twice
    if typed := form.rating_not_taken:
        messages.warning(
            request,
            f"Your rating was not saved: {action.ref} was signed off meanwhile, and what is signed "
            f"off is rated no more. You wrote: {typed}",
        )
    if new.is_empty and not was_saved:
        messages.info(request, "Nothing was changed, so nothing was saved.")
    else:
        messages.success(request, f"Your update of {action.ref} is saved.")
        _point_out_what_lacks_a_date(request, new)
    return redirect(after_writing(request, action, number))


def _say_no_change(request, action, form, was_saved):
    if not was_saved:
        said = last_said(action)
        services.say_no_change(
            action=action,
            version=action.version,
            since_on=timezone.localdate(said.at if said else None),
            note=form.no_change.cleaned_data["note"],
            by=request.user,
            form_id=form.form_id,
        )
        services.drop_draft(action=action, by=request.user, form_id=form.form_id)
    messages.success(request, f"Your answer is saved: nothing has changed in {action.ref}.")
    return redirect(action)


def _point_out_what_lacks_a_date(request, new):
    written = [row for row in (*new.added, *new.edited) if isinstance(row, NextStep)]
    for step in filter(lacks_review_date, written):
        messages.info(
            request,
            f"“{step.text[:80]}” goes on and has no review date. That is all right; with a date, "
            "somebody will look at it again.",
        )


def _page(request, action, form, *, draft=None, clash=None, status=200):
    said = last_said(action)
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
        "draft": draft,
        "clash": clash,
        "last": said,
        "newest": form.newest_progress,
        "today": timezone.localdate(),
        "since": formats.date_format(timezone.localdate(said.at)) if said else "",
    }
    return render(request, "actions/action_update.html", context, status=status)


def _kept(request, action, hold=False):
    """token -> the file that this person brought to this page and has not sent yet."""
    held = HeldFile.objects.filter(action=action, user=request.user)
    if hold:
        held = held.select_for_update()
    return {str(one.token): one for one in held}


def _last_change(action):
    """Who saved the action last, and when: the history row of its newest version."""
    return action.history.latest("history_date", "history_id")


def _address(action):
    return reverse("actions:update", args=[action.notice.slug, action.ref])
