"""Which addresses a file has held so far, in 16 to 32 bytes for each instead of a hundred."""

from array import array

_MASK = 2**64 - 1


class Seen:
    """A set of texts that can only grow. Of a text, 64 bits are kept, scattered over a table at most half full.

    Two of a million texts are taken for the same by chance in one of 10^7 files.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._count = 0

    def add(self, text: str) -> bool:
        """Whether it was not there before."""
        if not self._put(hash(text) & _MASK or 1):  # 0 is an empty slot
            return False
        self._count += 1
        if 2 * self._count > len(self._slots):
            self._grow()
        return True

    def _put(self, mark: int) -> bool:
        slots = self._slots
        last = len(slots) - 1
        slot = mark & last
        while there := slots[slot]:
            if there == mark:
                return False
            slot = (slot + 1) & last
        slots[slot] = mark
        return True

    def _grow(self) -> None:
        marks, self._slots = self._slots, array("Q", bytes(16 * len(self._slots)))
        for mark in filter(None, marks):
            self._put(mark)
