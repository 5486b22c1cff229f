import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import improvement.history.versions


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("head", models.CharField(max_length=64, unique=True)),
                ("rows", models.PositiveBigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SealedBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="improvement.seal",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("table", models.CharField(max_length=100)),
                ("columns", models.TextField()),
                ("after_key", models.BigIntegerField(null=True)),
                ("last_key", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("marks", models.BinaryField()),
            ],
            options={
                "ordering": ["seal", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("seal", "position"), name="block_has_its_own_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("way", models.CharField(max_length=100)),
                ("seals", models.PositiveIntegerField()),
                ("rows", models.PositiveBigIntegerField()),
                ("unsealed", models.PositiveBigIntegerField()),
                ("files", models.PositiveIntegerField()),
                ("heads", models.PositiveIntegerField()),
                ("seconds", models.FloatField()),
                ("is_whole", models.BooleanField()),
                ("fault", models.TextField(blank=True)),
                ("fault_subject", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="verification_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fault", ""), ("is_whole", True)),
                            models.Q(("is_whole", False), models.Q(("fault", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="verification_whole_exactly_without_fault",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "Somebody already has this email address"},
                        max_length=254,
                        verbose_name="email address",
                    ),
                ),
                ("full_name", models.CharField(max_length=150, verbose_name="full name")),
                (
                    "job_title",
                    models.CharField(blank=True, max_length=150, verbose_name="job title"),
                ),
                ("organisation", models.CharField(blank=True, max_length=150)),
                ("is_active", models.BooleanField(default=True, verbose_name="can log in")),
                (
                    "joined_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["full_name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="email_unique_whatever_its_case",
                        violation_error_message="Somebody already has this email address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("full_name", ""), _negated=True),
                        name="person_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=40)),
                ("act", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("by_name", models.CharField(max_length=200)),
                ("way", models.CharField(max_length=100)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "entry in the change log",
                "verbose_name_plural": "entries in the change log",
                "indexes": [
                    models.Index(fields=["subject", "at"], name="log_subject_at"),
                    models.Index(fields=["at"], name="log_at"),
                    models.Index(fields=["by", "at"], name="log_by_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("act", "subject"), name="act_is_entered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalUser",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "history_user_name",
                    models.CharField(
                        default=improvement.history.versions._author_name,
                        editable=False,
                        max_length=200,
                    ),
                ),
                (
                    "history_way",
                    models.CharField(
                        default=improvement.history.versions._way, editable=False, max_length=100
                    ),
                ),
                (
                    "history_act",
                    models.UUIDField(
                        db_index=True, default=improvement.history.versions._act_id, editable=False
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "Somebody already has this email address"},
                        max_length=254,
                        verbose_name="email address",
                    ),
                ),
                ("full_name", models.CharField(max_length=150, verbose_name="full name")),
                (
                    "job_title",
                    models.CharField(blank=True, max_length=150, verbose_name="job title"),
                ),
                ("organisation", models.CharField(blank=True, max_length=150)),
                ("is_active", models.BooleanField(default=True, verbose_name="can log in")),
                (
                    "joined_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical person",
                "verbose_name_plural": "historical people",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="improvement_id_4c371a_idx",
                    ),
                    models.Index(fields=["history_date"], name="improvement_history_e0fa1f_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="improvement_user_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
