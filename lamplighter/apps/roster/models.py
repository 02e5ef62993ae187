"""Duty pools, shift types, demand, leave and wishes; drafts, their duties, and publications."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from lamplighter.apps.cities.choices import Weekday
from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.register.models import Person, Service, Skill
from lamplighter.apps.roster.choices import DraftState, DutyKind, Layer, LeaveKind, Look
from lamplighter.apps.work.models import Job


class Pool(models.Model):
    """A team that covers one or more services, 24 hours or some hours."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="pools")
    name = models.CharField(_("name"), max_length=120)
    services = models.ManyToManyField(Service, verbose_name=_("services"), related_name="pools", blank=True)
    skill = models.ForeignKey(
        Skill,
        verbose_name=_("skill every member needs"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    level = models.PositiveSmallIntegerField(_("at level"), default=2)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="a_pool_is_named_once")]

    def __str__(self) -> str:
        return self.name


class ShiftType(models.Model):
    """A kind of duty: when it starts on the wall clock, how long it lasts, and what it is in law."""

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="shift_types")
    code = models.CharField(_("letter"), max_length=3)
    name = models.CharField(_("name"), max_length=60)
    layer = models.CharField(_("layer"), max_length=8, choices=Layer.choices, default=Layer.PRIMARY)
    kind = models.CharField(_("kind"), max_length=12, choices=DutyKind.choices, default=DutyKind.WORKED)
    look = models.CharField(_("drawn as"), max_length=8, choices=Look.choices, default=Look.DAY)
    starts_at = models.TimeField(_("starts at"))
    ends_at = models.TimeField(_("ends at"), help_text=_("Not later than the start: the next day."))
    response_min = models.PositiveSmallIntegerField(_("response time, in minutes"), null=True, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        ordering = ("layer", "starts_at", "code")
        constraints = [models.UniqueConstraint(fields=["pool", "code"], name="a_shift_letter_is_one_shift")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PoolMember(models.Model):
    """A person takes turns in a pool, from a day until a day or for good."""

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="pools")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    primary = models.BooleanField(_("takes primary duties"), default=True)
    backup = models.BooleanField(_("takes backup duties"), default=True)
    newcomer = models.BooleanField(_("newcomer, never paired with another"), default=False)
    # Why is nobody's business here: neither is given a reason.
    barred = models.ManyToManyField(ShiftType, verbose_name=_("Shifts never given"), related_name="+", blank=True)
    apart = models.ManyToManyField("self", verbose_name=_("Never on together with"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "person"], condition=Q(until=None), name="a_member_is_in_a_pool_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.pool}"


class Demand(models.Model):
    """How many people a shift needs, on the days of the week named (ISO, such as 1,2,3) or on one date.

    Up to ``preferred`` (None: as many as are needed) more are put there where that can be; nobody misses them.
    """

    shift_type = models.ForeignKey(ShiftType, on_delete=models.CASCADE, related_name="demand")
    weekdays = models.CharField(_("days of the week"), max_length=13, default="1,2,3,4,5,6,7", blank=True)
    on = models.DateField(_("only on"), null=True, blank=True)
    people = models.PositiveSmallIntegerField(_("people"), default=1)
    preferred = models.PositiveSmallIntegerField(_("preferred number of people"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(preferred=None) | Q(preferred__gte=F("people")),
                name="no_fewer_are_preferred_than_needed",
            ),
            models.UniqueConstraint(
                fields=["shift_type", "on"], condition=Q(on__isnull=False), name="one_demand_a_shift_and_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift_type}: {self.people}"

    @property
    def weekday_names(self) -> str:
        """The days of the week that it is about, as a list within a sentence."""
        days = [str(Weekday(int(day)).label) for day in self.weekdays.split(",") if day]
        # Translators: between the parts of a list within a sentence, such as “specialist, auditor”
        return pgettext("between parts of a list", ", ").join(days)


class Leave(models.Model):
    """Days on which a person is not to be on duty. The reason is no finer than it must be."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="leave")
    kind = models.CharField(_("kind"), max_length=8, choices=LeaveKind.choices, default=LeaveKind.LEAVE)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and with"))
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_on",)
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="leave_ends_after_it_starts")
        ]
        indexes = [models.Index(fields=["person", "ends_on"])]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on}"


class Wish(models.Model):
    """A person would like to be on, or off, duty on a day; a wish, not a right."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="wishes")
    on = models.DateField(_("day"))
    shift_type = models.ForeignKey(
        ShiftType, verbose_name=_("shift"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    wants = models.BooleanField(_("wants to be on duty"), default=False)
    weight = models.PositiveSmallIntegerField(_("how much (1 to 3)"), default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("on",)

    def __str__(self) -> str:
        return f"{self.person} {self.on}"


class Draft(models.Model):
    """One pool's roster for one period: proposed by the search, judged by the law, then published as a version."""

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="drafts")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and with"))
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    seed = models.PositiveIntegerField(default=0)
    # Grows with every change of its duties: who judged an older revision judged another roster.
    revision = models.PositiveIntegerField(default=0)
    # The running search was asked to end early and keep the best that it has.
    enough_at = models.DateTimeField(null=True, blank=True)
    # What the search said of its answer: objective by named part, bound, gap, seconds, which search.
    answer = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("-starts_on", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_roster_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return f"{self.pool} {self.starts_on}"


# A seat that was only preferred and stayed empty: no hole, and once published no duty.
UNTAKEN = Q(person=None, needed=False)


class Duty(models.Model):
    """One seat of one shift on one day: a person, or a hole that stays visible.

    A seat that is not ``needed`` was only preferred: empty, it is no hole.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="duties")
    shift_type = models.ForeignKey(ShiftType, on_delete=models.PROTECT, related_name="duties")
    seat = models.PositiveSmallIntegerField(default=0)
    on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="duties")
    pinned = models.BooleanField(default=False)
    needed = models.BooleanField(default=True)
    # Why nobody: codes by candidate, as the engine gave them.
    reasons = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("starts_at", "shift_type_id", "seat")
        constraints = [
            models.UniqueConstraint(fields=["draft", "shift_type", "on", "seat"], name="a_seat_is_one_duty"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_duty_has_length"),
        ]
        indexes = [models.Index(fields=["person", "starts_at"]), models.Index(fields=["draft", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.shift_type.code} {self.on}"

    @property
    def is_hole(self) -> bool:
        """Whether somebody is needed and nobody is there."""
        return self.person_id is None and self.needed


class Publication(models.Model):
    """An event: this draft became the roster. A later version of the same pool wins for the days it covers."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="publications")
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="publication")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="publications")
    version = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    holes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-at",)
        constraints = [models.UniqueConstraint(fields=["pool", "version"], name="a_version_is_published_once")]
        indexes = [models.Index(fields=["organisation", "ends_at"])]

    def __str__(self) -> str:
        return f"{self.pool} v{self.version}"


class Takeover(models.Model):
    """Somebody takes a duty over, whole or in part, after publication. The latest wins; none is taken back silently."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="takeovers")
    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="takeovers")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="takeovers")
    layer = models.CharField(max_length=8, choices=Layer.choices)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="takeovers")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "starts_at", "ends_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_takeover_has_length")
        ]

    def __str__(self) -> str:
        return f"{self.person} takes {self.duty_id}"


class CallOut(models.Model):
    """Somebody on standby was called to work, from when to when: the evidence for rest and pay."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="callouts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="callouts")
    starts_at = models.DateTimeField(_("called at"))
    ends_at = models.DateTimeField(_("work ended at"))
    reason = models.CharField(_("what for"), max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_at",)
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_callout_has_length")]

    def __str__(self) -> str:
        return f"call-out {self.starts_at:%Y-%m-%d %H:%M}"
