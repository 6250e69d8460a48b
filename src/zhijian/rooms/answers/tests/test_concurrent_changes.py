"""Several people change rules at once while a gateway keeps its book up to date: nothing is missed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# A process of its own: threads with connections of their own, on a database of the test's choice.
PROGRAM = """
import json, random, threading, time
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import connection, transaction
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.rooms.answers import services
from zhijian.rooms.answers.models import Rule
from zhijian.rooms.answers.tests.builders import a_book, a_rule, plate_of, wrote

WORDS = [f"词{n}" for n in range(12)]
account = an_account()
book = a_book(account)

def change(seed):
    dice = random.Random(seed)
    for _ in range(12):
        with transaction.atomic():
            rule = a_rule(account, dice.choice(WORDS), f"{seed}")
            time.sleep(dice.random() * 0.01)  # so that transactions overlap where the database lets them
            if dice.random() < 0.4:
                services.remove_rule(rule, by="tests")
    connection.close()

threads = [threading.Thread(target=change, args=(seed,)) for seed in range(4)]
for thread in threads:
    thread.start()
renewals = 0
while any(thread.is_alive() for thread in threads):
    plate = plate_of(account)
    if plate.revision != book._plate.revision:
        book, renewals = book.renewed(plate), renewals + 1
book = book.renewed(plate_of(account))
fresh = a_book(account)
print(json.dumps([
    renewals > 10,
    len(book._matcher.changed_rules) > 10,
    [book.answer(wrote(word)) == fresh.answer(wrote(word)) for word in WORDS],
]))
"""


def run(home: Path, **more: str) -> object:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "zhijian.config.settings",
        "ZHIJIAN_HOME": str(home),
        **more,
    }
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout)


NOTHING_MISSED = [True, True, [True] * 12]


def test_no_change_is_missed_on_sqlite(tmp_path: Path) -> None:
    assert run(tmp_path) == NOTHING_MISSED


@pytest.mark.postgres
def test_no_change_is_missed_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    assert run(tmp_path, ZHIJIAN_DATABASE_URL=postgres_url) == NOTHING_MISSED
