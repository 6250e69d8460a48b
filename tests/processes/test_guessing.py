"""Guessing who somebody is, from several processes at once: together they get no more tries than one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes.running import COMMAND, environment

pytestmark = pytest.mark.timeout(240)

GUESSER = """
import sys, django
django.setup()
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.followers import services
from zhijian.foundation.followers.errors import TriesUsedUp
from zhijian.foundation.followers.models import WrongGuess
from zhijian.foundation.followers.tests.builders import a_follower
from zhijian.foundation.org.scope import EVERYTHING
account, me = Account.objects.get(), int(sys.argv[1])
looked = 0
for n in range(40):
    follower = a_follower(account, f"o-{(me + n) % 20}")
    try:
        services.find_myself(follower, scope=EVERYTHING, name="陈玉兰", last_four=f"{me}{n:03}")
        looked += 1
    except TriesUsedUp:
        pass
print(looked)
"""
TOWN = """
import django
django.setup()
from zhijian.foundation.accounts.tests.builders import an_account
from zhijian.foundation.org.tests.builders import a_member, a_unit
an_account()
a_member(a_unit(), phone="13900009876")
"""


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_processes_share_the_guesses_at_one_name(
    tmp_path: Path, database: str, request: pytest.FixtureRequest
) -> None:
    more = {"PYTHONPATH": f"{Path.cwd()}:{Path.cwd() / 'src'}"}
    more["DJANGO_SETTINGS_MODULE"] = "zhijian.config.settings"
    if database == "postgres":
        more["ZHIJIAN_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    for prepare in ([*COMMAND, "migrate"], [sys.executable, "-c", TOWN]):
        subprocess.run(prepare, env=environment(tmp_path, **more), check=True)

    guessers = [
        subprocess.Popen(
            [sys.executable, "-c", GUESSER, str(number)],
            env=environment(tmp_path, **more),
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    looked = [int(guesser.communicate(timeout=180)[0].split()[-1]) for guesser in guessers]

    assert sum(looked) == 12
