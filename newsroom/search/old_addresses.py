import re
from urllib.parse import urlencode

from django.urls import reverse


def search_of_wordpress(path: str) -> str | None:
    """The search page for `/?s=term`."""
    match = re.fullmatch(r"/\?s=(.*?)/?", path, re.DOTALL)
    return f"{reverse('search')}?{urlencode({'q': match[1]})}" if match else None
