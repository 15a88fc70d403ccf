"""Which pages the admin may show in a frame. All others are shown in none, neither here nor elsewhere."""

from collections.abc import Callable

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override


def shown_in_a_frame(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorates the view of a page that the admin shows in a frame, as a preview."""
    return xframe_options_sameorigin(csp_override({**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]})(view))
