"""Questions about pictures and papers that are shown with injects."""

from django.db.models import QuerySet

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.exercise.models import Attachment, Scenario


def attachment_named(version_id: int, key: str) -> Attachment | None:
    """The attachment that an inject of a version names, without its bytes."""
    return Attachment.objects.filter(version_id=version_id, key=key).defer("content").first()


def attachments_in(organisation: Organisation, scenario: Scenario) -> QuerySet[Attachment]:
    """The attachments of all versions of a scenario, whole: to be sent one at a time."""
    return Attachment.objects.filter(version__scenario=scenario, version__scenario__organisation=organisation)
