"""Who would really have been on duty at the story's hour: places empty, out of reach, or held without the skill."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lamplighter.engines.exercise.world import Post

Lack = Literal["empty", "unreachable", "unqualified"]
LACKS: tuple[Lack, ...] = ("empty", "unreachable", "unqualified")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is lacking in one pool at the hour, over its places.

    Parameters
    ----------
    posts
        Keys of the places, sorted; a place has one lack only, the first of empty, unreachable, unqualified.
    wanted
        How many places the pool has at that hour.
    response_min
        The shortest response that is asked of one of them.
    back_at_s
        Story second from which somebody is there again; ``None`` if not known.
    """

    pool: str
    lack: Lack
    posts: tuple[str, ...]
    wanted: int
    services: tuple[str, ...]
    response_min: float | None
    back_at_s: int | None

    @property
    def inject(self) -> str:
        """Key of the inject that tells of it."""
        return f"post_{self.lack}:{self.pool}"

    @property
    def finding(self) -> str:
        """Code of the finding that it may become."""
        return f"exercise.post_{self.lack}"


def empty_posts(posts: Sequence[Post]) -> tuple[Gap, ...]:
    """Gather what is lacking, pool by pool.

    Places for which no roster was published are not lacking: nothing is known of them. They are told by
    :func:`unrostered`.
    """
    pools: dict[str, list[Post]] = {}
    for post in posts:
        if post.rostered:
            pools.setdefault(post.pool, []).append(post)
    found = []
    for pool in sorted(pools):
        for lack in LACKS:
            short = [post for post in pools[pool] if lack_of(post) == lack]
            if short:
                found.append(_gap(pool, lack, short, len(pools[pool])))
    return tuple(found)


def unrostered(posts: Sequence[Post]) -> tuple[str, ...]:
    """Pools of which no published roster covers the hour, sorted."""
    return tuple(sorted({post.pool for post in posts if not post.rostered}))


def lack_of(post: Post) -> Lack | None:
    """What is lacking at one place; ``None`` if somebody able is there, or nothing is known."""
    if not post.rostered:
        return None
    if not post.on:
        return "empty"
    if not post.reachable:
        return "unreachable"
    return None if post.qualified else "unqualified"


def _gap(pool: str, lack: Lack, posts: Sequence[Post], wanted: int) -> Gap:
    asked = [post.response_min for post in posts if post.response_min is not None]
    back = [post.back_at_s for post in posts]
    known = [second for second in back if second is not None]
    return Gap(
        pool=pool,
        lack=lack,
        posts=tuple(sorted(post.key or f"{post.pool}/{post.layer}" for post in posts)),
        wanted=wanted,
        services=tuple(sorted({service for post in posts for service in post.services})),
        response_min=min(asked, default=None),
        back_at_s=max(known) if known and len(known) == len(back) else None,
    )
