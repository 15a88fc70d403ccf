from collections.abc import Iterable

from django import template

from images.models import Image
from images.renditions import AVIF, WEBP

register = template.Library()


@register.inclusion_tag("components/picture.html")
def picture(image: Image, shape: str, *, sizes: str, eager: bool = False, alt: str | None = None) -> dict[str, object]:
    """A picture of the library in one of its shapes.

    `sizes` is the attribute of that name (HTML, 'sizes attributes'); `eager` is for the one picture that leads a page.
    """
    renditions = list(image.renditions(shape, WEBP))
    middle = renditions[min(1, len(renditions) - 1)]
    _, width, height = renditions[-1]
    return {
        "src": middle[0],
        "srcset": _srcset(renditions),
        "smaller": _srcset(image.renditions(shape, AVIF)) if image.has_avif else "",
        "sizes": sizes,
        "width": width,
        "height": height,
        "alt": image.alt if alt is None else alt,
        "eager": eager,
    }


@register.filter
def address(image: Image, shape: str) -> str:
    """Of the largest rendition of the shape."""
    return image.url(shape)


def _srcset(renditions: Iterable[tuple[str, int, int]]) -> str:
    return ", ".join(f"{address} {width}w" for address, width, _ in renditions)
