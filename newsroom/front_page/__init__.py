"""The front page: what editors plan for it (plan), how it is filled (arranging), and where they do so (desk)."""

from newsroom.front_page.arranging import LATEST, LEADS, PATTERNS, PER_BLOCK, FrontPage, Strip, arrange
from newsroom.front_page.plan import Pin, Place, Plan

__all__ = ["LATEST", "LEADS", "PATTERNS", "PER_BLOCK", "FrontPage", "Pin", "Place", "Plan", "Strip", "arrange"]
