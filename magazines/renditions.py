"""The widths in which the picture of a page is kept."""

from pathlib import Path

WIDTHS = (180, 600, 1000)
"""In pixels; besides these there is always the full width."""
FULL_WIDTH, FULL_WIDTH_ACROSS = 1600, 2400
"""Of an upright page, and of one that lies across, as two pages side by side do."""
MOST_PIXELS = 6_000_000


def full_size(width: float, height: float) -> tuple[int, int]:
    """The size in pixels in which a page of the given proportions is drawn."""
    across = FULL_WIDTH if height >= width else FULL_WIDTH_ACROSS
    across = min(across, int((MOST_PIXELS * width / height) ** 0.5))
    return across, max(1, round(across * height / width))


def sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Width and height of every picture of a page whose largest has the given size."""
    return [(each, max(1, round(each * height / width))) for each in WIDTHS if each < width] + [(width, height)]


def file_name(folder: Path, position: int, width: int) -> Path:
    return folder / f"{position}-{width}.webp"
