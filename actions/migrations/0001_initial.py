import uuid

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import actions.models.drafts
import actions.models.evidence
import actions.models.fields
import actions.models.imports
import improvement.history.versions


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("improvement", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalCouncil",
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
                ("name", models.CharField(db_index=True, max_length=150)),
                ("short_name", models.CharField(max_length=40, verbose_name="short name")),
                ("slug", models.SlugField()),
                (
                    "colour",
                    models.CharField(
                        blank=True,
                        help_text="Six hexadecimal digits after a #, dark enough to carry white text",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}$", "Enter a colour like #1d4f91"
                            )
                        ],
                    ),
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
                "verbose_name": "historical council",
                "verbose_name_plural": "historical councils",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_6d8738_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_2ed6d0_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_council_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Council",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, unique=True)),
                ("short_name", models.CharField(max_length=40, verbose_name="short name")),
                ("slug", models.SlugField(unique=True)),
                (
                    "colour",
                    models.CharField(
                        blank=True,
                        help_text="Six hexadecimal digits after a #, dark enough to carry white text",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}$", "Enter a colour like #1d4f91"
                            )
                        ],
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNotice",
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
                ("slug", models.SlugField()),
                ("title", models.CharField(max_length=200)),
                (
                    "instrument",
                    models.CharField(
                        choices=[
                            ("improvement_notice", "Improvement notice"),
                            ("statutory_direction", "Statutory direction"),
                            ("inspection_action_plan", "Inspection action plan"),
                            ("other_plan", "Other plan"),
                        ],
                        default="improvement_notice",
                        max_length=30,
                    ),
                ),
                ("issuer", models.CharField(blank=True, max_length=150, verbose_name="issued by")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="date issued")),
                (
                    "ref_prefix",
                    models.CharField(blank=True, max_length=10, verbose_name="reference prefix"),
                ),
                ("import_headings", models.JSONField(default=dict, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("revised", "Revised"),
                            ("lifted", "Lifted"),
                            ("replaced", "Replaced"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("status_on", models.DateField(blank=True, null=True, verbose_name="status since")),
                (
                    "council",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.council",
                    ),
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
                "verbose_name": "historical notice",
                "verbose_name_plural": "historical notices",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_0c44fc_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_77ea95_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_notice_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="actions.council",
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "instrument",
                    models.CharField(
                        choices=[
                            ("improvement_notice", "Improvement notice"),
                            ("statutory_direction", "Statutory direction"),
                            ("inspection_action_plan", "Inspection action plan"),
                            ("other_plan", "Other plan"),
                        ],
                        default="improvement_notice",
                        max_length=30,
                    ),
                ),
                ("issuer", models.CharField(blank=True, max_length=150, verbose_name="issued by")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="date issued")),
                (
                    "ref_prefix",
                    models.CharField(blank=True, max_length=10, verbose_name="reference prefix"),
                ),
                ("import_headings", models.JSONField(default=dict, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("revised", "Revised"),
                            ("lifted", "Lifted"),
                            ("replaced", "Replaced"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("status_on", models.DateField(blank=True, null=True, verbose_name="status since")),
            ],
            options={
                "ordering": ["council__name", "-issued_on", "title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "instrument__in",
                                [
                                    "improvement_notice",
                                    "statutory_direction",
                                    "inspection_action_plan",
                                    "other_plan",
                                ],
                            )
                        ),
                        name="notice_has_a_known_instrument",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["open", "revised", "lifted", "replaced", "closed"])
                        ),
                        name="notice_has_a_known_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSavedView",
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
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(max_length=1000)),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False, verbose_name="shared with everyone on the notice"
                    ),
                ),
                ("is_removed", models.BooleanField(default=False, verbose_name="removed")),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.notice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical saved view",
                "verbose_name_plural": "historical saved views",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_d39d9e_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_2fd247_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_savedview_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="saved_views",
                        to="actions.notice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(max_length=1000)),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False, verbose_name="shared with everyone on the notice"
                    ),
                ),
                ("is_removed", models.BooleanField(default=False, verbose_name="removed")),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_removed", False)),
                        fields=("notice", "user", "name"),
                        name="saved_view_named_once_by_each_person",
                        violation_error_message="You already have a view of this name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LastLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.notice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="last_looks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("looked_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "user"), name="one_last_look_for_each_person_and_notice"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMailPreference",
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
                    "digest",
                    models.CharField(
                        choices=[
                            ("daily", "Every working day"),
                            ("weekly", "Every Monday"),
                            ("never", "Never"),
                        ],
                        default="weekly",
                        max_length=10,
                    ),
                ),
                (
                    "wants_reminders",
                    models.BooleanField(default=True, verbose_name="reminders before a date"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical mail preference",
                "verbose_name_plural": "historical mail preferences",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_4412b7_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_4e94c2_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_mailpreference_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MailPreference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mail_preference",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        choices=[
                            ("daily", "Every working day"),
                            ("weekly", "Every Monday"),
                            ("never", "Never"),
                        ],
                        default="weekly",
                        max_length=10,
                    ),
                ),
                (
                    "wants_reminders",
                    models.BooleanField(default=True, verbose_name="reminders before a date"),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__in", ["daily", "weekly", "never"])),
                        name="digest_comes_at_a_known_pace",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SentMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails_sent",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("about", models.CharField(max_length=100)),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "kind", "about"), name="mail_is_sent_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCalendarFeed",
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
                ("made_at", models.DateTimeField(editable=False)),
                ("is_withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical calendar feed",
                "verbose_name_plural": "historical calendar feeds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_1d86db_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_74300a_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_calendarfeed_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("secret_sha256", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField(editable=False)),
                ("is_withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_withdrawn", False)),
                        fields=("user",),
                        name="one_calendar_address_for_each_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalImport",
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
                ("number", models.PositiveIntegerField(editable=False)),
                ("filename", models.CharField(max_length=255, verbose_name="file")),
                ("file", models.TextField(editable=False, max_length=100)),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                ("decisions", models.JSONField(default=dict, editable=False)),
                ("layout", models.JSONField(default=dict, editable=False)),
                ("mends", models.JSONField(default=list, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("checking", "Being checked"),
                            ("applying", "Being written to the register"),
                            ("applied", "Imported"),
                            ("abandoned", "Not imported"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                        ],
                        default="checking",
                        max_length=10,
                    ),
                ),
                ("uploaded_at", models.DateTimeField(editable=False)),
                ("applied_at", models.DateTimeField(editable=False, null=True)),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
                ("outcome", models.JSONField(default=dict, editable=False)),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.notice",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "applied_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical import",
                "verbose_name_plural": "historical imports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_d3e4ab_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_07d349_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_import_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="actions.notice",
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False)),
                ("filename", models.CharField(max_length=255, verbose_name="file")),
                (
                    "file",
                    models.FileField(
                        editable=False, upload_to=actions.models.imports.kept_under_a_random_name
                    ),
                ),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="SHA-256")),
                ("sheets", models.JSONField(editable=False)),
                ("decisions", models.JSONField(default=dict, editable=False)),
                ("layout", models.JSONField(default=dict, editable=False)),
                ("mends", models.JSONField(default=list, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("checking", "Being checked"),
                            ("applying", "Being written to the register"),
                            ("applied", "Imported"),
                            ("abandoned", "Not imported"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                        ],
                        default="checking",
                        max_length=10,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports_uploaded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("uploaded_at", models.DateTimeField(editable=False)),
                (
                    "applied_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports_applied",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("applied_at", models.DateTimeField(editable=False, null=True)),
                (
                    "undone_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports_undone",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
                ("outcome", models.JSONField(default=dict, editable=False)),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "number"), name="import_number_unique_in_its_notice"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "checking",
                                    "applying",
                                    "applied",
                                    "abandoned",
                                    "undoing",
                                    "undone",
                                ],
                            )
                        ),
                        name="import_has_a_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("applied_at__isnull", False),
                                ("status__in", ["applied", "undoing", "undone"]),
                            ),
                            models.Q(
                                ("applied_at", None),
                                ("status__in", ["checking", "applying", "abandoned"]),
                            ),
                            _connector="OR",
                        ),
                        name="import_applied_exactly_when_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "undone"), ("undone_at__isnull", False)),
                            models.Q(
                                models.Q(("status", "undone"), _negated=True), ("undone_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="import_undone_exactly_when_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMember",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "Administrator"),
                            ("officer", "Officer"),
                            ("assurance_lead", "Assurance lead"),
                            ("board_member", "Board member"),
                            ("observer", "Observer"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "until_on",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty if there is no last day",
                        null=True,
                        verbose_name="last day",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.notice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
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
                "verbose_name": "historical member",
                "verbose_name_plural": "historical members",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_2abc31_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_4e42d7_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_member_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="actions.notice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "Administrator"),
                            ("officer", "Officer"),
                            ("assurance_lead", "Assurance lead"),
                            ("board_member", "Board member"),
                            ("observer", "Observer"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "until_on",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty if there is no last day",
                        null=True,
                        verbose_name="last day",
                    ),
                ),
            ],
            options={
                "ordering": ["user__full_name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "user"),
                        name="one_role_for_each_person_on_a_notice",
                        violation_error_message="This person already has a role on this notice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "administrator",
                                    "officer",
                                    "assurance_lead",
                                    "board_member",
                                    "observer",
                                ],
                            )
                        ),
                        name="member_has_a_known_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAction",
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
                ("ref", models.CharField(max_length=30, verbose_name="reference")),
                ("sort_key", actions.models.fields.RefSortField(editable=False, max_length=200)),
                (
                    "source_ref",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="reference as printed"
                    ),
                ),
                ("wording", models.TextField()),
                ("area", models.CharField(blank=True, max_length=150, verbose_name="area")),
                (
                    "responsible_body",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="responsible body as printed",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due date")),
                (
                    "original_due_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="original due date"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("delivered", "Delivered"),
                            ("awaiting_sign_off", "Awaiting sign-off"),
                            ("signed_off", "Signed off"),
                            ("embedded", "Embedded"),
                            ("no_longer_required", "No longer required"),
                        ],
                        default="not_started",
                        max_length=20,
                    ),
                ),
                (
                    "delivery_rating",
                    models.CharField(
                        blank=True,
                        choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")],
                        max_length=5,
                        verbose_name="delivery rating",
                    ),
                ),
                (
                    "rating_reason",
                    models.TextField(blank=True, verbose_name="reason for the rating"),
                ),
                ("path_to_green", models.TextField(blank=True, verbose_name="path to green")),
                (
                    "delivered_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="date delivered"
                    ),
                ),
                (
                    "evidenced_by_on",
                    models.DateField(blank=True, null=True, verbose_name="evidenced-by date"),
                ),
                (
                    "impact_rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_evidence", "No evidence yet"),
                            ("some", "Some evidence"),
                            ("good", "Good evidence"),
                            ("sustained", "Sustained"),
                        ],
                        max_length=15,
                        verbose_name="impact rating",
                    ),
                ),
                (
                    "impact_reason",
                    models.TextField(blank=True, verbose_name="reason for the impact rating"),
                ),
                (
                    "is_withdrawn",
                    models.BooleanField(default=False, editable=False, verbose_name="withdrawn"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "imported_rows",
                    models.JSONField(default=list, editable=False, verbose_name="rows of the file"),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.notice",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lead",
                    ),
                ),
                (
                    "imported_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.import",
                    ),
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
                "verbose_name": "historical action",
                "verbose_name_plural": "historical actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_ad1866_idx",
                    ),
                    models.Index(
                        fields=["history_date", "id"], name="actions_his_history_148ac6_idx"
                    ),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_action_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="actions.notice",
                    ),
                ),
                ("ref", models.CharField(max_length=30, verbose_name="reference")),
                ("sort_key", actions.models.fields.RefSortField(editable=False, max_length=200)),
                (
                    "source_ref",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="reference as printed"
                    ),
                ),
                ("wording", models.TextField()),
                ("area", models.CharField(blank=True, max_length=150, verbose_name="area")),
                (
                    "responsible_body",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=200,
                        verbose_name="responsible body as printed",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions_led",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lead",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due date")),
                (
                    "original_due_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="original due date"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("delivered", "Delivered"),
                            ("awaiting_sign_off", "Awaiting sign-off"),
                            ("signed_off", "Signed off"),
                            ("embedded", "Embedded"),
                            ("no_longer_required", "No longer required"),
                        ],
                        default="not_started",
                        max_length=20,
                    ),
                ),
                (
                    "delivery_rating",
                    models.CharField(
                        blank=True,
                        choices=[("red", "Red"), ("amber", "Amber"), ("green", "Green")],
                        max_length=5,
                        verbose_name="delivery rating",
                    ),
                ),
                (
                    "rating_reason",
                    models.TextField(blank=True, verbose_name="reason for the rating"),
                ),
                ("path_to_green", models.TextField(blank=True, verbose_name="path to green")),
                (
                    "delivered_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="date delivered"
                    ),
                ),
                (
                    "evidenced_by_on",
                    models.DateField(blank=True, null=True, verbose_name="evidenced-by date"),
                ),
                (
                    "impact_rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_evidence", "No evidence yet"),
                            ("some", "Some evidence"),
                            ("good", "Good evidence"),
                            ("sustained", "Sustained"),
                        ],
                        max_length=15,
                        verbose_name="impact rating",
                    ),
                ),
                (
                    "impact_reason",
                    models.TextField(blank=True, verbose_name="reason for the impact rating"),
                ),
                (
                    "is_withdrawn",
                    models.BooleanField(default=False, editable=False, verbose_name="withdrawn"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "imported_in",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="actions.import",
                    ),
                ),
                (
                    "imported_rows",
                    models.JSONField(default=list, editable=False, verbose_name="rows of the file"),
                ),
            ],
            options={
                "ordering": ["sort_key", "pk"],
                "indexes": [
                    models.Index(
                        fields=["notice", "is_withdrawn", "sort_key", "id"],
                        name="action_notice_sort",
                    ),
                    models.Index(
                        fields=["notice", "is_withdrawn", "stage", "sort_key", "id"],
                        name="action_notice_stage",
                    ),
                    models.Index(
                        fields=[
                            "notice",
                            "is_withdrawn",
                            "delivery_rating",
                            "sort_key",
                            "id",
                            "stage",
                        ],
                        name="action_notice_rating",
                    ),
                    models.Index(fields=["notice", "due_on"], name="action_notice_due"),
                    models.Index(
                        fields=["notice", "is_withdrawn", "stage", "delivery_rating", "id"],
                        name="action_notice_counts",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "ref"),
                        name="ref_unique_in_its_notice",
                        violation_error_message="Another action of this notice has this reference",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ref", ""), _negated=True),
                            models.Q(("wording", ""), _negated=True),
                        ),
                        name="action_has_a_ref_and_a_wording",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "not_started",
                                    "in_progress",
                                    "delivered",
                                    "awaiting_sign_off",
                                    "signed_off",
                                    "embedded",
                                    "no_longer_required",
                                ],
                            )
                        ),
                        name="action_has_a_known_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("delivery_rating", ""), ("rating_reason", "")),
                            models.Q(
                                ("delivery_rating__in", ["red", "amber", "green"]),
                                models.Q(("rating_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rating_has_a_reason",
                        violation_error_message="Say why you give this rating",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("delivery_rating__in", ["red", "amber"]), _negated=True),
                            models.Q(("path_to_green", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="red_and_amber_have_a_path_to_green",
                        violation_error_message="Say what will bring this action back on track",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("delivered_on__isnull", False),
                                (
                                    "stage__in",
                                    ["delivered", "awaiting_sign_off", "signed_off", "embedded"],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "stage__in",
                                        [
                                            "delivered",
                                            "awaiting_sign_off",
                                            "signed_off",
                                            "embedded",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("delivered_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="action_delivered_exactly_when_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("impact_rating", ""), ("impact_reason", "")),
                            models.Q(
                                ("impact_rating__in", ["no_evidence", "some", "good", "sustained"]),
                                models.Q(("impact_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="impact_rating_has_a_reason",
                        violation_error_message="Say why you give this impact rating",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on", None),
                            models.Q(("original_due_on", None), _negated=True),
                            _connector="OR",
                        ),
                        name="due_date_keeps_its_original",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalContributor",
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
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical contributor",
                "verbose_name_plural": "historical contributors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_88815e_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_c4b804_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_contributor_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Contributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributors",
                        to="actions.action",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["user__full_name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "user"), name="person_contributes_to_an_action_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDateChange",
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
                ("due_before", models.DateField(verbose_name="due date before")),
                ("due_after", models.DateField(verbose_name="due date after")),
                ("reason", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for"),
                            ("agreed", "Agreed"),
                            ("refused", "Refused"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="asked on")),
                (
                    "meeting_on",
                    models.DateField(null=True, verbose_name="next meeting when it was asked"),
                ),
                ("decided_on", models.DateField(null=True, verbose_name="decided on")),
                (
                    "agreed_by",
                    models.CharField(blank=True, max_length=200, verbose_name="who agreed it"),
                ),
                (
                    "decision_reason",
                    models.TextField(blank=True, verbose_name="reason for the decision"),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical date change",
                "verbose_name_plural": "historical date changes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_7fba30_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_b94c22_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_datechange_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="DateChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_changes",
                        to="actions.action",
                    ),
                ),
                ("due_before", models.DateField(verbose_name="due date before")),
                ("due_after", models.DateField(verbose_name="due date after")),
                ("reason", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for"),
                            ("agreed", "Agreed"),
                            ("refused", "Refused"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_changes_asked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="asked on")),
                (
                    "meeting_on",
                    models.DateField(null=True, verbose_name="next meeting when it was asked"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="date_changes_decided",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_on", models.DateField(null=True, verbose_name="decided on")),
                (
                    "agreed_by",
                    models.CharField(blank=True, max_length=200, verbose_name="who agreed it"),
                ),
                (
                    "decision_reason",
                    models.TextField(blank=True, verbose_name="reason for the decision"),
                ),
            ],
            options={
                "ordering": ["asked_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["asked", "agreed", "refused", "withdrawn"])
                        ),
                        name="date_change_has_a_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_after", models.F("due_before")), _negated=True),
                        name="date_change_changes_the_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="date_change_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "agreed"), _negated=True),
                            models.Q(("agreed_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="date_change_agreed_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on", None), ("status__in", ["asked", "withdrawn"])),
                            models.Q(
                                ("decided_on__isnull", False), ("status__in", ["agreed", "refused"])
                            ),
                            _connector="OR",
                        ),
                        name="date_change_decided_exactly_when_dated",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "asked")),
                        fields=("action",),
                        name="one_open_date_change_for_each_action",
                        violation_error_message="A change of this due date waits to be decided already",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UpdateDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="actions.action",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="update_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("boxes", models.JSONField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "user"), name="one_draft_for_each_person_and_action"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_files",
                        to="actions.action",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_files",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to=actions.models.drafts.kept_under_a_random_name
                    ),
                ),
                ("filename", models.CharField(max_length=255)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                ("brought_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNextStep",
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
                    "position",
                    actions.models.fields.PlaceField(
                        default=0, editable=False, verbose_name="place in the list"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "imported_row",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="row of the file"
                    ),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due or review date"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("one_off", "One-off"),
                            ("ongoing", "Ongoing, with a review date"),
                            ("report", "Report to a body"),
                        ],
                        default="one_off",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("done", "Done"),
                            ("carried_forward", "Carried forward"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                (
                    "times_carried",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="times carried forward"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "imported_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.import",
                    ),
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
                "verbose_name": "historical next step",
                "verbose_name_plural": "historical next steps",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_c4f257_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_edce70_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_nextstep_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NextStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    actions.models.fields.PlaceField(
                        default=0, editable=False, verbose_name="place in the list"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "imported_row",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="row of the file"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_steps",
                        to="actions.action",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_steps_owned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due or review date"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("one_off", "One-off"),
                            ("ongoing", "Ongoing, with a review date"),
                            ("report", "Report to a body"),
                        ],
                        default="one_off",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("done", "Done"),
                            ("carried_forward", "Carried forward"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                (
                    "times_carried",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="times carried forward"
                    ),
                ),
                (
                    "imported_in",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_steps",
                        to="actions.import",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="next_step_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["one_off", "ongoing", "report"])),
                        name="next_step_has_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["open", "done", "carried_forward", "withdrawn"])
                        ),
                        name="next_step_has_a_known_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDeclinedReference",
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
                ("words", models.CharField(max_length=200, verbose_name="words as written")),
                ("ref", models.CharField(max_length=30, verbose_name="reference")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
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
                "verbose_name": "historical declined reference",
                "verbose_name_plural": "historical declined references",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_6ee528_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_75bacf_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_declinedreferenc_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="DeclinedReference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references_declined",
                        to="actions.action",
                    ),
                ),
                ("words", models.CharField(max_length=200, verbose_name="words as written")),
                ("ref", models.CharField(max_length=30, verbose_name="reference")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "words", "ref"), name="reference_is_declined_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStageMove",
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
                    "how",
                    models.CharField(
                        choices=[
                            ("forward", "Moved on"),
                            ("taken_back", "Taken back"),
                            ("returned", "Returned"),
                            ("re_opened", "Re-opened"),
                        ],
                        default="forward",
                        max_length=10,
                    ),
                ),
                ("from_stage", models.CharField(max_length=20, verbose_name="stage before")),
                ("to_stage", models.CharField(max_length=20, verbose_name="stage after")),
                ("moved_on", models.DateField(verbose_name="on")),
                ("reason", models.TextField(blank=True)),
                ("delivered_on", models.DateField(null=True, verbose_name="delivered on")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical stage move",
                "verbose_name_plural": "historical stage moves",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_66af1d_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_08cea5_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_stagemove_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="StageMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stage_moves",
                        to="actions.action",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("forward", "Moved on"),
                            ("taken_back", "Taken back"),
                            ("returned", "Returned"),
                            ("re_opened", "Re-opened"),
                        ],
                        default="forward",
                        max_length=10,
                    ),
                ),
                ("from_stage", models.CharField(max_length=20, verbose_name="stage before")),
                ("to_stage", models.CharField(max_length=20, verbose_name="stage after")),
                ("moved_on", models.DateField(verbose_name="on")),
                (
                    "moved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stage_moves",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("delivered_on", models.DateField(null=True, verbose_name="delivered on")),
            ],
            options={
                "ordering": ["moved_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how__in", ["forward", "taken_back", "returned", "re_opened"])
                        ),
                        name="stage_move_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_stage", models.F("to_stage")), _negated=True),
                        name="stage_move_goes_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how", "forward"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="stage_move_back_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNoChange",
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
                ("since_on", models.DateField(verbose_name="since")),
                ("note", models.TextField(blank=True)),
                ("said_on", models.DateField(verbose_name="said on")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical no change",
                "verbose_name_plural": "historical no changes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_d819e0_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_a011b6_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_nochange_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NoChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="no_changes",
                        to="actions.action",
                    ),
                ),
                ("since_on", models.DateField(verbose_name="since")),
                ("note", models.TextField(blank=True)),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="no_changes_said",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("said_on", models.DateField(verbose_name="said on")),
            ],
            options={
                "ordering": ["said_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("since_on__lte", models.F("said_on"))),
                        name="no_change_since_a_day_before",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProgressItem",
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
                    "position",
                    actions.models.fields.PlaceField(
                        default=0, editable=False, verbose_name="place in the list"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "imported_row",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="row of the file"
                    ),
                ),
                (
                    "achieved_on",
                    models.DateField(blank=True, null=True, verbose_name="date achieved"),
                ),
                ("is_withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "came_from_step",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.nextstep",
                    ),
                ),
                (
                    "imported_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.import",
                    ),
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
                "verbose_name": "historical progress item",
                "verbose_name_plural": "historical progress items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_03d23f_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_20ab3b_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_progressitem_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ProgressItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    actions.models.fields.PlaceField(
                        default=0, editable=False, verbose_name="place in the list"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "imported_row",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="row of the file"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress_items",
                        to="actions.action",
                    ),
                ),
                (
                    "achieved_on",
                    models.DateField(blank=True, null=True, verbose_name="date achieved"),
                ),
                ("is_withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
                (
                    "came_from_step",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="became",
                        to="actions.nextstep",
                    ),
                ),
                (
                    "imported_in",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress_items",
                        to="actions.import",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="progress_item_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCrossReference",
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
                    "field",
                    models.CharField(
                        choices=[
                            ("wording", "Action"),
                            ("progress", "Progress"),
                            ("next_steps", "Next steps"),
                            ("by_hand", "Linked by hand"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="words as printed")),
                (
                    "plan_ref",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="reference in another plan"
                    ),
                ),
                (
                    "shows_items",
                    models.BooleanField(
                        default=True, verbose_name="shows the items of the other action"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "progress_item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.progressitem",
                    ),
                ),
                (
                    "next_step",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.nextstep",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
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
                "verbose_name": "historical cross reference",
                "verbose_name_plural": "historical cross references",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_922c64_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_94a3bf_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_crossreference_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CrossReference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references_made",
                        to="actions.action",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("wording", "Action"),
                            ("progress", "Progress"),
                            ("next_steps", "Next steps"),
                            ("by_hand", "Linked by hand"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "progress_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="actions.progressitem",
                    ),
                ),
                (
                    "next_step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="actions.nextstep",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="words as printed")),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relied_on_by",
                        to="actions.action",
                    ),
                ),
                (
                    "plan_ref",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="reference in another plan"
                    ),
                ),
                (
                    "shows_items",
                    models.BooleanField(
                        default=True, verbose_name="shows the items of the other action"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target", None),
                            models.Q(("target", models.F("action")), _negated=True),
                            _connector="OR",
                        ),
                        name="reference_never_to_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("target", None), _negated=True),
                            models.Q(("plan_ref", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reference_points_at_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("field__in", ["wording", "by_hand"]),
                                ("next_step", None),
                                ("progress_item", None),
                            ),
                            models.Q(
                                ("field", "progress"),
                                ("next_step", None),
                                models.Q(("progress_item", None), _negated=True),
                            ),
                            models.Q(
                                ("field", "next_steps"),
                                ("progress_item", None),
                                models.Q(("next_step", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reference_stands_where_it_says",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("field", "by_hand")),
                        fields=("action", "target"),
                        name="reference_is_made_by_hand_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalEvidence",
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
                ("number", models.PositiveIntegerField(editable=False)),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("audit", "Audit"),
                            ("performance", "Performance data"),
                            ("families", "Feedback from children and families"),
                            ("staff", "Staff feedback"),
                            ("document", "Policy or document"),
                            ("partners", "Partner assurance"),
                            ("inspection", "Inspection or peer review"),
                        ],
                        max_length=20,
                    ),
                ),
                ("dated_on", models.DateField(verbose_name="date it is of")),
                ("received_on", models.DateField(editable=False, verbose_name="date it came in")),
                ("link", models.URLField(blank=True, max_length=1000, verbose_name="link")),
                ("is_restricted", models.BooleanField(default=False, verbose_name="restricted")),
                ("was_restricted", models.BooleanField(default=False, editable=False)),
                ("is_withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "progress_item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.progressitem",
                    ),
                ),
                (
                    "next_step",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.nextstep",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical evidence",
                "verbose_name_plural": "historical evidence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_9bc9f6_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_ab1efe_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_evidence_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="actions.action",
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False)),
                (
                    "progress_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="actions.progressitem",
                    ),
                ),
                (
                    "next_step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="actions.nextstep",
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("audit", "Audit"),
                            ("performance", "Performance data"),
                            ("families", "Feedback from children and families"),
                            ("staff", "Staff feedback"),
                            ("document", "Policy or document"),
                            ("partners", "Partner assurance"),
                            ("inspection", "Inspection or peer review"),
                        ],
                        max_length=20,
                    ),
                ),
                ("dated_on", models.DateField(verbose_name="date it is of")),
                ("received_on", models.DateField(editable=False, verbose_name="date it came in")),
                ("link", models.URLField(blank=True, max_length=1000, verbose_name="link")),
                ("is_restricted", models.BooleanField(default=False, verbose_name="restricted")),
                ("was_restricted", models.BooleanField(default=False, editable=False)),
                ("is_withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_added",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["action", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "number"), name="evidence_number_unique_in_its_action"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("progress_item", None), ("next_step", None), _connector="OR"
                        ),
                        name="evidence_stands_in_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="evidence_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_restricted", False), ("was_restricted", True), _connector="OR"
                        ),
                        name="restricted_evidence_is_known_to_have_been",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "audit",
                                    "performance",
                                    "families",
                                    "staff",
                                    "document",
                                    "partners",
                                    "inspection",
                                ],
                            )
                        ),
                        name="evidence_is_of_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalEvidenceFile",
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
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("file", models.TextField(editable=False, max_length=200)),
                ("filename", models.CharField(max_length=255, verbose_name="file")),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="bytes")),
                (
                    "media_type",
                    models.CharField(editable=False, max_length=100, verbose_name="type"),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("brought_at", models.DateTimeField(editable=False)),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.evidence",
                    ),
                ),
                (
                    "brought_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical evidence file",
                "verbose_name_plural": "historical evidence files",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_d79503_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_1c531a_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_evidencefile_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="actions.evidence",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                (
                    "file",
                    models.FileField(
                        editable=False,
                        max_length=200,
                        upload_to=actions.models.evidence.kept_under_a_random_name,
                    ),
                ),
                ("filename", models.CharField(max_length=255, verbose_name="file")),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="bytes")),
                (
                    "media_type",
                    models.CharField(editable=False, max_length=100, verbose_name="type"),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "brought_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_files",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("brought_at", models.DateTimeField(editable=False)),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evidence", "number"), name="file_version_unique_in_its_evidence"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalEvidenceCheck",
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
                ("link", models.URLField(blank=True, max_length=1000)),
                (
                    "opinion",
                    models.CharField(
                        choices=[
                            ("sufficient", "Sufficient"),
                            ("in_part", "Sufficient in part"),
                            ("insufficient", "Insufficient"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField()),
                ("checked_on", models.DateField(editable=False, verbose_name="checked on")),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.evidence",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.evidencefile",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
                "verbose_name": "historical evidence check",
                "verbose_name_plural": "historical evidence checks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="actions_his_id_638550_idx",
                    ),
                    models.Index(fields=["history_date"], name="actions_his_history_f62200_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="actions_evidencecheck_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="EvidenceCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="actions.evidence",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="actions.evidencefile",
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=1000)),
                (
                    "opinion",
                    models.CharField(
                        choices=[
                            ("sufficient", "Sufficient"),
                            ("in_part", "Sufficient in part"),
                            ("insufficient", "Insufficient"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "checked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_checked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("checked_on", models.DateField(editable=False, verbose_name="checked on")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opinion__in", ["sufficient", "in_part", "insufficient"])
                        ),
                        name="check_has_a_known_opinion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="check_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file", None), ("link", ""), _connector="XOR"),
                        name="check_is_of_a_file_or_a_link",
                    ),
                ],
            },
        ),
    ]
