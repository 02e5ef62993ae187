"""Drafts, versions and their duties, and who may see them: drafts are seen by who makes rosters."""

from django.db.models import Count, Q, QuerySet

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.roster.choices import DraftState
from lamplighter.apps.roster.models import Draft, Duty, Pool, Publication


def drafts_visible_to(account: Account, organisation: Organisation) -> QuerySet[Draft]:
    """Drafts for who makes rosters, published rosters for who may see those; with pool, version, job; one query."""
    found = Draft.objects.filter(pool__organisation=organisation).exclude(state=DraftState.DROPPED)
    found = found.select_related("pool__organisation", "pool__skill", "publication__by", "made_by", "job")
    if may(account, organisation, Sight.ROSTER_EDIT):
        return found
    if may(account, organisation, Sight.ROSTER):
        return found.filter(state__in=(DraftState.PUBLISHED, DraftState.REPLACED))
    return found.none()


def open_drafts(organisation: Organisation) -> QuerySet[Draft]:
    """Drafts that can still be changed, without anything beside them: for conditions of other questions."""
    return Draft.objects.filter(pool__organisation=organisation, state=DraftState.DRAFT)


def with_counts(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """The same with ``seats`` and ``holes`` of each."""
    holes = Count("duties", filter=Q(duties__person=None, duties__needed=True), distinct=True)
    # Grouping forgets the order that drafts have by themselves.
    return drafts.annotate(seats=Count("duties", distinct=True), holes=holes).order_by("-starts_on", "-pk")


def duties_of(draft: Draft) -> QuerySet[Duty]:
    """Every seat of a draft with shift and person, in order of time; one query."""
    return Duty.objects.filter(draft=draft).select_related("shift_type", "person")


def duties_visible_to(account: Account, organisation: Organisation) -> QuerySet[Duty]:
    """Duties of the drafts and versions that ``account`` may see; one query."""
    drafts = drafts_visible_to(account, organisation).select_related(None)
    return Duty.objects.filter(draft__in=drafts).select_related(
        "shift_type",
        "person",
        "draft__pool__organisation",
        "draft__pool__skill",
        "draft__publication",
        "draft__job",
    )


def latest_version(pool: Pool) -> int:
    """Number of the pool's latest published version; 0 before the first; one query."""
    return Publication.objects.filter(pool=pool).order_by("-version").values_list("version", flat=True).first() or 0


def others_of_period(draft: Draft, account: Account) -> QuerySet[Draft]:
    """Other drafts and versions of the pool that meet the period, the latest first, as ``account`` may see."""
    found = drafts_visible_to(account, draft.pool.organisation).filter(
        pool=draft.pool, starts_on__lte=draft.ends_on, ends_on__gte=draft.starts_on
    )
    return found.exclude(pk=draft.pk).order_by("-made_at", "-pk")
