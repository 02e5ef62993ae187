"""Units, people, posts, contracts and skills."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.models import Account, Organisation
from lamplighter.apps.register.choices import ContractKind, EvidenceKind, Level, PayPeriod, PostState


class Unit(models.Model):
    """A department or team."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="units")
    code = models.CharField(_("code"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=160)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
    )

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="a_unit_is_named_once")]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who works for the city, by whatever contract."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="people")
    number = models.CharField(_("staff number"), max_length=60)
    name = models.CharField(_("name"), max_length=160)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )

    class Meta:
        ordering = ("name", "id")
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="a_staff_number_is_one_person"),
            models.UniqueConstraint(
                fields=["organisation", "account"],
                condition=Q(account__isnull=False),
                name="an_account_is_one_person",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
                name="nobody_leaves_before_joining",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "name"]),
            models.Index(fields=["organisation", "left_on"]),
        ]

    def __str__(self) -> str:
        return self.name


class PrivateFacts(models.Model):
    """Facts kept only where the city asked for them, apart from the person, for fair-pay statistics alone."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="private_facts")
    sex = models.CharField(_("sex"), max_length=20, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)

    def __str__(self) -> str:
        return f"private facts of {self.person_id}"


class Post(models.Model):
    """A place in the establishment: it may be vacant, filled, outsourced or shared between cities."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="posts")
    code = models.CharField(_("post code"), max_length=60)
    title = models.CharField(_("title"), max_length=160)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.SET_NULL, related_name="posts"
    )
    state = models.CharField(_("state"), max_length=10, choices=PostState.choices, default=PostState.VACANT)
    is_it = models.BooleanField(_("information technology"), default=False)
    state_since = models.DateField(_("in this state since"), null=True, blank=True)
    supplier = models.CharField(_("supplier"), max_length=160, blank=True, help_text=_("For an outsourced post."))
    shared_with = models.CharField(_("shared with"), max_length=160, blank=True, help_text=_("For a shared post."))
    funded_until = models.DateField(_("funded until"), null=True, blank=True)
    hiring_weeks = models.PositiveSmallIntegerField(_("weeks to hire"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ("title", "id")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="a_post_code_is_one_post"),
            models.CheckConstraint(
                condition=~Q(state=PostState.OUTSOURCED) | ~Q(supplier=""),
                name="an_outsourced_post_names_its_supplier",
            ),
            models.CheckConstraint(
                condition=~Q(state=PostState.SHARED) | ~Q(shared_with=""),
                name="a_shared_post_names_the_other_city",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"]),
            models.Index(fields=["organisation", "title"]),
        ]

    def __str__(self) -> str:
        return self.title


class Contract(models.Model):
    """What binds a person to the city: kind, time, hours, pay, and which rules of law apply."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contracts")
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="contracts")
    post = models.ForeignKey(
        Post,
        verbose_name=_("post"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contracts",
    )
    kind = models.CharField(_("kind"), max_length=16, choices=ContractKind.choices, default=ContractKind.PERMANENT)
    supplier = models.CharField(_("agency or company"), max_length=160, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    weekly_hours = models.DecimalField(_("hours a week"), max_digits=5, decimal_places=2, default=40)
    base_pay = models.DecimalField(_("base pay"), max_digits=14, decimal_places=2, null=True, blank=True)
    pay_period = models.CharField(_("paid"), max_length=5, choices=PayPeriod.choices, default=PayPeriod.MONTH)
    rule_pack = models.CharField(_("rule pack"), max_length=40)
    shift_worker = models.BooleanField(_("works in shifts"), default=False)
    exempt = models.BooleanField(_("exempt from working-time rules"), default=False)
    exempt_reason = models.CharField(_("reason for the exemption"), max_length=200, blank=True)

    class Meta:
        ordering = ("-starts_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_contract_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(exempt=False) | ~Q(exempt_reason=""), name="an_exemption_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(base_pay=None) | Q(base_pay__gte=0), name="pay_is_not_negative"),
        ]
        indexes = [
            models.Index(fields=["organisation", "ends_on"]),
            models.Index(fields=["person", "starts_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on:%Y-%m-%d}"


class Skill(models.Model):
    """Something a service or system needs somebody to know."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="skills")
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="a_skill_code_is_one_skill")]

    def __str__(self) -> str:
        return self.name


class SkillHeld(models.Model):
    """A person holds a skill at a level, with evidence."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skills_held")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="held")
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    evidence = models.CharField(_("evidence"), max_length=10, choices=EvidenceKind.choices)
    assessed_on = models.DateField(_("assessed on"), null=True, blank=True)
    last_used_on = models.DateField(_("last used on"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="a_skill_is_held_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.skill} {self.level}"
