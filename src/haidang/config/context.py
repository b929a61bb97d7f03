"""What every page may show about the installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from haidang.kernel.now import is_shifted, now


def installation(request: HttpRequest) -> dict[str, Any]:
    """Return the moment of the installation, whether its clock is shifted, and whether it is a demonstration."""
    return {"now": now(), "clock_is_shifted": is_shifted(), "is_development": settings.IS_DEVELOPMENT}
