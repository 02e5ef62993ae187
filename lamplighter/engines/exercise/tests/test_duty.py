from lamplighter.engines.exercise.duty import empty_posts, lack_of, unrostered
from lamplighter.engines.exercise.world import Post


def test_a_place_has_one_lack_only_the_first_of_three():
    assert lack_of(Post("pool:1")) is None
    assert lack_of(Post("pool:1", on=False, rostered=False)) is None
    assert lack_of(Post("pool:1", on=False, reachable=False, qualified=False)) == "empty"
    assert lack_of(Post("pool:1", reachable=False, qualified=False)) == "unreachable"
    assert lack_of(Post("pool:1", qualified=False)) == "unqualified"


def test_where_no_roster_is_published_nothing_is_lacking_and_that_is_said():
    posts = [Post("pool:2", on=False, rostered=False), Post("pool:1")]

    assert empty_posts(posts) == ()
    assert unrostered(posts) == ("pool:2",)


def test_places_of_a_pool_are_told_together_with_the_inject_and_the_finding():
    posts = [
        Post("pool:3", "backup", on=False, key="pool:3/backup/0", back_at_s=7200, services=("service:b",)),
        Post(
            "pool:3",
            "primary",
            on=False,
            key="pool:3/primary/0",
            response_min=15,
            back_at_s=3600,
            services=("service:a",),
        ),
        Post("pool:3", "primary", key="pool:3/primary/1"),
        Post("pool:1", qualified=False, key="pool:1/primary/0"),
    ]

    unqualified, empty = empty_posts(posts)

    assert (unqualified.pool, unqualified.inject, unqualified.finding) == (
        "pool:1",
        "post_unqualified:pool:1",
        "exercise.post_unqualified",
    )
    assert (empty.posts, empty.wanted) == (("pool:3/backup/0", "pool:3/primary/0"), 3)
    assert empty.services == ("service:a", "service:b")
    assert (empty.inject, empty.response_min, empty.back_at_s) == ("post_empty:pool:3", 15, 7200)


def test_nobody_knows_when_somebody_is_back_unless_it_is_known_of_every_place():
    posts = [Post("pool:3", "a", on=False, back_at_s=60), Post("pool:3", "b", on=False)]

    assert empty_posts(posts)[0].back_at_s is None
