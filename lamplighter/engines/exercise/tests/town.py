"""A small town, a short scenario and the log of one evening, for tests of what is reckoned afterwards."""

from datetime import UTC, datetime, timedelta

from lamplighter.engines.exercise.log import KINDS, Line
from lamplighter.engines.exercise.scenario import (
    Ask,
    CaseBeside,
    Decision,
    Effect,
    Fixed,
    FromCases,
    FromClock,
    FromMap,
    Inject,
    Objective,
    Option,
    Phase,
    Price,
    Range,
    Role,
    Scenario,
    Task,
    Trigger,
)
from lamplighter.engines.exercise.world import Facts, World
from lamplighter.engines.services import Group, Map, Node

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
H = 3600


def town() -> Map:
    """Care by hand for two hours, tolerable for four; permits with no fallback; light on two of three feeds."""
    return Map(
        nodes=[
            Node("service:care", "service", mtpd_min=240, fallback_min=120, around_the_clock=True, tier=1),
            Node("service:permits", "service", mtpd_min=2880, tier=3),
            Node("service:light", "service", rto_min=30, tier=2),
            Node("system:directory", rto_min=60),
            Node("system:files"),
            Node("system:feed-a"),
            Node("system:feed-b"),
            Node("supply:host", "supply"),
        ],
        groups=[
            Group("service:care", ("system:files",)),
            Group("service:permits", ("system:files",)),
            Group("service:permits", ("system:directory",), buffer_min=60),
            Group("system:files", ("supply:host",)),
            Group("service:light", ("system:feed-a", "system:feed-b")),
        ],
    )


FACTS = {
    "service:care": Facts(residents=900, tier=1, kind="home care", around_the_clock=True),
    "service:permits": Facts(residents=30_000, tier=3, kind="counter"),
    "service:light": Facts(residents=80_000, tier=2, kind="street light"),
    "supply:host": Facts(kind="cloud"),
    "system:files": Facts(kind="server"),
    "system:directory": Facts(kind="server"),
    "pool:2": Facts(kind="network"),
    "pool:1": Facts(kind="database"),
}


def world(**changes) -> World:
    return World(
        **{"map": town(), "cast": {"host": "supply:host", "files": "system:files"}, "facts": FACTS} | changes
    )


def en(text: str) -> dict[str, str]:
    return {"en": text}


def role(key: str, **changes) -> Role:
    return Role(**{"key": key, "name": en(key), "first_duties": tuple(en(str(n)) for n in range(1, 8))} | changes)


TELL = Decision(
    "tell",
    "D1",
    en("What do residents hear?"),
    asks=("mayor", "cio"),
    decider="mayor",
    mode="single",
    trigger=Trigger("timed", at_min=20),
    deadline_min=40,
    legal_basis="breach_authority",
    objective="inform",
    options=(
        Option(
            "now",
            en("Now"),
            effects=(Effect("trust", amount=Range(2, 5, 8)), Effect("law", clock="breach_authority", done=True)),
            prices=(
                Price("trust", Fixed(2, 5, 8), felt_after_min=120),
                Price("service_hours", FromMap()),
                Price("law", FromClock()),
                Price("money", FromCases("eur_per_resident", (), Range(0.02, 0.05, 0.1)), felt_after_min=720 * 60),
            ),
        ),
        Option(
            "wait",
            en("Wait"),
            effects=(Effect("dark", target="files", hours=Range(4, 8, 24)),),
            prices=(Price("service_hours", FromMap()),),
        ),
    ),
    case_beside=CaseBeside("sit-2023", "days_full", en("{days}")),
)

DAYS = Decision(
    "days",
    "D2",
    en("How many days?"),
    asks=(),
    decider="mayor",
    mode="number",
    case_beside=CaseBeside("hillel-2021", "days_full", en("{days}")),
)

SCENARIO = Scenario(
    id="0c7f1c1e-8d0a-4b57-9e0b-2f1f6c1d9a01",
    version="1.0.0",
    slug="small",
    language="en",
    languages=("en",),
    title=en("Small"),
    summary=en("Small"),
    audience=en("Mayor"),
    licence="CC-BY-4.0",
    difficulty=1,
    minutes=20,
    roles=(role("mayor"), role("cio"), role("hr")),
    objectives=(
        Objective(
            "inform",
            en("Tell"),
            "public_information",
            weight=2,
            tasks=(Task("tell", en("Tell"), "inform"), Task("check", en("Check"), "inform")),
        ),
        Objective("order", en("Order"), "restoration", tasks=(Task("order", en("Order"), "order"),)),
        Objective("spend", en("Spend"), "procurement_and_money", tasks=(Task("spend", en("Spend"), "spend"),)),
    ),
    phases=(
        Phase(
            "dawn",
            1,
            en("Dawn"),
            en("Dark"),
            starts_min=0,
            speed_pct=400,
            minutes=12,
            injects=(
                Inject("call", "1", "inject", "phone", en("Desk"), ("cio",), en("Call"), en("Call"), task="tell"),
                Inject("press", "2", "inject", "press", en("Radio"), (), en("Press"), en("Press")),
                Inject("union", "3", "inject", "mail", en("Union"), (), en("Union"), en("Union")),
                Inject("post_empty:pool:1", "4", "inject", "phone", en("Desk"), (), en("Empty"), en("Empty")),
            ),
            decisions=(TELL, DAYS),
        ),
    ),
    survey=(Ask("ready", en("Ready?")), Ask("missing", en("Missing?"), "text")),
)


class Book:
    """Writes lines one after the other; every wall minute is four minutes of the story."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def write(self, wall_min: float, what: str, /, **facts) -> int:
        known = KINDS[what]
        assert set(known.facts) <= set(facts) <= {*known.facts, *known.may}, (what, facts)
        number = len(self.lines) + 1
        at = START + timedelta(minutes=wall_min)
        self.lines.append(Line(number, at, round(wall_min * 4 * 60), what, facts))
        return number

    def effect(self, wall_min: float, of: str, kind: str, from_s: int, **facts) -> int:
        plain = {"n": 0, "target": None, "hours": None, "amount": None}
        return self.write(wall_min, "effect.applied", of=of, kind=kind, from_s=from_s, **plain | facts)

    def seat(self, wall_min: float, number: int, role: str, kind: str = "player", room: str = "room") -> int:
        return self.write(wall_min, "seat.taken", seat=number, role=role, team=1, kind=kind, room=room)


def evening() -> list[Line]:
    """Six players, one watcher; one decision taken after 4.5 minutes, one that nobody takes; dark for five hours."""
    book = Book()
    for number, (own, room) in enumerate(
        [("mayor", "room"), ("cio", "room"), ("cio", "remote"), ("hr", "room"), ("cio", "room"), ("cio", "paper")],
        1,
    ):
        book.seat(0, number, own, room=room)
    book.seat(0, 7, "mayor", kind="evaluator")
    book.write(0, "clock.started", speed_pct=400)
    book.write(0, "phase.opened", key="dawn")
    book.effect(0, "dawn", "dark", 0, target="host", node="supply:host", hours=[24, 96, 240])
    book.write(0, "inject.released", key="call", how="timed")
    book.write(0, "inject.released", key="post_empty:pool:1", how="timed")
    book.write(3, "seat.moved", seat=4, room="remote")
    book.write(5, "decision.opened", key="tell")
    book.write(6, "answer.given", key="tell", seat=1)
    book.write(6, "answer.given", key="tell", seat=2)
    book.write(6.5, "answer.changed", key="tell", seat=2)
    book.write(7, "answer.given", key="tell", seat=3)
    book.write(7, "answer.paper", key="tell", seat=6)
    book.write(7, "seat.left", seat=5)
    book.write(8, "inject.released", key="press", how="conditional")
    book.write(8, "inject.improvised", key="extra-1", channel="mail", to=["mayor"], title="Radio", body="Radio")
    book.write(9, "decision.revealed", key="tell", counts={"now": 3, "wait": 1}, of=4, team=None)
    book.write(9.5, "decision.taken", key="tell", team=None, value="now", rule="role", seat=1, dissent=1)
    book.effect(9.5, "tell.now", "trust", 2280, amount=[2, 5, 8])
    book.effect(9.5, "tell.now", "law", 2280, clock="breach_authority", done=True)
    book.effect(9.5, "tell.now", "money", 2280, amount=[1000, 2500.5, 4000])
    book.effect(9.5, "call", "money", 2280, amount=[10, 20, 30])
    book.write(10, "decision.closed", key="tell")
    book.write(11, "decision.opened", key="days")
    book.write(11, "inject.skipped", key="union", why="by_hand")
    book.write(12, "rating.given", task="tell", mark="S", watcher=7)
    book.write(12, "rating.given", task="tell", mark="M", watcher=8)
    book.write(12, "rating.given", task="order", mark="P", watcher=7)
    book.effect(75, "union", "back", 5 * H, target="host", node="supply:host")
    book.write(76, "decision.closed", key="days")
    book.write(76, "decision.taken", key="days", team=None, value=None, rule="role", seat=None, dissent=0)
    book.write(77, "survey.opened")
    for _ in range(5):
        book.write(78, "survey.answered")
    book.write(80, "clock.ended")
    return book.lines
