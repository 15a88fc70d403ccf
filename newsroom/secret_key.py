import os
import secrets
from pathlib import Path


def kept_secret_key(path: Path) -> str:
    """The secret key kept in a file, made on first use, so that sessions and signed links outlive a restart.

    For one machine without configuration; several machines share one through SECRET_KEY.
    """
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(path, "x", opener=_only_for_owner) as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass  # another process was first
    return path.read_text().strip()


def _only_for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
