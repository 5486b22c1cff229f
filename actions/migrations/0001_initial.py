import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import actions.models.fields
import actions.models.imports
import improvement.history.versions


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("uploaded_at", models.DateTimeField(editable=False)),
                ("applied_at", models.DateTimeField(editable=False, null=True)),
                ("undone_at", models.DateTimeField(editable=False, null=True)),
                ("outcome", models.JSONField(default=dict, editable=False)),
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
            ],
            options={
                "ordering": ["-number"],
            },
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
                    "is_withdrawn",
                    models.BooleanField(default=False, editable=False, verbose_name="withdrawn"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "imported_rows",
                    models.JSONField(default=list, editable=False, verbose_name="rows of the file"),
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
            ],
            options={
                "ordering": ["sort_key", "pk"],
            },
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
                ("position", models.PositiveIntegerField(default=0, editable=False)),
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
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_steps",
                        to="actions.action",
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
            ],
            options={
                "ordering": ["position", "pk"],
            },
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
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="actions.council",
                    ),
                ),
            ],
            options={
                "ordering": ["council__name", "-issued_on", "title"],
            },
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
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
            ],
            options={
                "ordering": ["user__full_name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="import",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to="actions.notice",
            ),
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
            ],
            options={
                "verbose_name": "historical member",
                "verbose_name_plural": "historical members",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
            ],
            options={
                "verbose_name": "historical import",
                "verbose_name_plural": "historical imports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                    "is_withdrawn",
                    models.BooleanField(default=False, editable=False, verbose_name="withdrawn"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "imported_rows",
                    models.JSONField(default=list, editable=False, verbose_name="rows of the file"),
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
            ],
            options={
                "verbose_name": "historical action",
                "verbose_name_plural": "historical actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="action",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="actions.notice",
            ),
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
                ("position", models.PositiveIntegerField(default=0, editable=False)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress_items",
                        to="actions.action",
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
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(verbose_name="words as printed")),
                (
                    "plan_ref",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="reference in another plan"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "historical cross reference",
                "verbose_name_plural": "historical cross references",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
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
                    "field",
                    models.CharField(
                        choices=[
                            ("wording", "Action"),
                            ("progress", "Progress"),
                            ("next_steps", "Next steps"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(verbose_name="words as printed")),
                (
                    "plan_ref",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="reference in another plan"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references_made",
                        to="actions.action",
                    ),
                ),
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
                    "next_step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="actions.nextstep",
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
            ],
            options={
                "ordering": ["position", "pk"],
            },
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("position", models.PositiveIntegerField(default=0, editable=False)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                ("position", models.PositiveIntegerField(default=0, editable=False)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="next_step_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["one_off", "ongoing", "report"])),
                name="next_step_has_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["open", "done", "carried_forward", "withdrawn"])
                ),
                name="next_step_has_a_known_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["open", "revised", "lifted", "replaced", "closed"])
                ),
                name="notice_has_a_known_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                fields=("notice", "user"),
                name="one_role_for_each_person_on_a_notice",
                violation_error_message="This person already has a role on this notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        ["administrator", "officer", "assurance_lead", "board_member", "observer"],
                    )
                ),
                name="member_has_a_known_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.UniqueConstraint(
                fields=("notice", "number"), name="import_number_unique_in_its_notice"
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["checking", "applying", "applied", "abandoned", "undoing", "undone"],
                    )
                ),
                name="import_has_a_known_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("applied_at__isnull", False),
                        ("status__in", ["applied", "undoing", "undone"]),
                    ),
                    models.Q(
                        ("applied_at", None), ("status__in", ["checking", "applying", "abandoned"])
                    ),
                    _connector="OR",
                ),
                name="import_applied_exactly_when_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "undone"), ("undone_at__isnull", False)),
                    models.Q(models.Q(("status", "undone"), _negated=True), ("undone_at", None)),
                    _connector="OR",
                ),
                name="import_undone_exactly_when_dated",
            ),
        ),
        migrations.AddIndex(
            model_name="historicalmember",
            index=models.Index(
                fields=["id", "history_date", "history_id"], name="actions_his_id_2abc31_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalmember",
            index=models.Index(fields=["history_date"], name="actions_his_history_4e42d7_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalmember",
            index=models.Index(
                condition=models.Q(("history_type", "-")), fields=["id"], name="actions_member_gone"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalimport",
            index=models.Index(
                fields=["id", "history_date", "history_id"], name="actions_his_id_d3e4ab_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalimport",
            index=models.Index(fields=["history_date"], name="actions_his_history_07d349_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalimport",
            index=models.Index(
                condition=models.Q(("history_type", "-")), fields=["id"], name="actions_import_gone"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalaction",
            index=models.Index(
                fields=["id", "history_date", "history_id"], name="actions_his_id_ad1866_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalaction",
            index=models.Index(fields=["history_date"], name="actions_his_history_ea71d7_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalaction",
            index=models.Index(
                condition=models.Q(("history_type", "-")), fields=["id"], name="actions_action_gone"
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["notice", "sort_key"], name="action_notice_sort"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["notice", "stage"], name="action_notice_stage"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["notice", "delivery_rating"], name="action_notice_rating"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["notice", "due_on"], name="action_notice_due"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.UniqueConstraint(
                fields=("notice", "ref"),
                name="ref_unique_in_its_notice",
                violation_error_message="Another action of this notice has this reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ref", ""), _negated=True), models.Q(("wording", ""), _negated=True)
                ),
                name="action_has_a_ref_and_a_wording",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivery_rating__in", ["red", "amber"]), _negated=True),
                    models.Q(("path_to_green", ""), _negated=True),
                    _connector="OR",
                ),
                name="red_and_amber_have_a_path_to_green",
                violation_error_message="Say what will bring this action back on track",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on", None),
                    models.Q(("original_due_on", None), _negated=True),
                    _connector="OR",
                ),
                name="due_date_keeps_its_original",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="progress_item_says_something"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalcrossreference",
            index=models.Index(
                fields=["id", "history_date", "history_id"], name="actions_his_id_922c64_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="historicalcrossreference",
            index=models.Index(fields=["history_date"], name="actions_his_history_94a3bf_idx"),
        ),
        migrations.AddIndex(
            model_name="historicalcrossreference",
            index=models.Index(
                condition=models.Q(("history_type", "-")),
                fields=["id"],
                name="actions_crossreference_gone",
            ),
        ),
        migrations.AddConstraint(
            model_name="crossreference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("target", None),
                    models.Q(("target", models.F("action")), _negated=True),
                    _connector="OR",
                ),
                name="reference_never_to_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="crossreference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("target", None), _negated=True),
                    models.Q(("plan_ref", ""), _negated=True),
                    _connector="OR",
                ),
                name="reference_points_at_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="crossreference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("field", "wording"), ("next_step", None), ("progress_item", None)),
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
        ),
    ]
