"""Settings of the tests: the product's own, with a data folder of their own, and nothing slow."""

import os
import tempfile

# The data folder of whoever develops here is not touched; several test processes share this one.
os.environ.setdefault("LAMPLIGHTER_DATA", os.path.join(tempfile.gettempdir(), f"lamplighter-tests-{os.getuid()}"))

from lamplighter.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # The live server of the tests serves files by their plain names.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
