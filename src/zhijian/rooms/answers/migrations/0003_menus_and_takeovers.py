"""Versions of menus, tags, and take-overs with what they fetched."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("answers", "0002_changes"),
        ("library", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TakeOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("fetching", "正在取回"),
                            ("failed", "没取回来"),
                            ("found", "取回来了"),
                            ("imported", "接过来了"),
                            ("switched", "切换好了"),
                            ("undone", "撤回了"),
                        ],
                        default="fetching",
                        max_length=10,
                    ),
                ),
                ("task_key", models.CharField(blank=True, max_length=120)),
                ("asked_by_name", models.CharField(max_length=150)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("raw", models.JSONField(default=dict)),
                ("fetched_at", models.DateTimeField(null=True)),
                ("failure_code", models.IntegerField(null=True)),
                ("rehearsal", models.JSONField(default=dict)),
                ("imported_by_name", models.CharField(blank=True, max_length=150)),
                ("imported_at", models.DateTimeField(null=True)),
                ("switched_by_name", models.CharField(blank=True, max_length=150)),
                ("switched_at", models.DateTimeField(null=True)),
                ("undone_by_name", models.CharField(blank=True, max_length=150)),
                ("undone_at", models.DateTimeField(null=True)),
                ("default_reply_before", models.TextField(blank=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="takeovers",
                        to="accounts.account",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="TakenRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("made_as", models.JSONField(default=dict)),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="taken_from",
                        to="answers.rule",
                    ),
                ),
                (
                    "takeover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="answers.takeover",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="KnownTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("followers", models.PositiveIntegerField(default=0)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="known_tags",
                        to="accounts.account",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [models.UniqueConstraint(fields=("account", "number"), name="one_name_a_tag")],
            },
        ),
        migrations.CreateModel(
            name="MenuVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tag", models.PositiveIntegerField(null=True)),
                ("tag_name", models.CharField(blank=True, max_length=60)),
                ("buttons", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("sending", "正在发布"),
                            ("live", "在用"),
                            ("leaving", "正在撤下"),
                            ("old", "以前的"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("made", "这里做的"), ("taken", "接过来的")], default="made", max_length=10
                    ),
                ),
                ("made_by_name", models.CharField(max_length=150)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("changed_by_name", models.CharField(max_length=150)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_by_name", models.CharField(blank=True, max_length=150)),
                ("published_at", models.DateTimeField(null=True)),
                ("sent_times", models.PositiveSmallIntegerField(default=0)),
                ("menu_id", models.CharField(blank=True, max_length=40)),
                ("refused_at", models.DateTimeField(null=True)),
                ("refused_code", models.IntegerField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="menu_versions",
                        to="accounts.account",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "sending"]), ("tag__isnull", True)),
                        fields=("account",),
                        name="one_menu_draft",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "sending"]), ("tag__isnull", False)),
                        fields=("account", "tag"),
                        name="one_menu_draft_a_tag",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["live", "leaving"]), ("tag__isnull", True)),
                        fields=("account",),
                        name="one_live_menu",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["live", "leaving"]), ("tag__isnull", False)),
                        fields=("account", "tag"),
                        name="one_live_menu_a_tag",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TakenMedia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=64)),
                (
                    "gap",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("gone", "微信那边已经没有了"),
                            ("not_allowed", "这个号没有取它的权限"),
                            ("too_large", "文件太大或者格式不收"),
                            ("no_answer", "试了几次没有取到"),
                        ],
                        max_length=12,
                    ),
                ),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.item",
                    ),
                ),
                (
                    "takeover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="media",
                        to="answers.takeover",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [models.UniqueConstraint(fields=("takeover", "name"), name="one_file_a_name")],
            },
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
                ("question", models.CharField(max_length=120)),
                ("choice", models.CharField(max_length=40)),
                ("words", models.TextField(blank=True)),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "takeover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="answers.takeover",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("takeover", "question"), name="one_decision_a_question")
                ],
            },
        ),
    ]
