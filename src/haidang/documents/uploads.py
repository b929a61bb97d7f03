"""
What happens to an upload while it arrives, before any room has seen it.

Named in FILE_UPLOAD_HANDLERS. A file that is too large never fills the disk: it reaches the view as an empty
upload that knows its length, so that `store_upload` can say how large it was and how large it may be.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import (
    FileUploadHandler,
    StopFutureHandlers,
    StopUpload,
    TemporaryFileUploadHandler,
)
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

from haidang.documents.pack import upload_limits


class QuotaUploadHandler(TemporaryFileUploadHandler):
    """Writes each upload to a temporary file as far as the limit goes, and throws the rest away."""

    size = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 (Django's own name)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile[bytes]]] | None:
        """Look at the announced length first: of far too large a request only the fields before the file are read."""
        if content_length <= upload_limits().largest_request:
            return None
        refusing = _FirstFileRefused(content_length)
        post, _files = MultiPartParser(META, input_data, [refusing], encoding).parse()
        return post, refusing.files

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; no other handler is asked for it."""
        super().new_file(*args, **kwargs)
        self.size = 0
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what fits, count what does not."""
        self.size += len(raw_data)
        if self.size <= upload_limits().largest_file:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """Hand over the file, or an empty one with the length of what was refused."""
        if self.size > upload_limits().largest_file:
            self.file.close()
            return _refused(self.file_name, self.content_type, self.size)
        complete = super().file_complete(file_size)
        assert complete is not None
        return complete


class _FirstFileRefused(FileUploadHandler):
    """Stops reading at the first file, keeping its field and name for the message."""

    def __init__(self, length: int) -> None:
        super().__init__()
        self.length = length
        self.files: MultiValueDict[str, UploadedFile[bytes]] = MultiValueDict()

    def new_file(self, field_name: str, file_name: str, content_type: str, *args: Any, **kwargs: Any) -> None:
        """Note the file and read no further; the rest of the request stays on the wire."""
        self.files.appendlist(field_name, _refused(file_name, content_type, self.length))
        raise StopUpload(connection_reset=True)


def _refused(name: str | None, content_type: str | None, size: int) -> UploadedFile[bytes]:
    return UploadedFile(file=BytesIO(), name=name, content_type=content_type, size=size)
