"""One piece of evidence: brought, read, changed, brought anew, withdrawn, checked, downloaded."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from actions import gates, services
from actions.evidence_files import NotTheFile, checked_copy
from actions.evidence_pages import EvidencePage
from actions.forms.evidence import ChangeForm, CheckForm, EvidenceForm, ReasonForm, VersionForm
from actions.models import Action, Evidence, EvidenceFile
from actions.permissions import (
    Allowed,
    can_check_evidence,
    can_update,
    reads_restricted,
    why_not_updated,
)
from actions.uploads.kinds import SAFE_TYPES, UNKNOWN
from actions.views.lookup import at_canonical_ref, refusal
from improvement.history.past_pages import readable_as_at

ADDED, BROUGHT_ANEW = "Added evidence", "Brought a new version"
NEWER = (
    "Something newer came in while you had this page open. Look at it, then say again what it shows"
)
# A file of somebody else's making: nothing of it runs or is shown in a page of ours.
SANDBOX = "sandbox; default-src 'none'"


def _find_action(request, notice, ref):
    seen = Action.objects.visible_to(request.user).select_related("notice__council", "lead")
    return get_object_or_404(seen, notice__slug=notice, ref=ref)


def _find(request, notice, ref, number):
    seen = Evidence.objects.visible_to(request.user).select_related(
        "action__notice__council", "added_by", "progress_item", "next_step"
    )
    return get_object_or_404(seen, action__notice__slug=notice, action__ref=ref, number=number)


def _find_to_update(request, notice, ref, number):
    evidence = _find(request, notice, ref, number)
    if not can_update(request.user, evidence.action):
        raise refusal(why_not_updated(request.user, evidence.action), evidence.action)
    if evidence.is_withdrawn:
        raise _was_withdrawn(evidence)
    return evidence


def _was_withdrawn(evidence):
    return _refusal(evidence, f"“{evidence.title}” was withdrawn, so it stays as it is.")


def _refusal(evidence, why):
    return refusal(why, evidence.action, ("Back to the evidence", evidence.get_absolute_url()))


def _page(request, evidence, template, *, status=200, **context):
    action = evidence.action
    context |= {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "evidence": evidence,
    }
    return render(request, template, context, status=status)


@require_safe
@readable_as_at
@at_canonical_ref
def evidence(request, notice, ref, number):
    found = _find(request, notice, ref, number)
    page = EvidencePage(found, request.user)
    return _page(request, found, "actions/evidence.html", page=page)


@at_canonical_ref
def add(request, notice, ref):
    action = _find_action(request, notice, ref)
    if not can_update(request.user, action):
        raise refusal(why_not_updated(request.user, action), action)
    if request.method != "POST":
        form = EvidenceForm(action=action, user=request.user)
    else:
        form = EvidenceForm(
            request.POST, action=action, user=request.user, **_taken_in(request, action)
        )
        if form.is_valid():
            return _add(request, action, form)
    context = {
        "notice": action.notice,
        "may": Allowed(request.user, action.notice, action),
        "action": action,
        "form": form,
    }
    return render(request, "actions/evidence_add.html", context)


def _taken_in(request, action):
    """What became of the file that came with the page: it is held, or why it is not."""
    upload = request.FILES.get("file")
    if upload is None:
        return {}
    try:
        return {"held": services.hold_file(action=action, user=request.user, upload=upload)}
    except services.RefusedFile as refusal:
        return {"refused": refusal.sentence}


def _add(request, action, form):
    try:
        added = services.add_evidence(
            action=action,
            by=request.user,
            reason=ADDED,
            form_id=form.cleaned_data["form_id"],
            **form.said,
        )
    except services.AlreadyDone:  # sent twice: the first time did it
        return redirect(action)
    messages.success(request, f"“{added.title}” is added to {action.ref}.")
    return redirect(added)


@at_canonical_ref
def version(request, notice, ref, number):
    """A newer version of the file."""
    found = _find_to_update(request, notice, ref, number)
    if found.link:
        return redirect("actions:evidence_change", notice, found.action.ref, number)
    said = {"action": found.action, "user": request.user}
    if request.method != "POST":
        return _form_page(request, found, VersionForm(**said), **_VERSION)
    if _was_brought(request, found):
        return _brought_already(request, found)
    form = VersionForm(request.POST, **said, **_taken_in(request, found.action))
    if not form.is_valid():
        return _form_page(request, found, form, **_VERSION)
    try:
        brought = services.replace_file(
            evidence=found,
            file=form.held_file,
            by=request.user,
            reason=form.cleaned_data["reason"],
            form_id=form.cleaned_data["form_id"],
        )
    except services.AlreadyDone:
        return _brought_already(request, found)
    except services.NotYet as refused:
        form.add_error(None, str(refused))
        return _form_page(request, found, form, **_VERSION)
    messages.success(request, f"Version {brought.number} is kept. It has to be checked anew.")
    return redirect(found)


_VERSION = {
    "heading": "Bring a new version",
    "button": "Keep this version",
    "has_file": True,
    "takes_away": True,
}


def _was_brought(request, found):
    """Whether this very form brought a version before. Asked before its file is taken in again."""
    try:
        number = UUID(request.POST.get("form_id", ""))
    except ValueError:
        return False
    return services.was_brought_by(number, found)


def _brought_already(request, found):
    messages.success(request, "This version is kept already. Nothing was kept a second time.")
    return redirect(found)


@transaction.atomic
@at_canonical_ref
def change(request, notice, ref, number):
    found = _find_to_update(request, notice, ref, number)
    if request.method != "POST":
        return _change_page(request, found, ChangeForm(instance=found))
    # Held while it is compared with what the form was shown with, its action first as elsewhere.
    Action.objects.select_for_update(of=["self"]).get(pk=found.action_id)
    held = Evidence.objects.select_for_update(of=["self"]).get(pk=found.pk)
    form = ChangeForm(request.POST, instance=held)
    if not form.is_valid():
        return _change_page(request, found, form, status=409 if form.is_stale else 200)
    try:
        services.change_evidence(
            evidence=form.instance, by=request.user, reason=form.cleaned_data["reason"]
        )
    except services.NotYet as refused:
        form.add_error("link", str(refused))
        return _change_page(request, found, form)
    messages.success(request, f"“{held.title}” is saved.")
    return redirect(held)


def _change_page(request, found, form, status=200):
    said = {"heading": "Change what is said of it", "button": "Save"}
    return _form_page(request, found, form, status=status, **said)


def _form_page(request, found, form, *, takes_away=False, **said):
    """One form about this evidence; or why it can't be sent, if that is so from the beginning."""
    action = found.action
    refused = gates.to_change_what_it_rests_on(action.ref, action.stage) if takes_away else []
    said |= {"form": form, "missing": [] if form.is_bound else refused}
    return _page(request, found, "actions/evidence_form.html", **said)


@at_canonical_ref
def withdraw(request, notice, ref, number):
    found = _find_to_update(request, notice, ref, number)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        asks="Why is it no evidence any more?",
        missing="Say why it is withdrawn",
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_evidence(evidence=found, by=request.user, **form.cleaned_data)
        except services.NotYet as refused:
            form.add_error(None, str(refused))
        except services.AlreadyDone:
            # By somebody else at the same moment: as where they came before.
            raise _was_withdrawn(found) from None
        else:
            messages.success(request, f"“{found.title}” is withdrawn.")
            return redirect(found)
    return _form_page(
        request,
        found,
        form,
        takes_away=True,
        heading="Withdraw this evidence",
        text="It counts as evidence no more. It stays here to be read, with your reason.",
        button="Withdraw it",
        is_warning=True,
    )


@at_canonical_ref
def check(request, notice, ref, number):
    found = _find(request, notice, ref, number)
    why_not = services.why_not_checked_by(request.user, found)
    if why_not or not can_check_evidence(request.user, found.action):
        raise _refusal(found, why_not)
    if request.method != "POST":
        return _check_page(request, found, CheckForm(initial={"seen": found.what_it_holds}))
    form = CheckForm(request.POST)
    if not form.is_valid():
        return _check_page(request, found, form)
    try:
        services.check_evidence(evidence=found, by=request.user, **form.cleaned_data)
    except services.EditClash:
        form.data = form.data.copy()
        form.data["seen"] = found.what_it_holds  # to say it again is then to mean it
        form.add_error(None, NEWER)
        return _check_page(request, found, form, status=409)
    except services.AlreadyDone:
        return redirect(found)
    messages.success(request, f"Your check of “{found.title}” is kept.")
    return redirect(found)


def _check_page(request, found, form, status=200):
    page = EvidencePage(found, request.user)
    said = {"form": form, "page": page, "status": status}
    return _page(request, found, "actions/evidence_check.html", **said)


@require_safe
@at_canonical_ref
def file(request, notice, ref, number, version):
    """One version of the file, as it was brought; a page that says so where it no longer is."""
    found = _find(request, notice, ref, number)
    sees_all = reads_restricted(request.user, found.action.notice)
    versions = EvidenceFile.objects.readable_of(found, reads_restricted=sees_all)
    kept = get_object_or_404(versions, number=version)
    try:
        copy = checked_copy(kept)
    except NotTheFile:
        return _page(request, found, "actions/evidence_file_refused.html", file=kept, status=409)
    response = FileResponse(
        copy,
        as_attachment=True,
        filename=kept.filename,
        content_type=kept.media_type if kept.media_type in SAFE_TYPES else UNKNOWN,
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Length"] = kept.size
    return response


def address_of_file(evidence, number):
    action = evidence.action
    args = [action.notice.slug, action.ref, evidence.number, number]
    return reverse("actions:evidence_file", args=args)
