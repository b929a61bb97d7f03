"""The web application as the server loads it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haidang.config.settings")
_django = get_wsgi_application()


def _at_once(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Hand a finished page to the server as a list, which it sends in one piece; only files are streamed."""
    response: Any = _django(environ, start_response)
    if response.streaming:
        return response  # type: ignore[no-any-return]
    page = [response.content]
    response.close()
    return page


application = wrap_wsgi_with_proxy_headers(_at_once, trusted_hosts=settings.TRUSTED_PROXIES)

# What is loaded now stays for good: the collector need not look at it again and again, nor after every 700 objects.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
