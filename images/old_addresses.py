"""Pictures under the addresses they had on WordPress, which keeps every picture in many sizes."""

import re

from core.models import OldAddress

_UPLOAD = re.compile(r"(?P<stem>/.*uploads/.+?)(?P<made>-\d{1,5}x\d{1,5}|-scaled|-rotated)?\.(?P<extension>\w{3,4})/?")


def picture_in_another_size(path: str) -> str | None:
    """The picture for `/wp-content/uploads/2014/03/market-300x200.jpg`, where `market.jpg` is remembered."""
    if match := _UPLOAD.fullmatch(path):
        stem, extension = match["stem"], match["extension"]
        paths = [f"{stem}{made}.{extension}" for made in ("", "-scaled", "-rotated")]
        old = OldAddress.objects.filter(path__in=paths).first()
        if old and old.target:
            return old.target.get_absolute_url()
    return None
