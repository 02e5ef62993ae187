"""The ASGI application that uvicorn serves: streams at their own door, everything else is Django's."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lamplighter.config.settings")
django = get_asgi_application()

# Streams ask for rows, which are known only once Django is set up.
from lamplighter.apps.exercise.live.door import Door  # noqa: E402

application = Door(django)
