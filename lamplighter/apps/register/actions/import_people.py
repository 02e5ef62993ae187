"""Bring a list of people into the register: what its plan says, in a handful of statements."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.journal.actions import Deed, record_many
from lamplighter.apps.register.actions.import_posts import BATCH, Posts, batched, made_up
from lamplighter.apps.register.actions.inserting import insert
from lamplighter.apps.register.choices import ContractKind, PayPeriod
from lamplighter.apps.register.imports.people import PersonRow
from lamplighter.apps.register.imports.people_plan import AT_PERSON, Change, PeoplePlan
from lamplighter.apps.register.models import Contract, Person, PrivateFacts, Unit
from lamplighter.apps.register.queries.standing import NowContract, Standing
from lamplighter.apps.register.signals import employments_ended
from lamplighter.web.text import normalise

ONE_DAY = timedelta(days=1)
Row = TypeVar("Row", bound=Model)


def write_people(
    organisation: Organisation, plan: PeoplePlan, now: Standing, *, file: str, by: Account | None, at: datetime
) -> None:
    """Write ``plan``, which was made from ``now``, whose rows are locked; inside the caller's transaction."""
    Writing(organisation, plan, now, file, by, at).write()


@dataclass
class Writing:
    """One list on its way into the register; rows are gathered first and written together."""

    organisation: Organisation
    plan: PeoplePlan
    now: Standing
    file: str
    by: Account | None
    at: datetime
    deeds: list[Deed] = field(default_factory=list)
    new_contracts: list[Contract] = field(default_factory=list)
    cut: dict[date, list[int]] = field(default_factory=dict)
    dropped: list[int] = field(default_factory=list)
    amended: list[Contract] = field(default_factory=list)
    news: list[tuple[int, date | None]] = field(default_factory=list)

    def write(self) -> None:
        self.units = self._units()
        self.posts = Posts(self.organisation, self.plan.as_of, self.now)
        for ending in self.plan.ended:
            self._end(ending.person.pk, ending.person.name, ending.last_day)
        for change in self.plan.changed:
            self._leave_post(change)
        self._change_people()
        added = self._add_people()
        contracts = [self._changed_contract(change) for change in self.plan.changed]
        self.posts.save()
        self._save_contracts()
        self._private(added)
        for change, contract in zip(self.plan.changed, contracts, strict=True):
            self._tell_change(change, contract)
        self.deeds += self.posts.deeds
        record_many(self.organisation, self.deeds, by=self.by, at=self.at)
        self._spread_the_news()

    # --- Units and people ------------------------------------------------------------------------------------
    def _units(self) -> dict[str, int]:
        """The id of each unit by its name as compared; new ones are made, with their code where it is theirs alone."""
        known = {normalise(unit.name): unit.pk for unit in self.now.units.values()}
        rows = [*self.plan.added, *(change.row for change in self.plan.changed if "unit" in change.changes)]
        names: dict[str, str] = {}
        codes: dict[str, set[str]] = {}
        for row in rows:
            if row.unit:
                names.setdefault(normalise(row.unit), row.unit)
                if row.unit_code:
                    codes.setdefault(normalise(row.unit), set()).add(row.unit_code)
        new = [
            Unit(organisation=self.organisation, name=name, code=_only(codes.get(key, set())))
            for key, name in names.items()
            if key not in known
        ]
        Unit.objects.bulk_create(new)
        self.deeds += [Deed("unit.added", unit, {"file": self.file}) for unit in new]
        return known | {normalise(unit.name): unit.pk for unit in new}

    def _unit_id(self, name: str | None) -> int | None:
        return self.units.get(normalise(name)) if name else None

    def _add_people(self) -> list[Person]:
        numbers = made_up({person.number for person in self.now.people.values()})
        people = [
            Person(
                organisation=self.organisation,
                number=row.number or next(numbers),
                name=row.name,
                unit_id=self._unit_id(row.unit),
                email=row.email or "",
                phone=row.phone or "",
                joined_on=row.joined_on,
                left_on=row.left_on,
            )
            for row in self.plan.added
        ]
        insert(people)
        for person, row in zip(people, self.plan.added, strict=True):
            contract = self._first_contract(person, row)
            subject = contract.post or person
            self.deeds.append(
                Deed(
                    "person.brought_in" if contract.post else "person.brought_in_alone",
                    subject,
                    {"person": row.name, "file": self.file, "row": row.line},
                    person.pk,
                )
            )
        return people

    def _change_people(self) -> None:
        """Each field with each new value in one statement: most of an import sets many people to the same."""
        sets: dict[tuple[str, Any], list[int]] = {}
        for change in self.plan.changed:
            for name in AT_PERSON:
                if name in change.changes:
                    value = change.changes[name][1]
                    column, value = ("unit_id", self._unit_id(value)) if name == "unit" else (name, value)
                    sets.setdefault((column, value), []).append(change.person.pk)
            if "left_on" in change.changes:
                self.news.append((change.person.pk, change.changes["left_on"][1]))
        for ending in self.plan.ended:
            sets.setdefault(("left_on", ending.last_day), []).append(ending.person.pk)
        one_by_one: dict[str, dict[int, Any]] = {}
        for (column, value), people in sets.items():
            if len(people) > 3:
                _set(Person.objects.all(), people, **{column: value})
            else:
                one_by_one.setdefault(column, {}).update(dict.fromkeys(people, value))
        for column, values in one_by_one.items():
            rows = [Person(pk=pk, **{column: value}) for pk, value in values.items()]
            Person.objects.bulk_update(rows, [column], batch_size=BATCH)

    # --- Who leaves ------------------------------------------------------------------------------------------
    def _end(self, pk: int, name: str, last_day: date) -> None:
        held = None
        for contract in self.now.contracts.get(pk, ()):
            if contract.starts_on > last_day:
                self.dropped.append(contract.pk)
            elif contract.ends_on is None or contract.ends_on > last_day:
                self.cut.setdefault(last_day, []).append(contract.pk)
            held = self.posts.leave(contract, last_day + ONE_DAY) or held
        self.news.append((pk, last_day))
        facts = {"changes": {"left_on": [None, last_day]}, "file": self.file, "person": name}
        self.deeds.append(Deed("person.not_in_file", held or Person(pk=pk, name=name), facts, pk))

    def _leave_post(self, change: Change) -> None:
        """Posts are left before any is taken, so that who follows finds them."""
        row, contract = change.row, change.contract
        if row.left_on is not None and row.left_on <= self.plan.as_of:
            for each in self.now.contracts.get(change.person.pk, ()):
                if each.starts_on > row.left_on:
                    self.dropped.append(each.pk)
                elif each.ends_on is None or each.ends_on > row.left_on:
                    self.cut.setdefault(row.left_on, []).append(each.pk)
                self.posts.leave(each, row.left_on + ONE_DAY)
        elif contract is not None and ("title" in change.changes or "post_code" in change.changes):
            self.posts.leave(contract, self.plan.as_of, with_title=True)

    # --- Contracts -------------------------------------------------------------------------------------------
    def _first_contract(self, person: Person, row: PersonRow) -> Contract:
        starts_on = row.starts_on or row.joined_on or self.plan.as_of
        ends_on = min((day for day in (row.ends_on, row.left_on) if day), default=None)
        contract = Contract(
            organisation=self.organisation,
            person=person,
            kind=row.kind or _kind(row),
            supplier=row.supplier or "",
            starts_on=min(starts_on, ends_on) if ends_on else starts_on,
            ends_on=ends_on,
            weekly_hours=row.weekly_hours or 40,
            base_pay=row.base_pay,
            pay_period=row.pay_period or PayPeriod.MONTH,
            rule_pack=self.organisation.rule_pack,
        )
        over = ends_on is not None and ends_on < self.plan.as_of
        contract.post = None if over else self.posts.take(row, self._unit_id(row.unit), contract)
        self.new_contracts.append(contract)
        return contract

    def _changed_contract(self, change: Change) -> Contract | None:
        """The new terms: a contract that follows, or the same one put right where it begins no earlier."""
        row, was = change.row, change.contract
        if row.left_on is not None and row.left_on <= self.plan.as_of:
            return None
        unit_id = self._unit_id(row.unit) if row.unit else change.person.unit_id
        if change.returned or was is None:
            if not change.returned and not change.new_terms:
                return None
            return self._contract_anew(change, unit_id)
        if not change.new_terms:
            if "unit" in change.changes:
                self.posts.move(was, unit_id)
            return self._amend(was, ends_on=change.changes["ends_on"][1]) if "ends_on" in change.changes else None
        values: dict[str, Any] = {
            name: change.changes[name][1]
            for name in ("kind", "weekly_hours", "base_pay", "pay_period", "supplier", "ends_on")
            if name in change.changes
        }
        follows_on = self.plan.as_of
        if "starts_on" in change.changes:
            follows_on = change.changes["starts_on"][1]
        ends_on = values.get("ends_on", was.ends_on)
        if follows_on <= was.starts_on or (ends_on and ends_on < follows_on):
            if follows_on < was.starts_on and "starts_on" in change.changes:
                values["starts_on"] = follows_on
            contract = _contract(was, self.organisation)
            contract.post = self._post_of(change, unit_id, contract)
            return self._amend(was, post=contract.post, **values)
        contract = _contract(was, self.organisation)
        contract.pk, contract.starts_on, contract.ends_on = None, follows_on, ends_on
        for name, value in values.items():
            setattr(contract, name, value)
        contract.post = self._post_of(change, unit_id, contract)
        if was.ends_on is None or was.ends_on >= follows_on:
            self.cut.setdefault(follows_on - ONE_DAY, []).append(was.pk)
        self.new_contracts.append(contract)
        return contract

    def _contract_anew(self, change: Change, unit_id: int | None) -> Contract:
        """Somebody is back, or has no contract in force: the last one's terms where the row does not say others."""
        row = change.row
        last = max(self.now.contracts.get(change.person.pk, ()), key=lambda each: each.starts_on, default=None)
        starts_on = row.starts_on or self.plan.as_of
        if last is not None:
            row.title = row.title or self.now.title_of(last) or None
            row.kind = row.kind or last.kind
            row.supplier = row.supplier or last.supplier
            row.weekly_hours = row.weekly_hours or last.weekly_hours
            if row.base_pay is None:
                row.base_pay, row.pay_period = last.base_pay, last.pay_period
            over = last.ends_on or self.plan.as_of - ONE_DAY
            starts_on = starts_on if starts_on > over else max(self.plan.as_of, over + ONE_DAY)
        row.starts_on = starts_on
        return self._first_contract(Person(pk=change.person.pk, name=row.name, unit_id=unit_id), row)

    def _post_of(self, change: Change, unit_id: int | None, contract: Contract) -> Any:
        was = change.contract
        if "title" in change.changes or "post_code" in change.changes:
            if change.row.title is None:
                change.row.title = self.now.title_of(was)
            return self.posts.take(change.row, unit_id, contract)
        if was is not None and "unit" in change.changes:
            self.posts.move(was, unit_id)
        return self.posts.of(was) if was is not None else None

    def _amend(self, was: NowContract, **values: Any) -> Contract:
        contract = _contract(was, self.organisation)
        contract.post = self.posts.of(was)
        for name, value in values.items():
            setattr(contract, name, value)
        self.amended.append(contract)
        return contract

    def _save_contracts(self) -> None:
        for last_day, contracts in self.cut.items():
            _set(Contract.objects.all(), contracts, ends_on=last_day)
        for part in batched(self.dropped):
            Contract.objects.filter(pk__in=part).delete()
        insert(self.new_contracts)
        fields = ["post", "kind", "supplier", "starts_on", "ends_on", "weekly_hours", "base_pay", "pay_period"]
        Contract.objects.bulk_update(self.amended, fields, batch_size=BATCH)

    # --- What is kept apart, and what is told ----------------------------------------------------------------
    def _private(self, added: list[Person]) -> None:
        facts = [
            PrivateFacts(person_id=person.pk, sex=row.sex or "", birth_year=row.birth_year)
            for person, row in zip(added, self.plan.added, strict=True)
            if row.sex or row.birth_year
        ]
        for change in self.plan.changed:
            if {"sex", "birth_year"} & set(change.changes):
                sex, year = self.now.private.get(change.person.pk, ("", None))
                sex = change.changes["sex"][1] if "sex" in change.changes else sex
                year = change.changes["birth_year"][1] if "birth_year" in change.changes else year
                facts.append(PrivateFacts(person_id=change.person.pk, sex=sex, birth_year=year))
        PrivateFacts.objects.bulk_create(
            facts, update_conflicts=True, unique_fields=["person"], update_fields=["sex", "birth_year"]
        )

    def _tell_change(self, change: Change, contract: Contract | None) -> None:
        """One line for the person's own facts, one for the terms; private facts are told without their values."""
        person = Person(pk=change.person.pk, name=change.row.name)
        more = {"file": self.file, "row": change.row.line}
        own: dict[str, Any] = {name: list(change.changes[name]) for name in AT_PERSON if name in change.changes}
        own |= {name: ["", "***"] for name in ("sex", "birth_year") if name in change.changes}
        if own:
            deed = "person.returned_by_file" if change.returned else "person.changed_by_file"
            self.deeds.append(Deed(deed, person, {"changes": own, **more}, person.pk))
        terms = {
            {"title": "post"}.get(name, name): list(pair)
            for name, pair in change.changes.items()
            if name not in own and name != "post_code"
        }
        if terms and contract is not None:
            facts = {"changes": terms, "person": change.row.name, **more}
            self.deeds.append(Deed("contract.changed_by_file", contract, facts, person.pk))

    def _spread_the_news(self) -> None:
        """Tell the apps above whose employment ended, or did not end after all."""
        if self.news:
            employments_ended.send(
                Person, organisation=self.organisation, last_days=dict(self.news), by=self.by, at=self.at
            )


def _kind(row: PersonRow) -> str:
    """What a contract is that the row does not name: a supplier's, one with an end, or a permanent one."""
    if row.supplier:
        return ContractKind.SERVICE_COMPANY
    return ContractKind.FIXED_TERM if row.ends_on else ContractKind.PERMANENT


def _contract(was: NowContract, organisation: Organisation) -> Contract:
    return Contract(organisation=organisation, **was._asdict() | {"pk": was.pk})


def _only(codes: set[str]) -> str:
    return next(iter(codes)) if len(codes) == 1 else ""


def _set(rows: QuerySet[Row], keys: list[int], **values: Any) -> None:
    for part in batched(keys):
        rows.filter(pk__in=part).update(**values)
