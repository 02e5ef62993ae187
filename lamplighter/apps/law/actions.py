"""Deeds about the law: a named reviewer's word on a fact, and the choice of a city's pack."""

from datetime import datetime

from django.db import transaction

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import record
from lamplighter.apps.law.bridge import fact_of, law_codes, value_hash
from lamplighter.apps.law.models import FactReview, Verdict


def review_fact(
    organisation: Organisation, pack: str, fact_id: str, verdict: str, source: str, *, by: Account, at: datetime
) -> FactReview:
    """Write down what ``by`` says of a fact, and where they checked it. Earlier words stay readable."""
    fact = fact_of(pack, fact_id)
    if fact is None:
        raise ValueError(f"Pack {pack!r} has no fact {fact_id!r}. Open the pack's page and choose one from it.")
    if verdict not in Verdict.values:
        raise ValueError(f"A verdict is one of {', '.join(Verdict.values)}. Got {verdict!r} instead.")
    if not source.strip():
        raise ValueError("Say where you checked it: a gazette, a letter from counsel, a page.")
    with transaction.atomic():
        review = FactReview.objects.create(
            organisation=organisation,
            pack=pack,
            fact=fact_id,
            value_hash=value_hash(fact),
            verdict=verdict,
            source=source.strip(),
            reviewer=by,
            reviewer_name=str(by),
            at=at,
        )
        record(
            organisation,
            "fact.reviewed",
            review,
            by=by,
            at=at,
            facts={"fact": fact_id, "verdict": verdict, "source": source.strip(), "article": fact.article},
        )
    return review


def choose_pack(organisation: Organisation, code: str, *, by: Account | None, at: datetime) -> None:
    """Make ``code`` the pack that new contracts of this city are under; contracts already made keep theirs."""
    if code not in law_codes():
        raise ValueError(f"There is no rule pack {code!r}. Choose one of {', '.join(law_codes())}.")
    with transaction.atomic():
        before = organisation.rule_pack
        if before == code:
            return
        organisation.rule_pack = code
        organisation.save(update_fields=["rule_pack"])
        record(
            organisation,
            "pack.chosen",
            organisation,
            by=by,
            at=at,
            facts={"changes": {"rule_pack": [before, code]}},
        )
