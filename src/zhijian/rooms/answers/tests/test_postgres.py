"""The room on PostgreSQL: what it does past the ORM must work there too."""

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
from zhijian.rooms.answers import services
from zhijian.rooms.answers.exporting import export_csv
from zhijian.rooms.answers.importing import import_csv
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.tests.builders import a_rule, ask

account = an_account()
kept = a_rule(account, "词7", "旧的")
services.switch_off(kept, by="tests")
text = "keyword,match,reply\\r\\n" + "".join(f"词{n},exact,第{n}条\\r\\n" for n in range(2500))
first = import_csv(account_id=account.pk, data=text.encode(), actor="tests")
again = import_csv(account_id=account.pk, data=text.replace("条", "件").encode(), replace=True, actor="tests")
later = a_rule(account, "词8", "后来的")
exported = "".join(export_csv(account_id=account.pk))
for n in range(2):
    services.list_unanswered(account_id=account.pk, intake_id=1, openid="o", text="t", asked_at=kept.made_at)
print(json.dumps([
    [first.added, first.replaced], [again.added, again.replaced, again.removed],
    exported.count("\\r\\n"), exported.count("件"),
    later.pk == Rule.objects.order_by("-pk").first().pk,
    [ask(account, word).reply and ask(account, word).reply.content for word in ("词7", "词8", "詞２４９９")],
]))
"""


def test_import_export_and_answers_work_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
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
    assert json.loads(ran.stdout) == [
        [2499, 1],
        [0, 2500, 0],
        2502,
        2500,
        True,
        [None, "第8件", "第2499件"],
    ]
