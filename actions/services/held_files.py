"""Taking in a file before it is evidence: looked through, scanned, kept under a random name."""

import datetime as dt
import hashlib

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from actions.models import Action, EvidenceFile, HeldFile, Notice
from actions.uploads.kinds import kind_of
from actions.uploads.names import shown_name
from actions.uploads.refused import RefusedFile
from actions.uploads.scanner import scan

KEPT_FOR = dt.timedelta(days=30)
_PIECE = 1024 * 1024
_NO_ROOM = (
    "The files of this notice have reached the space they are given. Ask whoever runs the system "
    "for more, or bring a link instead."
)


def hold_file(*, action: Action, user, upload: File) -> HeldFile:
    """Keep a file that somebody brought, to be made evidence of this action.

    Raises RefusedFile with a sentence; then nothing is kept. Not to be called inside a transaction
    that may be rolled back: what the store holds would stay behind.
    """
    filename = shown_name(upload.name or "")
    sha256, size = _digest(upload)
    kind = kind_of(filename, upload)
    _check_room(action.notice_id, size)
    scan(upload)
    held = HeldFile(
        action=action,
        user=user,
        filename=filename,
        size=size,
        media_type=kind.media_type,
        sha256=sha256,
        brought_at=timezone.now(),
    )
    upload.seek(0)
    held.file.save("", _OnlyToRead(upload), save=False)
    try:
        with transaction.atomic():
            # Two that come at once share the room that is left.
            Notice.objects.select_for_update().get(pk=action.notice_id)
            _check_room(action.notice_id, size)
            held.save()
    except BaseException:
        held.file.delete(save=False)
        raise
    return held


def let_go(held: HeldFile):
    """Keep a file no longer that its bringer took off a page, or threw away with a draft."""
    taken, _ = HeldFile.objects.filter(pk=held.pk).delete()
    if taken:
        name, store = held.file.name, held.file.storage
        transaction.on_commit(lambda: store.delete(name))


def clear_held_files(*, older_than: dt.timedelta = KEPT_FOR) -> int:
    """Delete the files that came with pages which nobody ever saved. Gives how many."""
    old = HeldFile.objects.filter(brought_at__lt=timezone.now() - older_than)
    cleared = 0
    for held in old.iterator():
        with transaction.atomic():
            # Whoever deletes the row has the file: an update may be taking it up just now.
            taken, _ = HeldFile.objects.filter(pk=held.pk).delete()
            is_evidence = EvidenceFile.objects.filter(file=held.file.name).exists()
        if taken and not is_evidence:
            held.file.storage.delete(held.file.name)
            cleared += 1
    return cleared


class _OnlyToRead(File):
    """An upload that is copied and not moved, whatever the store, since it may be scanned again."""

    def __init__(self, upload):
        super().__init__(upload.file)
        self.size = upload.size


def _digest(upload):
    """(SHA-256, bytes), counted as they are read and not as anybody says they are."""
    if upload.size > settings.EVIDENCE_MAX_BYTES:
        raise _too_large()
    digest, size = hashlib.sha256(), 0
    upload.seek(0)
    while piece := upload.read(_PIECE):
        digest.update(piece)
        size += len(piece)
        if size > settings.EVIDENCE_MAX_BYTES:
            raise _too_large()
    return digest.hexdigest(), size


def _too_large():
    return RefusedFile(
        f"This file is larger than {filesizeformat(settings.EVIDENCE_MAX_BYTES)}, the most that a "
        "file may have. Make it smaller, or bring a link instead."
    )


def _check_room(notice_id, size):
    kept = sum(
        rows.aggregate(bytes=Sum("size"))["bytes"] or 0
        for rows in (
            EvidenceFile.objects.filter(evidence__action__notice=notice_id),
            HeldFile.objects.filter(action__notice=notice_id),
        )
    )
    if kept + size > settings.EVIDENCE_NOTICE_QUOTA:
        raise RefusedFile(_NO_ROOM)
