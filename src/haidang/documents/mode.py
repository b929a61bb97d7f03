"""Whether documents are signed for real: asked without importing what signs."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def is_development() -> bool:
    """
    Return whether documents are signed by the development authority.

    :raises ImproperlyConfigured: if they would be in production
    """
    if settings.SIGNER_PKCS12 or settings.SIGNER_PKCS11:
        return False
    if not settings.IS_DEVELOPMENT:
        raise ImproperlyConfigured(
            "Set SIGNER_PKCS12 or SIGNER_PKCS11: production does not sign with a development key."
        )
    return True
