"""What a member may change of what is on file about him."""

from django.db import transaction
from django.utils.timezone import now

from zhijian.foundation.followers.models import Binding
from zhijian.foundation.followers.services import ensure_may_guess, note_wrong_guess
from zhijian.foundation.org import numbers
from zhijian.foundation.org.models import Member
from zhijian.foundation.org.services import Particulars, correct_member
from zhijian.foundation.visits.errors import NoPhoneGiven, OldNumberWrong
from zhijian.foundation.visits.models import Wishes
from zhijian.foundation.visits.states import Hears

ACTOR = "member"  # in the audit: himself; the line's subject says who


def correct_own_phone(binding: Binding, *, old_last_four: str, new: str) -> Member:
    """His own number, once he has shown that he knows the one on file. The audit says that it changed.

    A wrong try counts as a wrong guess at who he is. Raises `TriesUsedUp`, `OldNumberWrong`, `NoPhoneGiven`.
    """
    phone = numbers.tidy_phone(new)
    if not numbers.is_phone(phone):
        raise NoPhoneGiven
    ensure_may_guess(binding.follower)
    member = Member.objects.get(pk=binding.member_id)
    on_file = member.phone.reveal()
    if on_file and numbers.last_four_of(on_file) != numbers.last_four_of(old_last_four):
        note_wrong_guess(binding.follower)  # before anything is rolled back
        raise OldNumberWrong
    given = Particulars(
        name=member.name,
        birth_year=member.birth_year,
        joined=member.joined,
        phone=phone,
        id_number=member.id_number.reveal(),
    )
    return correct_member(member, particulars=given, by=ACTOR, seen_version=member.version)


@transaction.atomic
def set_hearing(member: Member, hears: Hears) -> None:
    Wishes.objects.update_or_create(member=member, defaults={"hears": hears, "changed_at": now()})


@transaction.atomic
def show_phone(member: Member, *, shown: bool) -> None:
    """Whether the members of the units he holds an office in may see his number and call him."""
    Wishes.objects.update_or_create(member=member, defaults={"shows_phone": shown, "changed_at": now()})
