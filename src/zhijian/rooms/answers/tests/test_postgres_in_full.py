"""Conditions, variants, guiding and counting on PostgreSQL: JSON compared, an index used, counts upserted."""

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
from datetime import timedelta
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import connection
from django.utils.timezone import now
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.followers.facts import STRANGER, Facts
from zhijian.foundation.intake.models import ArrivalRow
from zhijian.foundation.intake.queries import last_guided
from zhijian.foundation.library.models import Item
from zhijian.rooms.answers import conflicts, counting, services
from zhijian.rooms.answers.models import Rule, RuleUse, SynonymGroup
from zhijian.rooms.answers.tests.builders import a_book, a_rule, lin, an_arrival, plate_of, said, wrote
from zhijian.rooms.answers.trying import explain
from zhijian.rooms.answers.unanswered_groups import groups

account = an_account()
moment = now()
member = Facts(is_bound=True, unit_path=("qinghe", "hedong"), age=70)
a_rule(account, "党费", "平时的", match="synonym")
a_rule(account, "党费", "六十岁以上的", audience={"age": {"from": 60}}, match="contains")
a_rule(account, "党费", "过期的", valid_until=moment - timedelta(days=1), priority=9)
a_rule(account, "书记", "河东的", unit="hedong")
a_rule(account, "学习", "给大家的", variants=[({"bound": True}, ["给党员的"])])
services.make_synonyms(account_id=account.pk, words=["党费", "会费"], by="tests")
step = services.make_rule(account_id=account.pk, occasion="step", parts=["到了"], by="tests")
start = a_rule(account, "办事", "办什么？", choices=[(1, "甲", step)])
book = a_book(account)
def asked(text, facts):
    return said(book.as_for(facts, at=moment.timestamp()).answer(wrote(text)))
answers = [asked(text, facts) for text in ("党费", "会费", "书记", "学习") for facts in (STRANGER, member)]

for number in range(1, 4):
    an_arrival(account, wrote("办事", msg_id=number), number=number)
ArrivalRow.objects.update(received_at=moment.timestamp())
ArrivalRow.objects.filter(pk=2).update(outcome="guided", rule_id=start.pk)
ArrivalRow.objects.filter(pk=3).update(rule_id=step.pk)
steps = [guided.rule_id == start.pk for guided in last_guided(account_id=account.pk, openid="o-mei")]
with connection.cursor() as cursor:
    cursor.execute("SET enable_seqscan = off")
    cursor.execute(
        "EXPLAIN SELECT rule_id FROM intake_arrival WHERE account_id = 1 AND from_openid = 'o'"
        " AND outcome = 'guided' AND rule_id IS NOT NULL ORDER BY id DESC LIMIT 20"
    )
    plan = str(cursor.fetchall())

for minutes in (0, 5, 10):
    while counting.count_some(at=moment + timedelta(minutes=minutes), most=2):
        pass
    counting.look_ahead(at=moment + timedelta(minutes=minutes))
counted = sorted(RuleUse.objects.values_list("count", flat=True))

moved = services.place_rule(step, before=None, by="tests")
variants = [({"bound": True}, ["甲", "乙"])]
services.change_rule(start, choices=[], variants=variants, seen_version=1, by="tests")
for number, text in enumerate(("会费交哪里", "会费怎么交", "好的"), 10):
    services.list_unanswered(account_id=account.pk, intake_id=number, openid="o", text=text, asked_at=moment)
account.refresh_from_db()
found = groups(account, viewer=lin())
done = services.add_to_rule(start, list(found[0].questions), words=[("会费交", "contains")], by="tests")
services.undo_seen_to(done, by="tests")
tried = explain(account, "党费", member, moment)
in_the_way = conflicts.of_rule(Rule.objects.filter(keywords__text="党费").first())
print(json.dumps([
    answers, steps, "intake_arrival_guided" in plan, counted, len(found), len(tried.losers),
    len(in_the_way.same_word), SynonymGroup.objects.count(),
], ensure_ascii=False))
account.delete()
"""


def test_the_room_in_full_works_on_postgres(postgres_url: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "ZHIJIAN_DATABASE_URL": postgres_url,
        "ZHIJIAN_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "zhijian.config.settings",
    }

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == [
        ["平时的", "六十岁以上的", "平时的", "平时的", "", "河东的", "给大家的", "给党员的"],
        [True],
        True,
        [1, 1],
        2,
        2,
        2,
        1,
    ]
