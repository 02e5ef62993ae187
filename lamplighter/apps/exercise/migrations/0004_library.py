"""Scenarios offered to the members of an association, and lessons that it approves."""

from uuid import uuid4

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATES = [
    ("waiting", "waits for the association"),
    ("approved", "in the library"),
    ("declined", "not taken"),
    ("withdrawn", "taken back"),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("exercise", "0003_said_and_tried"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("offered_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "association",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="cities.organisation",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="exercise.scenarioversion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(fields=("version", "association"), name="one_offer_a_version"),
        ),
        migrations.RemoveField(model_name="scenario", name="shared_at"),
        migrations.RemoveField(model_name="lesson", name="approved_at"),
        # Nothing has ever written a lesson before this: the one default meets no row.
        migrations.AddField(
            model_name="lesson", name="code", field=models.UUIDField(default=uuid4, editable=False, unique=True)
        ),
        migrations.AddField(
            model_name="lesson",
            name="state",
            field=models.CharField(choices=STATES, default="waiting", max_length=10),
        ),
        migrations.AddField(
            model_name="lesson", name="decided_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(model_name="lesson", name="reason", field=models.TextField(blank=True)),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_at__isnull", False),
                    models.Q(("state__in", ["approved", "declined"]), _negated=True),
                    _connector="OR",
                ),
                name="a_decided_lesson_has_its_day",
            ),
        ),
    ]
