"""Several change rules at once: a book that is kept up to date misses nothing, and no edit is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# A process of its own: threads with connections of their own, on a database of the test's choice.
SEVERAL_WRITERS = """
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

# The import takes the database's only pen; somebody saves a rule in the console meanwhile.
AN_IMPORT_AND_AN_EDIT = """
import json, threading, time
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import connection
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.rooms.answers import services
from zhijian.rooms.answers.importing import import_csv
from zhijian.rooms.answers.tests.builders import a_rule, ask

account = an_account()
rule = a_rule(account, "词0", "旧的")
done = []

def edit():
    services.change_rule(rule, parts=["新的"], by="tests")
    done.append("edit")
    connection.close()

editing = threading.Thread(target=edit)

def progress(written, total):
    if not editing.ident:
        editing.start()
        time.sleep(1)

data = "keyword,match,reply\\n" + "".join(f"词{n},exact,好\\n" for n in range(1, 3000))
import_csv(account_id=account.pk, data=data.encode(), actor="tests", progress=progress)
done.append("import")
editing.join()
print(json.dumps([done, [ask(account, word).reply.content for word in ("词0", "词2999")]]))
"""


def run(program: str, home: Path, **more: str) -> object:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "zhijian.config.settings",
        "ZHIJIAN_HOME": str(home),
        **more,
    }
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout)


NOTHING_MISSED = [True, True, [True] * 12]


def test_no_change_is_missed_on_sqlite(tmp_path: Path) -> None:
    assert run(SEVERAL_WRITERS, tmp_path) == NOTHING_MISSED


@pytest.mark.postgres
def test_no_change_is_missed_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    assert run(SEVERAL_WRITERS, tmp_path, ZHIJIAN_DATABASE_URL=postgres_url) == NOTHING_MISSED


def test_an_edit_during_an_import_waits_and_is_kept(tmp_path: Path) -> None:
    assert run(AN_IMPORT_AND_AN_EDIT, tmp_path) == [["import", "edit"], ["新的", "好"]]
