"""Where the real files lie that nobody here wrote; a test that needs one skips aloud where they are absent."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def real_data_folder() -> Path:
    """Folder of real files: ``LAMPLIGHTER_REAL_DATA`` or ``../shared/data`` beside the checkout."""
    return Path(os.environ.get("LAMPLIGHTER_REAL_DATA", ROOT.parent / "shared" / "data"))


def real_file(name: str) -> Path:
    """Path of one real file, or a skip that says which file is missing and how to provide it."""
    path = real_data_folder() / name
    if not path.exists():
        pytest.skip(f"real file {name} is not here; put it under {real_data_folder()} or set LAMPLIGHTER_REAL_DATA")
    return path
