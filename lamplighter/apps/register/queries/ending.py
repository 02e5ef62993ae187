"""Contracts that end soon enough that somebody must act now: suppliers' and people's."""

from dataclasses import dataclass
from datetime import date, timedelta

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.register.models import Contract, SkillHeld, SupplyContract
from lamplighter.apps.register.queries.contracts import contracts_visible_to, ending
from lamplighter.apps.register.queries.services import supplies_of

# From the decision to the first day at work where a post does not say: 119 days in the public sector (NEOGOV 2019).
HIRING_WEEKS = 17


@dataclass(frozen=True, slots=True)
class Ending:
    """One contract near its end. ``start_by`` is the last day to begin renewing or hiring without a gap."""

    kind: str  # supply or person
    name: str
    about: str
    ends_on: date
    start_by: date
    on: date
    supply: SupplyContract | None = None
    contract: Contract | None = None

    @property
    def ended(self) -> bool:
        return self.ends_on < self.on

    @property
    def late(self) -> bool:
        """Whether beginning now still leaves a gap."""
        return self.start_by < self.on

    @property
    def fingerprint(self) -> str:
        """What a finding about it is known by."""
        row = self.supply or self.contract
        return f"contract_ends:{self.kind}:{row.pk if row else 0}:{self.ends_on.isoformat()}"


def renewal_starts_by(supply: SupplyContract) -> date | None:
    """The last day to begin renewing a supplier's contract; None where it has no end."""
    return supply.ends_on - timedelta(weeks=supply.renewal_weeks) if supply.ends_on else None


def of_supply(supply: SupplyContract, on: date) -> Ending:
    """The end of a supplier's contract, which must have one."""
    start_by = renewal_starts_by(supply)
    assert supply.ends_on is not None
    assert start_by is not None
    return Ending("supply", supply.name, supply.supplier, supply.ends_on, start_by, on, supply=supply)


def of_contract(contract: Contract, on: date) -> Ending:
    """The end of a person's contract, which must have one."""
    assert contract.ends_on is not None
    weeks = (contract.post.hiring_weeks if contract.post else None) or HIRING_WEEKS
    about = contract.post.title if contract.post else ""
    start_by = contract.ends_on - timedelta(weeks=weeks)
    return Ending("person", contract.person.name, about, contract.ends_on, start_by, on, contract=contract)


def supplies_ending(organisation: Organisation, on: date, *, ahead_weeks: int = 4) -> list[Ending]:
    """Suppliers' contracts that have ended or must be renewed within ``ahead_weeks``; one query."""
    found = [of_supply(supply, on) for supply in supplies_of(organisation).filter(ends_on__isnull=False)]
    return _soon(found, on, ahead_weeks)


def people_ending(account: Account, organisation: Organisation, on: date, *, ahead_weeks: int = 4) -> list[Ending]:
    """People's last contracts for whose successor hiring must begin within ``ahead_weeks``; one query.

    Only those that ``account`` may see, only people who hold a skill: nobody else is missed on the map.
    """
    skilled = SkillHeld.objects.filter(person__organisation=organisation).values("person")
    theirs = ending(contracts_visible_to(account, organisation), on).filter(person__in=skilled)
    return _soon([of_contract(contract, on) for contract in theirs], on, ahead_weeks)


def contracts_ending(account: Account, organisation: Organisation, on: date) -> list[Ending]:
    """Both kinds, the soonest end first; for the tonight page and the page of services."""
    both = supplies_ending(organisation, on) + people_ending(account, organisation, on)
    return sorted(both, key=_soonest)


def _soon(found: list[Ending], on: date, ahead_weeks: int) -> list[Ending]:
    return sorted((row for row in found if row.start_by <= on + timedelta(weeks=ahead_weeks)), key=_soonest)


def _soonest(row: Ending) -> tuple[date, str, str]:
    return (row.ends_on, row.kind, row.name)
