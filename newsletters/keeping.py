"""How long what is kept. The privacy policy promises these times to readers; newsletters/tasks.py holds them."""

from datetime import timedelta

UNCONFIRMED_KEPT = timedelta(days=30)
"""How long a sign-up waits for the person to confirm it."""

ADDRESS_CHANGE_KEPT = timedelta(days=7)
"""How long a change of address waits for both ends to agree."""

DEPARTED_KEPT = timedelta(days=730)
"""How long the consent of somebody who has left can still be shown."""
