"""What a list of people would change: each row compared with the register as it stands. Pure, nothing is written."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lamplighter.apps.register.imports.people import Key, People, PersonRow
from lamplighter.apps.register.imports.wrong import Wrong
from lamplighter.apps.register.queries.standing import NowContract, NowPerson, Standing
from lamplighter.web.text import normalise

# What a changed value of these makes: new terms from the day of the file, the old contract ending the day before.
TERMS = ("title", "post_code", "kind", "weekly_hours", "base_pay", "pay_period", "supplier", "starts_on")
AT_PERSON = ("name", "unit", "email", "phone", "joined_on", "left_on")
Changes = dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Change:
    """A person whom the register knows and of whom the row says something else. ``returned``: had left before."""

    person: NowPerson
    row: PersonRow
    contract: NowContract | None
    changes: Changes
    returned: bool = False

    @property
    def new_terms(self) -> bool:
        """Whether the contract's terms change, or a contract begins."""
        return self.returned or any(name in self.changes for name in TERMS)


@dataclass(slots=True)
class Ending:
    """A person of the register who is not in a file that names everybody."""

    person: NowPerson
    contract: NowContract | None
    last_day: date


@dataclass(slots=True)
class PeoplePlan:
    """What would be added, changed, ended; how many rows say what the register says already; what is wrong."""

    as_of: date
    added: list[PersonRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    ended: list[Ending] = field(default_factory=list)
    unchanged: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.added or self.changed or self.ended)


def plan_people(people: People, now: Standing, *, as_of: date, complete: bool) -> PeoplePlan:
    """Compare; ``complete`` says that the file names everybody, so who is missing from it has left."""
    plan = PeoplePlan(as_of, wrong=list(people.wrong))
    current = {pk: _current(now.contracts.get(pk, ()), as_of) for pk in now.people}
    known = _by_key(people.by, now, current)
    met: set[int] = set()
    for key, row in people.rows.items():
        found = known.get(key, [])
        if len(found) > 1:
            here = [pk for pk in found if not _gone(now.people[pk], as_of)]
            found = here or found[-1:]
        if len(found) > 1:
            met.update(found)
            plan.wrong.append(Wrong(row.line, "", row.name, "several_known", {"people": len(found)}, "name"))
        elif not found:
            plan.added.append(row)
        else:
            pk = found[0]
            met.add(pk)
            change = _compared(row, now, now.people[pk], current[pk], as_of)
            if change.changes or change.returned:
                plan.changed.append(change)
            else:
                plan.unchanged += 1
    if complete:
        plan.ended = list(_missing(people, now, current, known, met, as_of))
    plan.wrong.sort(key=lambda each: each.row)
    return plan


def _current(contracts: Any, as_of: date) -> NowContract | None:
    """Of one person's contracts the latest that binds on the day or later, else the last there was."""
    binding = [each for each in contracts if each.ends_on is None or each.ends_on >= as_of]
    started = [each for each in binding if each.starts_on <= as_of]
    if started:
        return started[-1]
    return binding[0] if binding else contracts[-1] if contracts else None


def _gone(person: NowPerson, as_of: date) -> bool:
    return person.left_on is not None and person.left_on <= as_of


def _by_key(by: str, now: Standing, current: dict[int, NowContract | None]) -> dict[Key, list[int]]:
    known: dict[Key, list[int]] = {}
    for pk, person in now.people.items():
        key: Key
        if by == "number":
            key = (person.number,)
        elif by == "name_day":
            key = (normalise(person.name), person.joined_on)
        else:
            title = normalise(now.title_of(current[pk]))
            key = (normalise(person.name), normalise(now.unit_name(person.unit_id)), title)
        known.setdefault(key, []).append(pk)
    return known


def _missing(
    people: People,
    now: Standing,
    current: dict[int, NowContract | None],
    known: dict[Key, list[int]],
    met: set[int],
    as_of: date,
) -> Any:
    """Who is here by the register and not in the file; rows with mistakes still say that somebody is there."""
    mentioned = {pk for key in people.mentioned for pk in known.get(key, ())}
    for pk, person in now.people.items():
        if pk in met or pk in mentioned or _gone(person, as_of):
            continue
        if normalise(person.name) in people.mentioned_names:
            continue
        if person.joined_on and person.joined_on > as_of:
            continue
        yield Ending(person, current[pk], as_of)


def _compared(
    row: PersonRow, now: Standing, person: NowPerson, contract: NowContract | None, as_of: date
) -> Change:
    leaves = row.left_on is not None and row.left_on <= as_of
    returned = _gone(person, as_of) and not leaves
    changes = _person_changes(row, now, person)
    if returned:
        changes["left_on"] = (person.left_on, None)
    if not leaves:
        contract = _later(row.starts_on, now.contracts.get(person.pk, ()), contract)
        over = contract is not None and contract.ends_on is not None and contract.ends_on < as_of
        # A contract that is over is compared only where the row says that it is, or somebody comes back.
        if over and not returned and not (row.ends_on and row.ends_on < as_of):
            contract = None
        changes |= _term_changes(row, now, person, contract)
    _private_changes(row, now, person, changes)
    return Change(person, row, contract, changes, returned)


def _later(said: date | None, contracts: Any, contract: NowContract | None) -> NowContract | None:
    """The contract that begins on the day the row says, where that is later than the one in force."""
    if said is None or contract is None or said <= contract.starts_on:
        return contract
    return next((each for each in contracts if each.starts_on == said), contract)


def _person_changes(row: PersonRow, now: Standing, person: NowPerson) -> Changes:
    changes: Changes = {}
    if normalise(row.name) != normalise(person.name):
        changes["name"] = (person.name, row.name)
    if row.unit is not None:
        unit = now.unit_name(person.unit_id)
        if normalise(unit) != normalise(row.unit):
            changes["unit"] = (unit, row.unit)
    for name in ("email", "phone", "joined_on", "left_on"):
        said = getattr(row, name)
        if said is not None and said != getattr(person, name):
            changes[name] = (getattr(person, name), said)
    return changes


def _term_changes(row: PersonRow, now: Standing, person: NowPerson, contract: NowContract | None) -> Changes:
    changes: Changes = {}
    post = now.posts.get(contract.post_id) if contract and contract.post_id else None
    if row.title is not None and normalise(row.title) != normalise(post.title if post else ""):
        changes["title"] = (post.title if post else "", row.title)
    if row.post_code is not None and row.post_code != (post.code if post else ""):
        changes["post_code"] = (post.code if post else "", row.post_code)
    for name in ("kind", "weekly_hours", "supplier"):
        said = getattr(row, name)
        if said is not None and said != (getattr(contract, name) if contract else None):
            changes[name] = (getattr(contract, name) if contract else None, said)
    if row.base_pay is not None:
        was = (contract.base_pay, contract.pay_period) if contract else (None, None)
        if row.base_pay != was[0]:
            changes["base_pay"] = (was[0], row.base_pay)
        if row.pay_period != was[1]:
            changes["pay_period"] = (was[1], row.pay_period)
    ends_on = row.left_on or row.ends_on
    if ends_on is not None and ends_on != (contract.ends_on if contract else None):
        changes["ends_on"] = (contract.ends_on if contract else None, ends_on)
    if row.starts_on is not None:
        changes |= _start_change(row.starts_on, now.contracts.get(person.pk, []), contract)
    return changes


def _start_change(said: date, contracts: list[NowContract], contract: NowContract | None) -> Changes:
    """A later start is a new contract; an earlier one a correction, unless an earlier contract was in force then."""
    if contract is None:
        return {} if any(each.starts_on == said for each in contracts) else {"starts_on": (None, said)}
    if said > contract.starts_on or (said < contract.starts_on and len(contracts) == 1):
        return {"starts_on": (contract.starts_on, said)}
    return {}


def _private_changes(row: PersonRow, now: Standing, person: NowPerson, changes: Changes) -> None:
    sex, year = now.private.get(person.pk, ("", None))
    if row.sex is not None and row.sex != sex:
        changes["sex"] = (sex, row.sex)
    # An age fits two years of birth: whichever is known already stays.
    if row.birth_year is not None and (year is None or abs(row.birth_year - year) > 1):
        changes["birth_year"] = (year, row.birth_year)
