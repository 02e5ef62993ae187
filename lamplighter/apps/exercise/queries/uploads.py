"""Questions about files with scenarios that somebody is looking at."""

from django.db.models import QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.models import Upload


def uploads_of(organisation: Organisation) -> QuerySet[Upload]:
    """The files that wait for a word, the newest first."""
    return Upload.objects.filter(organisation=organisation).select_related("organisation", "made_by")


def waiting_uploads(organisation: Organisation) -> QuerySet[Upload]:
    """The same for a list, without their bytes."""
    return uploads_of(organisation).defer("content")
