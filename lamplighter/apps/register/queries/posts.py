"""The establishment: posts, who holds them, and which are empty."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from lamplighter.apps.cities.choices import Sight
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.cities.queries import may
from lamplighter.apps.register.choices import PostState
from lamplighter.apps.register.models import Contract, Post
from lamplighter.apps.register.queries.people import in_force


def posts_of(account: Account, organisation: Organisation) -> QuerySet[Post]:
    """Every post for who may see people, those one holds or held otherwise; with units, one query."""
    posts = Post.objects.filter(organisation=organisation).select_related("unit")
    if may(account, organisation, Sight.PEOPLE):
        return posts
    return posts.filter(Exists(Contract.objects.filter(post=OuterRef("pk"), person__account=account)))


def open_on(on: date) -> Q:
    """Posts not closed by the day ``on``."""
    return Q(closed_on=None) | Q(closed_on__gt=on)


def held(on: date) -> Exists:
    """Posts that somebody's contract in force fills on the day ``on``."""
    return Exists(Contract.objects.filter(in_force(on), post=OuterRef("pk")))


def empty_on_paper_filled(on: date) -> Q:
    """Posts said to be filled that nobody's contract fills on the day ``on``."""
    return Q(state=PostState.FILLED) & ~Q(held(on))


def with_holders(posts: list[Post], on: date) -> None:
    """Put ``holders`` on each post: the contracts in force that fill it, with their people. One query."""
    found = Contract.objects.filter(in_force(on), post__in=posts).select_related("person").defer("base_pay")
    by_post: dict[int, list[Contract]] = {}
    for contract in found.order_by("starts_on", "pk"):
        by_post.setdefault(contract.post_id or 0, []).append(contract)
    for post in posts:
        post.holders = by_post.get(post.pk, [])  # type: ignore[attr-defined]


def vacancies(organisation: Organisation, on: date) -> QuerySet[Post]:
    """Open posts that are vacant, longest first; one query."""
    found = Post.objects.filter(open_on(on), organisation=organisation, state=PostState.VACANT)
    return found.select_related("unit").order_by("state_since", "pk")
