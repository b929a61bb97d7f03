"""Mail as .eml files in a folder: what a demonstration and the tests send can be opened with any mail program."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmlFolderBackend(BaseEmailBackend):
    """Writes each message, as it would go over the wire, into settings.EMAIL_FILE_PATH; names sort by time."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002 (Django's own)
        super().__init__(fail_silently=fail_silently, **kwargs)
        self.folder = Path(settings.EMAIL_FILE_PATH)  # type: ignore[misc]  # from MAIL_URL

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages that have somebody to go to; return how many."""
        addressed = [message for message in email_messages if message.recipients()]
        try:
            for message in addressed:
                self._write(message.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]  # Django's own
        except OSError:
            if not self.fail_silently:
                raise
            return 0
        return len(addressed)

    def _write(self, content: bytes) -> None:
        """Write one message so that a reader of the folder sees all of it or none."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".draft-", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).rename(self.folder / f"{time.time_ns()}-{draft[-8:]}.eml")
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise
