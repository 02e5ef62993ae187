"""Organisations, accounts and the roles accounts hold in organisations: the wall around each city's data."""

import zoneinfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lamplighter.apps.cities.choices import (
    ASSOCIATION_ROLES,
    CITY_ROLES,
    Calendar,
    Digits,
    OrganisationKind,
    Role,
    Theme,
)


def known_zone(value: str) -> None:
    """Refuse a time zone that the tz database does not know."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Write one such as Asia/Tehran."), params={"value": value}
        )


class Organisation(models.Model):
    """A city, or an association of cities."""

    kind = models.CharField(max_length=12, choices=OrganisationKind.choices, default=OrganisationKind.CITY)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    latin_name = models.CharField(_("name in Latin letters"), max_length=120, blank=True)
    country = models.CharField(
        _("country"), max_length=2, help_text=_("Two letters, such as IR; decides the public holidays.")
    )
    language = models.CharField(_("language"), max_length=2, default="en")
    calendar = models.CharField(_("calendar"), max_length=10, choices=Calendar.choices, default=Calendar.GREGORIAN)
    time_zone = models.CharField(_("time zone"), max_length=50, validators=[known_zone])
    week_starts = models.PositiveSmallIntegerField(
        _("first day of the week"), default=1, help_text=_("1 is Monday, 7 is Sunday.")
    )
    weekend = models.CharField(
        _("weekend"),
        max_length=13,
        default="6,7",
        help_text=_("Day numbers, such as 4,5 for Thursday and Friday."),
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    residents = models.PositiveIntegerField(_("residents"), null=True, blank=True)
    rule_pack = models.CharField(_("rule pack"), max_length=40, default="eu-wtd-2003-88")
    sample = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its first page: tonight for a city, the members for an association."""
        return reverse("tonight" if self.is_city else "association", args=[self.slug])

    @property
    def weekend_days(self) -> frozenset[int]:
        """ISO numbers of the weekend's days."""
        return frozenset(int(day) for day in self.weekend.split(",") if day)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The organisation's time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def is_city(self) -> bool:
        return self.kind == OrganisationKind.CITY

    @property
    def possible_roles(self) -> tuple[Role, ...]:
        """The roles that somebody can hold here."""
        return CITY_ROLES if self.is_city else ASSOCIATION_ROLES


class Affiliation(models.Model):
    """A city's membership of an association."""

    association = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliations")
    city = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "city", "since"], name="one_affiliation_a_start")
        ]

    def __str__(self) -> str:
        return f"{self.city} in {self.association}"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, email: str | None) -> "Account":
        return self.get(email=(email or "").lower())


class Account(AbstractBaseUser):
    """Somebody who signs in. What they may see comes from the roles they hold, never from the account itself."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(_("language"), max_length=2, blank=True, help_text=_("Empty: as the organisation."))
    calendar = models.CharField(_("calendar"), max_length=10, choices=Calendar.choices, blank=True)
    digits = models.CharField(_("digits"), max_length=6, choices=Digits.choices, default=Digits.LOCAL)
    theme = models.CharField(_("theme"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    sample = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = AccountManager()

    def __str__(self) -> str:
        return self.name or self.email

    # Nobody is above the wall: there is no superuser and no staff flag.
    is_staff = False
    is_superuser = False


class RoleHeld(models.Model):
    """One role that an account holds in one organisation, from a day, until a day or for good."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "organisation", "role"],
                condition=models.Q(until=None),
                name="a_role_is_held_once",
            )
        ]
        indexes = [models.Index(fields=["organisation", "role"])]

    def __str__(self) -> str:
        return f"{self.account}: {self.role} in {self.organisation}"


class Invitation(models.Model):
    """A letter that lets somebody make an account and gives them roles. Only a hash of its token is kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    roles = models.CharField(max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The letter leaves after the invitation is written; one of these says how that went the last time.
    sent_at = models.DateTimeField(null=True, blank=True)
    unsent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-invited_at", "-id")
        indexes = [models.Index(fields=["organisation", "invited_at"])]

    def __str__(self) -> str:
        return f"{self.email} to {self.organisation}"

    @property
    def role_list(self) -> list[str]:
        return [role for role in self.roles.split(",") if role]

    @property
    def role_labels(self) -> list[str]:
        """The roles it gives, in the reader's words."""
        return [str(Role(role).label) for role in self.role_list]
