"""Who takes which post when a list of people is brought in: left posts are found again by who follows."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.journal.actions import Deed
from lamplighter.apps.register.actions.inserting import insert
from lamplighter.apps.register.choices import PostState
from lamplighter.apps.register.imports.people import PersonRow
from lamplighter.apps.register.imports.titles import is_it
from lamplighter.apps.register.models import Contract, Post
from lamplighter.apps.register.queries.standing import NowContract, Standing
from lamplighter.web.text import normalise

# Codes and staff numbers that we made up because the file had none.
OURS = re.compile(r"L-(\d{5,})")
BATCH = 400


def made_up(taken: Collection[str]) -> Iterator[str]:
    """Numbers for who or what has none: L-00001, L-00002, after the last that was given."""
    last = max((int(found[1]) for text in taken if (found := OURS.fullmatch(text))), default=0)
    while True:
        last += 1
        yield f"L-{last:05}"


def batched(keys: Iterable[int]) -> Iterator[list[int]]:
    """Keys in parts that one statement can name."""
    left = iter(keys)
    while part := list(islice(left, 2 * BATCH)):
        yield part


class Posts:
    """The city's posts while a list is brought in. Posts are left first, then taken, then saved together."""

    def __init__(self, organisation: Organisation, as_of: date, now: Standing) -> None:
        self.organisation = organisation
        self.as_of = as_of
        self.now = now
        # Only posts that somebody leaves or takes become rows; most stay as they are.
        self.rows: dict[int, Post] = {}
        self.known = {post.code: post.pk for post in now.posts.values()}
        self.by_code: dict[str, Post] = {}
        self.codes = made_up(self.known)
        self.holders: dict[int, set[int]] = {}
        for contracts in now.contracts.values():
            for each in contracts:
                if each.post_id and (each.ends_on is None or each.ends_on >= as_of):
                    self.holders.setdefault(each.post_id, set()).add(each.pk)
        self.free: dict[tuple[int | None, str], list[Post]] = {}
        for post in now.posts.values():
            if post.state == PostState.VACANT and post.closed_on is None and OURS.fullmatch(post.code):
                self._offer(self._row(post.pk))
        self.new: list[Post] = []
        self.left: dict[int, tuple[date, bool]] = {}
        self.retitled: dict[int, dict[str, list[Any]]] = {}
        self.moved: set[int] = set()
        self.deeds: list[Deed] = []

    def of(self, contract: NowContract) -> Post | None:
        """The post that a contract fills."""
        return self._row(contract.post_id) if contract.post_id else None

    def leave(self, contract: NowContract, since: date, *, with_title: bool = False) -> Post | None:
        """``contract`` no longer fills its post, which is vacant once nobody else does; given back if so.

        ``with_title``: the person stays under another title. If nobody follows, a post of ours is closed with that,
        for nothing says that it is still there.
        """
        post = self.of(contract)
        if post is None:
            return None
        holders = self.holders.get(contract.post_id or 0, set())
        holders.discard(contract.pk)
        if holders or post.state != PostState.FILLED or post.closed_on:
            return post
        post.state, post.state_since = PostState.VACANT, since
        self.left[post.pk] = (since, with_title)
        if OURS.fullmatch(post.code):
            self._offer(post)
        return post

    def take(self, row: PersonRow, unit_id: int | None, contract: Contract) -> Post | None:
        """The post that the row names, else one of ours that is vacant with this title in this unit, else a new one."""
        if row.post_code:
            post = self._coded(row.post_code) or self._open(row.post_code, row.title or row.post_code, unit_id)
            self._put_right(post, row, unit_id)
        elif row.title:
            waiting = self.free.get((unit_id, normalise(row.title)))
            post = waiting.pop(0) if waiting else self._open(self._code(), row.title, unit_id)
        else:
            return None
        if post.state == PostState.VACANT and post.closed_on is None:
            post.state = PostState.FILLED
            post.state_since = max(contract.starts_on, self.as_of) if post.pk else contract.starts_on
            self.left.pop(post.pk, None)
        return post

    def move(self, contract: NowContract, unit_id: int | None) -> None:
        """The person's unit changed and the post's title did not: a post of ours that is theirs alone goes along."""
        post = self.of(contract)
        alone = post is not None and len(self.holders.get(post.pk, ())) <= 1
        if post is not None and alone and OURS.fullmatch(post.code) and post.unit_id != unit_id:
            post.unit_id = unit_id
            self.moved.add(post.pk)

    def save(self) -> None:
        """Write every post that is new or not as it was."""
        for pk, (since, with_title) in self.left.items():
            post = self.rows[pk]
            if with_title and OURS.fullmatch(post.code):
                post.closed_on = since
                self.deeds.append(Deed("post.closed", post, {"changes": {"closed_on": [None, since]}}))
        insert(self.new)
        states: dict[tuple[str, date | None, date | None], list[int]] = {}
        for pk, post in self.rows.items():
            if post.state != self.now.posts[pk].state:
                states.setdefault((post.state, post.state_since, post.closed_on), []).append(pk)
        for (state, from_day, closed_on), posts in states.items():
            for part in batched(posts):
                Post.objects.filter(pk__in=part).update(state=state, state_since=from_day, closed_on=closed_on)
        others = [self.rows[pk] for pk in self.moved | set(self.retitled)]
        Post.objects.bulk_update(others, ["title", "unit"], batch_size=BATCH)
        self.deeds += [Deed("post.changed", self.rows[pk], {"changes": it}) for pk, it in self.retitled.items()]

    def _code(self) -> str:
        return next(code for code in self.codes if code not in self.by_code and code not in self.known)

    def _coded(self, code: str) -> Post | None:
        return self._row(self.known[code]) if code in self.known else self.by_code.get(code)

    def _row(self, pk: int) -> Post:
        if pk not in self.rows:
            self.rows[pk] = Post(organisation=self.organisation, **self.now.posts[pk]._asdict())
        return self.rows[pk]

    def _offer(self, post: Post) -> None:
        self.free.setdefault((post.unit_id, normalise(post.title)), []).append(post)

    def _open(self, code: str, title: str, unit_id: int | None) -> Post:
        post = Post(
            organisation=self.organisation,
            code=code,
            title=title,
            unit_id=unit_id,
            state=PostState.VACANT,
            is_it=is_it(title),
        )
        self.by_code[code] = post
        self.new.append(post)
        return post

    def _put_right(self, post: Post, row: PersonRow, unit_id: int | None) -> None:
        """A post named by its code has the title and unit that the file says."""
        if not post.pk:
            return
        changes: dict[str, list[Any]] = {}
        if row.title and normalise(row.title) != normalise(post.title):
            changes["title"] = [post.title, row.title]
            post.title = row.title
        if unit_id and unit_id != post.unit_id:
            post.unit_id = unit_id
            self.moved.add(post.pk)
        if changes:
            self.retitled.setdefault(post.pk, {}).update(changes)
