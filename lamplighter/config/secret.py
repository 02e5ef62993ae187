"""The key that signs sessions: from the environment, or made once and kept in the data folder."""

import contextlib
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from lamplighter.config import environment


def key(data: Path) -> str:
    """The key of ``LAMPLIGHTER_SECRET_KEY``, else the one in ``data/secret-key``, made on first use."""
    given = environment.text("LAMPLIGHTER_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured(
                "LAMPLIGHTER_SECRET_KEY must have at least 32 characters. Make a longer one."
            )
        return given
    file = data / "secret-key"
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            # Written whole beside its place, then linked: of two processes that start together one wins, and
            # nobody ever reads half a key.
            draft = data / f"secret-key.{os.getpid()}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
            with contextlib.suppress(FileExistsError):
                os.link(draft, file)
            draft.unlink()
        return file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {data} cannot be written ({error}). Set LAMPLIGHTER_DATA to one that can."
        ) from error
