"""What a sample city knows to be wanting, what it does about it, and what it decided on law and pay."""

from datetime import timedelta
from decimal import Decimal

from lamplighter.apps.cities.models import Account
from lamplighter.apps.followup.actions import complete, open_action, open_finding
from lamplighter.apps.followup.models import Finding
from lamplighter.apps.law.actions import review_fact
from lamplighter.apps.law.models import Verdict
from lamplighter.apps.pay.actions import set_rates
from lamplighter.apps.register.queries.ending import supplies_ending
from lamplighter.apps.samples.actions.pen import Pen
from lamplighter.apps.samples.bridge import absences, facts_to_review

RATES = ("standby_home", "standby_site", "callout_min_minutes", "night_share", "weekend_share", "holiday_share")
RATES_SINCE = timedelta(days=365)
FINDINGS = 3
# What is to be done: by whom, due in so many days. The renewal is late; the drill was done.
ACTIONS = {
    "dirrec": ("duty", 12),
    "radio": ("ben", 3),
    "contract": ("cio", -4),
    "drill": ("duty", -40),
    "hole": ("duty", 1),
}


def decide_rates(pen: Pen) -> None:
    """The council's rates for standby and nights, a year old."""
    facts = {
        name: int(value) if name == "callout_min_minutes" else Decimal(value)
        for name, value in zip(RATES, pen.plan.city["rates"], strict=True)
    }
    said = pen.plan.words["said"]["rates"]
    set_rates(pen.city, {**facts, "valid_from": pen.today - RATES_SINCE, "decided_by": said}, **pen.sign("hr"))


def review_law(pen: Pen) -> None:
    """Human resources approved some facts of the rule pack and has others still to look at."""
    code = pen.plan.city["rule_pack"]
    for fact in facts_to_review(code)[::2]:
        source = pen.plan.words["said"]["reviewed"]
        review_fact(pen.city, code, fact, Verdict.APPROVED, source, **pen.sign("hr"))


def find_out(pen: Pen) -> dict[str, Finding]:
    """What hangs on one person, and the contract that ends; raised as from their pages."""
    found = {}
    for row in absences(pen.city, pen.today)[:FINDINGS]:
        facts = {"service": row.service.name, "skill": row.skill, "node": row.node.name}
        found[row.fingerprint] = open_finding(pen.city, row.code, row.fingerprint, facts, **pen.sign("duty"))
    first = {"dirrec": next(iter(found.values()))} if found else {}
    for end in supplies_ending(pen.city, pen.today)[:1]:
        facts = {"contract": end.name}
        first["contract"] = open_finding(pen.city, "contract_ends", end.fingerprint, facts, **pen.sign("cio"))
    if hole := Finding.objects.filter(organisation=pen.city, code="hole_in_roster", closed_at=None).first():
        first["hole"] = hole
    return first


def act(pen: Pen, answers: dict[str, Finding]) -> None:
    """Actions: one late, some due this week, one done; the last deed of a sample city."""
    titles = pen.plan.words["said"]["actions"]
    for code, (who, days) in ACTIONS.items():
        if code == "hole" and code not in answers:
            continue
        owner: Account = pen.account(who)
        action = open_action(
            pen.city,
            titles[code],
            due_on=pen.today + timedelta(days=days),
            owner=owner,
            finding=answers.get(code),
            **pen.sign("cio"),
        )
        if code == "drill":
            evidence = pen.plan.words["said"]["evidence"]
            complete(action, evidence, by=owner, at=pen.at)
