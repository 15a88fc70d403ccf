"""The awards of the demo: a programme, three years of winners, and a year that is open for nominations."""

from newsroom.demo.awards.loading import load_awards

__all__ = ["load_awards"]
