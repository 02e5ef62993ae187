"""Services in residents' words, the systems under them, what depends on what, and what each needs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Organisation
from lamplighter.apps.register.choices import Hours, Level, SystemKind, Tier
from lamplighter.apps.register.models.people import Skill, Unit


class Service(models.Model):
    """Something residents get, in their words."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="services")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=160)
    about = models.CharField(_("in residents' words"), max_length=300, blank=True)
    tier = models.PositiveSmallIntegerField(_("tier"), choices=Tier.choices, default=Tier.DAILY)
    hours = models.CharField(_("hours"), max_length=5, choices=Hours.choices, default=Hours.OFFICE_HOURS)
    open_from = models.TimeField(_("open from"), null=True, blank=True)
    open_until = models.TimeField(_("open until"), null=True, blank=True)
    mtpd_min = models.PositiveIntegerField(
        _("tolerable time without it, in minutes"),
        null=True,
        blank=True,
        help_text=_("MTPD, the maximum tolerable period of disruption of ISO 22301."),
    )
    rto_min = models.PositiveIntegerField(
        _("time to restore, in minutes"),
        null=True,
        blank=True,
        help_text=_("RTO, the recovery time objective of ISO 22301."),
    )
    residents = models.PositiveIntegerField(_("residents who use it"), null=True, blank=True)
    manual_fallback = models.CharField(_("how it goes on by hand"), max_length=300, blank=True)
    fallback_min = models.PositiveIntegerField(_("minutes the fallback lasts"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="services",
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ("tier", "name")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="a_service_code_is_one_service"),
            models.CheckConstraint(
                condition=Q(mtpd_min=None) | Q(rto_min=None) | Q(mtpd_min__gte=F("rto_min")),
                name="rto_is_within_mtpd",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "hours"])]

    def __str__(self) -> str:
        return self.name


class SupplyContract(models.Model):
    """A supplier's contract that systems or services stand on; it can end."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="supply_contracts")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("what it covers"), max_length=160)
    supplier = models.CharField(_("supplier"), max_length=160)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    renewal_weeks = models.PositiveSmallIntegerField(_("weeks to renew"), default=12)
    response_min = models.PositiveIntegerField(_("response time, in minutes"), null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="a_supply_code_is_one_contract")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.supplier})"


class System(models.Model):
    """Something technical that services stand on."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="systems")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=SystemKind.choices, default=SystemKind.APPLICATION)
    rto_min = models.PositiveIntegerField(_("time to restore, in minutes"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="a_system_code_is_one_system")]

    def __str__(self) -> str:
        return self.name


class DependencyGroup(models.Model):
    """A service or system works while at least ``needed`` of the group's members work, and ``buffer_min`` longer."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="dependency_groups")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="groups")
    system = models.ForeignKey(System, null=True, blank=True, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=160, blank=True)
    needed = models.PositiveSmallIntegerField(_("how many must work"), default=1)
    buffer_min = models.PositiveIntegerField(_("minutes it lasts without them"), default=0)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(service=None, system__isnull=False) | Q(service__isnull=False, system=None),
                name="a_group_is_of_a_service_or_a_system",
            ),
            models.CheckConstraint(condition=Q(needed__gte=1), name="a_group_needs_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.name or f"group {self.pk}"


class GroupMember(models.Model):
    """One member of a dependency group: a system, another service, or a supplier's contract."""

    group = models.ForeignKey(DependencyGroup, on_delete=models.CASCADE, related_name="members")
    system = models.ForeignKey(System, null=True, blank=True, on_delete=models.CASCADE, related_name="carries")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="carries")
    supply = models.ForeignKey(
        SupplyContract, null=True, blank=True, on_delete=models.CASCADE, related_name="carries"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(system__isnull=False, service=None, supply=None)
                | Q(system=None, service__isnull=False, supply=None)
                | Q(system=None, service=None, supply__isnull=False),
                name="a_member_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.system or self.service or self.supply)


class Need(models.Model):
    """A service or system needs so many people with a skill at a level, within a response time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="needs")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="needs")
    system = models.ForeignKey(System, null=True, blank=True, on_delete=models.CASCADE, related_name="needs")
    skill = models.ForeignKey(Skill, verbose_name=_("skill"), on_delete=models.PROTECT, related_name="needs")
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices, default=Level.WORKING)
    people = models.PositiveSmallIntegerField(_("people"), default=1)
    response_min = models.PositiveIntegerField(_("response time, in minutes"), null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(service=None, system__isnull=False) | Q(service__isnull=False, system=None),
                name="a_need_is_of_a_service_or_a_system",
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="a_need_needs_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.service or self.system}: {self.people} × {self.skill}"
