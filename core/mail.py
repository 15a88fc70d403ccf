"""Letters to people: written from templates, as text and as HTML like the site, sent in the background."""

from collections.abc import Mapping
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

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
    context; addresses in them must be absolute, and times in them are those of the paper.
    """
    site = SiteSettings.objects.first() or SiteSettings()
    known = {"site": site, "site_url": settings.SITE_URL, "subject": subject} | dict(context)
    with timezone.override(None):
        text, html = (render_to_string(f"mail/{template}.{kind}", known) for kind in ("txt", "html"))
    send_letter.enqueue(
        to=to,
        subject=" ".join(subject.split()),
        text=text.strip() + "\n",
        html=css_inline.inline(html),
        sender=site.name,
        reply_to=reply_to,
        headers=dict(headers or {}),
    )
