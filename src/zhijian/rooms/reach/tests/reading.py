"""What tests of the register look at."""

from zhijian.foundation.accounts.models import Account
from zhijian.rooms.reach.models import Entry
from zhijian.rooms.reach.queries.register import alarms_of


def entry_of(account: Account) -> Entry:
    return Entry.objects.get(account=account)


def ringing(entry: Entry) -> list[str]:
    return [alarm.what for alarm in alarms_of(entry)]
