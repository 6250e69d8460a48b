"""The search on PostgreSQL, with the trigram index and without."""

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
from django.db import connection
call_command("migrate", verbosity=0)
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.library import search_index
from zhijian.foundation.library.models import Item
from zhijian.foundation.library.queries import items_named
from zhijian.foundation.library.search import search
from zhijian.foundation.library.tests.builders import an_article
from zhijian.foundation.library.tests.test_search import TITLES

account = an_account()
for title in TITLES:
    an_article(account, title, summary="", body="今年继续推行乡村振兴带头人培养计划。")

def found():
    asked = ("两学一坐", "怎么交党费", "liangxueyizou", "lxyz", "今天天气真好", "乡村振兴带头人")
    return [[hit.title for hit in search(account.pk, text, most=1)] for text in asked]

named = [items_named(Item.objects.all(), typed).count() for typed in ("党费", "dangfei", "dfjn", "没有")]
with_index = [search_index.is_indexed(connection), found()]
with connection.cursor() as cursor:
    cursor.execute("SET enable_seqscan = off")
    cursor.execute("EXPLAIN SELECT item_id FROM library_searchentry WHERE signs LIKE '% 党费 %'")
    plan = " ".join(row[0] for row in cursor.fetchall())
search_index.drop_tables(connection)
cursor = connection.cursor()
cursor.execute("DROP EXTENSION pg_trgm")
without = [search_index.is_indexed(connection), found()]
Item.objects.filter(title=TITLES[0]).delete()
print(json.dumps([named, with_index, "library_search_signs" in plan, without, found()[0]]))
"""

BEST = [
    ["两学一做 学习资料"],
    ["党费交纳办法"],
    ["两学一做 学习资料"],
    ["两学一做 学习资料"],
    [],
    ["防汛值班表"],
]


def run(program: str, postgres_url: str, home: Path) -> list[object]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "zhijian.config.settings",
        "ZHIJIAN_HOME": str(home),
        "ZHIJIAN_DATABASE_URL": postgres_url,
    }
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return list(json.loads(ran.stdout))


def test_search_finds_the_same_with_the_trigram_index_and_without(postgres_url: str, tmp_path: Path) -> None:
    assert run(PROGRAM, postgres_url, tmp_path) == [
        [1, 1, 1, 0],
        [True, BEST],
        True,
        [False, BEST],
        [],
    ]
