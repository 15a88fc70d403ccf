from django.urls.converters import StringConverter


class UnicodeSlugConverter(StringConverter):
    """A slug in any script, as `SlugField(allow_unicode=True)` keeps it."""

    regex = r"[-\w]+"
