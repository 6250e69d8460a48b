"""Menus and take-overs on PostgreSQL: constraints with conditions, and a rehearsal that is rolled back."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.postgres

# A process of its own, because settings choose the database when they are first looked at.
PROGRAM = """
import json
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.rooms.answers.menu.queries import menu_of
from zhijian.rooms.answers.menu.tests.builders import a_menu, opens, published, put
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.takeover import services
from zhijian.rooms.answers.takeover.tests.builders import a_told, rule, text

account = an_account()
published(account)
published(account, a_menu(), tag=101, tag_name="tag")
put(account, "1.1", opens("now"))
takeover = services.begin(account, by="tests")
services.note_told(takeover, a_told(rule("r", [("词", "equal")], text("话")), menu=[opens("old")]))
services.note_fetched(takeover)
rehearsed = Rule.objects.count()
services.import_all(takeover, by="tests")
imported = Rule.objects.count()
services.undo(takeover, by="tests")
print(json.dumps([
    menu_of(account).buttons[0]["sub_button"][0]["name"], menu_of(account, tag=101).live is not None,
    [row["verdict"] for row in takeover.rehearsal["rows"] if row["asked"] == "词"],
    rehearsed, imported, Rule.objects.count(),
]))
"""


def test_menus_and_take_overs_work_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "zhijian.config.settings",
        "ZHIJIAN_HOME": str(tmp_path),
        "ZHIJIAN_DATABASE_URL": postgres_url,
    }

    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    assert json.loads(ran.stdout) == ["now", True, ["same"], 0, 2, 0]
