"""Which models lead to a city by their references."""

from collections import deque

from django.apps import apps
from django.db import models

from lamplighter.apps.cities.models import Organisation


def reach_a_city() -> set[type[models.Model]]:
    """Our models from which references, one after the other, lead to an organisation."""
    known = apps.get_models(include_auto_created=True)
    ours = [model for model in known if model.__module__.startswith("lamplighter.")]
    found: set[type[models.Model]] = {Organisation}
    todo: deque[type[models.Model]] = deque([Organisation])
    while todo:
        target = todo.popleft()
        for model in ours:
            referred = {field.remote_field.model for field in model._meta.concrete_fields if field.remote_field}
            if target in referred and model not in found:
                found.add(model)
                todo.append(model)
    return found
