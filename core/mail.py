"""Letters to people: written from templates, as text and as HTML like the site, sent in the background."""

from collections.abc import Mapping
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string

from core.models import SiteSettings
from core.tasks import send_letter


def write(
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    *,
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Hands a letter to the worker: `templates/mail/<template>.txt` and `.html`.

    Within a transaction the letter is sent if and when that commits. Templates know `site` and `site_url` beside the
    context; addresses in them must be absolute.
    """
    site = SiteSettings.objects.first() or SiteSettings()
    known = {"site": site, "site_url": settings.SITE_URL, "subject": subject} | dict(context)
    send_letter.enqueue(
        to=to,
        subject=" ".join(subject.split()),
        text=render_to_string(f"mail/{template}.txt", known).strip() + "\n",
        html=css_inline.inline(render_to_string(f"mail/{template}.html", known)),
        sender=site.name,
        reply_to=reply_to,
        headers=dict(headers or {}),
    )
