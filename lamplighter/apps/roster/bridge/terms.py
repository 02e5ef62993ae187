"""What a person's contracts ask of a roster beyond the law."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.models import Contract
from lamplighter.apps.roster.bridge.days import POLICY, period
from lamplighter.engines.law import PACKS
from lamplighter.engines.roster import Quota, Terms

AT_WORK = frozenset({"worked", "standby_site"})


def terms_of(contracts: Sequence[Contract], city: Organisation, first: date, last: date) -> Terms:
    """Where the contract changes within the period, the hours that each leaves room for in its own days.

    One contract alone is held to by the city's policy, which speaks of the hours a week of whoever is judged. Where
    there are several, that is the first: this holds the others to theirs, with the same hours above them, and every
    week that has begun counted whole.
    """
    standing = [each for each in contracts if each.starts_on <= last and (each.ends_on or last) >= first]
    above = PACKS[POLICY].find("hours_over_contract_max", first)
    # Contracts side by side add up to what nobody has written down.
    in_a_row = all(one.ends_on is not None and one.ends_on < other.starts_on for one, other in pairwise(standing))
    if len(standing) < 2 or above is None or not in_a_row:
        return Terms()
    quotas = []
    for each in standing:
        begins, ends = max(each.starts_on, first), min(each.ends_on or last, last)
        weeks = -(-((ends - begins).days + 1) // 7)
        hours = weeks * (float(each.weekly_hours) + above.value["hours"])
        if not each.exempt:
            quotas.append(Quota(most=int(60 * hours), span=period(city, begins, ends), kinds=AT_WORK))
    return Terms(minutes=tuple(quotas))
