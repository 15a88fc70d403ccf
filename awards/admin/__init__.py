"""The screens of the awards; each module registers its own."""

from awards.admin import nomination, programme, room, winner, year

__all__ = ["nomination", "programme", "room", "winner", "year"]
