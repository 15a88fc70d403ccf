from django import template

from images.models import Image

register = template.Library()


@register.inclusion_tag("components/picture.html")
def picture(image: Image, shape: str, *, sizes: str, eager: bool = False, alt: str | None = None) -> dict[str, object]:
    """A picture of the library in one of its shapes.

    `sizes` is the attribute of that name (HTML, 'sizes attributes'); `eager` is for the one picture that leads a page.
    """
    renditions = list(image.renditions(shape))
    middle = renditions[min(1, len(renditions) - 1)]
    _, width, height = renditions[-1]
    return {
        "src": middle[0],
        "srcset": ", ".join(f"{address} {each}w" for address, each, _ in renditions),
        "sizes": sizes,
        "width": width,
        "height": height,
        "alt": image.alt if alt is None else alt,
        "eager": eager,
    }
