import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import improvement.history.versions


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actions", "0001_initial"),
        ("improvement", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
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
                        related_name="bodies",
                        to="actions.council",
                    ),
                ),
                ("slug", models.SlugField()),
                ("name", models.CharField(max_length=150)),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=60, verbose_name="short name"),
                ),
                ("aliases", models.JSONField(blank=True, default=list, verbose_name="other names")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("board", "Board"),
                            ("partnership", "Partnership"),
                            ("executive", "Executive group"),
                            ("scrutiny", "Scrutiny committee"),
                            ("group", "Working group"),
                        ],
                        default="board",
                        max_length=20,
                    ),
                ),
                ("remit", models.TextField(blank=True)),
                (
                    "reports_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies_reporting",
                        to="boards.body",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bodies",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("council", "slug"), name="body_address_unique_in_its_council"
                    ),
                    models.UniqueConstraint(
                        fields=("council", "name"),
                        name="body_name_unique_in_its_council",
                        violation_error_message="This council already has a body of this name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["board", "partnership", "executive", "scrutiny", "group"])
                        ),
                        name="body_has_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reports_to", None),
                            models.Q(("reports_to", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="body_never_reports_to_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSeat",
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
                    "office",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("member", "Member"),
                            ("secretary", "Secretary"),
                            ("in_attendance", "In attendance"),
                        ],
                        default="member",
                        max_length=20,
                    ),
                ),
                ("from_on", models.DateField(verbose_name="first day")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="boards.body",
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
                "verbose_name": "historical seat",
                "verbose_name_plural": "historical seats",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="boards_hist_id_f88d73_idx",
                    ),
                    models.Index(fields=["history_date"], name="boards_hist_history_b03433_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="boards_seat_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="boards.body",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("member", "Member"),
                            ("secretary", "Secretary"),
                            ("in_attendance", "In attendance"),
                        ],
                        default="member",
                        max_length=20,
                    ),
                ),
                ("from_on", models.DateField(verbose_name="first day")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="last day")),
            ],
            options={
                "ordering": ["body", "user__full_name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("office__in", ["chair", "member", "secretary", "in_attendance"])
                        ),
                        name="seat_has_a_known_office",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="seat_ends_after_it_begins",
                        violation_error_message="The last day must be on or after the first day",
                    ),
                    models.UniqueConstraint(
                        fields=("body", "user", "office", "from_on"),
                        name="seat_held_once_at_a_time",
                        violation_error_message="This person already has this seat from that day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
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
                ("meets_on", models.DateField(verbose_name="date of the meeting")),
                (
                    "updates_due_on",
                    models.DateField(blank=True, null=True, verbose_name="updates asked for by"),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="updates asked for at"
                    ),
                ),
                ("is_cancelled", models.BooleanField(default=False, verbose_name="cancelled")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="boards.body",
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
                "verbose_name": "historical meeting",
                "verbose_name_plural": "historical meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="boards_hist_id_3986ae_idx",
                    ),
                    models.Index(fields=["history_date"], name="boards_hist_history_54310d_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="boards_meeting_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="boards.body",
                    ),
                ),
                ("meets_on", models.DateField(verbose_name="date of the meeting")),
                (
                    "updates_due_on",
                    models.DateField(blank=True, null=True, verbose_name="updates asked for by"),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="updates asked for at"
                    ),
                ),
                ("is_cancelled", models.BooleanField(default=False, verbose_name="cancelled")),
            ],
            options={
                "ordering": ["meets_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "meets_on"),
                        name="body_meets_once_a_day",
                        violation_error_message="This body already meets on that day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("updates_due_on", None),
                            ("updates_due_on__lte", models.F("meets_on")),
                            _connector="OR",
                        ),
                        name="updates_are_due_before_the_meeting",
                        violation_error_message="Updates must be due on or before the day of the meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("updates_due_on", None),
                            models.Q(("asked_at", None), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_asks_from_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalOversight",
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
                    "part",
                    models.CharField(
                        choices=[
                            ("holds_to_account", "Holds to account"),
                            ("assures", "Assures"),
                            ("is_informed", "Is informed"),
                        ],
                        default="holds_to_account",
                        max_length=20,
                    ),
                ),
                ("is_ended", models.BooleanField(default=False, verbose_name="ended")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="boards.body",
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
                "verbose_name": "historical oversight",
                "verbose_name_plural": "historical oversights",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="boards_hist_id_414496_idx",
                    ),
                    models.Index(fields=["history_date"], name="boards_hist_history_e15216_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="boards_oversight_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Oversight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="oversights",
                        to="boards.body",
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="oversights",
                        to="actions.action",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("holds_to_account", "Holds to account"),
                            ("assures", "Assures"),
                            ("is_informed", "Is informed"),
                        ],
                        default="holds_to_account",
                        max_length=20,
                    ),
                ),
                ("is_ended", models.BooleanField(default=False, verbose_name="ended")),
            ],
            options={
                "ordering": ["body__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "action"), name="body_oversees_an_action_in_one_way"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part__in", ["holds_to_account", "assures", "is_informed"])
                        ),
                        name="oversight_has_a_known_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalNaming",
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
                ("words", models.CharField(max_length=200)),
                (
                    "is_accepted",
                    models.BooleanField(default=False, verbose_name="oversees the action"),
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
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="boards.body",
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
                "verbose_name": "historical naming",
                "verbose_name_plural": "historical namings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="boards_hist_id_16f8c7_idx",
                    ),
                    models.Index(fields=["history_date"], name="boards_hist_history_f8063b_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="boards_naming_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Naming",
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
                        related_name="namings",
                        to="actions.action",
                    ),
                ),
                ("words", models.CharField(max_length=200)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="namings",
                        to="boards.body",
                    ),
                ),
                (
                    "is_accepted",
                    models.BooleanField(default=False, verbose_name="oversees the action"),
                ),
            ],
            options={
                "ordering": ["action", "words"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "words"), name="words_of_an_action_are_decided_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_accepted", False),
                            models.Q(("body", None), _negated=True),
                            _connector="OR",
                        ),
                        name="naming_accepts_a_body",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDecision",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("sign_off", "Sign it off"),
                            ("return", "Return it to its lead"),
                            ("embed", "Call it embedded"),
                            ("re_open", "Re-open it"),
                            ("no_longer_required", "Call it no longer required"),
                        ],
                        max_length=20,
                        verbose_name="decision",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="decided on")),
                ("minute", models.TextField()),
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
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="boards.body",
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
                (
                    "recorded_by",
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
                    "stage_move",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.stagemove",
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
                "verbose_name": "historical decision",
                "verbose_name_plural": "historical decisions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="boards_hist_id_79f35e_idx",
                    ),
                    models.Index(fields=["history_date"], name="boards_hist_history_826e9e_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="boards_decision_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Decision",
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
                        related_name="decisions",
                        to="actions.action",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="boards.body",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sign_off", "Sign it off"),
                            ("return", "Return it to its lead"),
                            ("embed", "Call it embedded"),
                            ("re_open", "Re-open it"),
                            ("no_longer_required", "Call it no longer required"),
                        ],
                        max_length=20,
                        verbose_name="decision",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="decided on")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("minute", models.TextField()),
                (
                    "stage_move",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="actions.stagemove",
                    ),
                ),
            ],
            options={
                "ordering": ["decided_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["sign_off", "return", "embed", "re_open", "no_longer_required"],
                            )
                        ),
                        name="decision_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minute", ""), _negated=True),
                        name="decision_has_a_minute",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBody",
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
                ("name", models.CharField(max_length=150)),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=60, verbose_name="short name"),
                ),
                ("aliases", models.JSONField(blank=True, default=list, verbose_name="other names")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("board", "Board"),
                            ("partnership", "Partnership"),
                            ("executive", "Executive group"),
                            ("scrutiny", "Scrutiny committee"),
                            ("group", "Working group"),
                        ],
                        default="board",
                        max_length=20,
                    ),
                ),
                ("remit", models.TextField(blank=True)),
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
                    "reports_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="boards.body",
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
                "verbose_name": "historical body",
                "verbose_name_plural": "historical bodies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["id", "history_date", "history_id"],
                        name="boards_hist_id_ba967f_idx",
                    ),
                    models.Index(fields=["history_date"], name="boards_hist_history_e6bdcd_idx"),
                    models.Index(
                        condition=models.Q(("history_type", "-")),
                        fields=["id"],
                        name="boards_body_gone",
                    ),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
