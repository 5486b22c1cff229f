"""Files as they come in: written to disk up to what any page takes, and no further."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Counts all that is sent and keeps no more than a page could take: somebody who sends without
    end, logged in or not, fills no disk. The form reads the size that was counted and refuses it.
    """

    def receive_data_chunk(self, raw_data, start):
        room = max(settings.UPLOAD_MAX_BYTES, settings.EVIDENCE_MAX_BYTES) - start
        if room > -len(raw_data):  # so that what is kept is never of just the size that is taken
            super().receive_data_chunk(raw_data, start)
