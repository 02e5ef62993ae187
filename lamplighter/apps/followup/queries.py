"""Findings and actions of a city."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.followup.models import Action, Completion, Finding, Verification


def actions_of(organisation: Organisation) -> QuerySet[Action]:
    """Every action, with ``done`` and its owner loaded, the soonest due first; one query."""
    done = Completion.objects.filter(action=OuterRef("pk"), withdrawn_at=None)
    return (
        Action.objects.filter(organisation=organisation)  # type: ignore[no-redef]
        .annotate(done=Exists(done))
        .select_related("owner", "finding")
        .order_by("due_on", "id")
    )


def actions_visible_to(account: Account, organisation: Organisation) -> QuerySet[Action]:
    """All of them with the sight; otherwise those that the account owns."""
    actions = actions_of(organisation)
    return actions if may(account, organisation, Sight.ACTIONS) else actions.filter(owner=account)


def actions_due(organisation: Organisation, today: date, *, days: int = 7) -> QuerySet[Action]:
    """Open actions that are late or due within ``days``; ``late`` says which; one query."""
    late = Case(When(due_on__lt=today, then=Value(True)), default=Value(False), output_field=BooleanField())
    return (
        actions_of(organisation).filter(Q(done=False), due_on__lte=today + timedelta(days=days)).annotate(late=late)
    )


def actions_about(organisation: Organisation, fingerprints: Iterable[str]) -> dict[str, list[Action]]:
    """Actions that answer findings with these fingerprints, by fingerprint; one query."""
    found: dict[str, list[Action]] = {}
    for action in actions_of(organisation).filter(finding__fingerprint__in=list(fingerprints)):
        if action.finding is not None:
            found.setdefault(action.finding.fingerprint, []).append(action)
    return found


def open_findings(organisation: Organisation) -> QuerySet[Finding]:
    """Findings nobody has closed, with their actions loaded; two queries."""
    return Finding.objects.filter(organisation=organisation, closed_at=None).prefetch_related("actions")


def owners_of(organisation: Organisation) -> QuerySet[Account]:
    """Accounts that can be given an action: those with a role here; one query."""
    return Account.objects.filter(roles__organisation=organisation, roles__until=None).distinct().order_by("name")


def unverified_done(organisation: Organisation) -> QuerySet[Action]:
    """Actions that are done and that nobody has tried since; the longest done first."""
    last = Completion.objects.filter(action=OuterRef("pk"), withdrawn_at=None).values("done_at")[:1]
    tried = Verification.objects.filter(action=OuterRef("pk"), at__gte=OuterRef("done_at"))
    return (
        actions_of(organisation)
        .filter(Q(done=True))
        .annotate(done_at=Subquery(last))
        .filter(~Exists(tried))
        .order_by("done_at", "id")
    )


def verifications_of(action: Action) -> QuerySet[Verification]:
    """When an action was tried again, the latest first."""
    return Verification.objects.filter(action=action)
