"""What bringing in a sheet would do: a verdict for each person's row, and who on the roster is not in it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from zhijian.foundation.org.models import Member
from zhijian.foundation.org.roster.lookup import AT_ONCE, Lookup
from zhijian.foundation.org.roster.matching import Asked, Finding, birth_year_of, judge, wrong_unit
from zhijian.foundation.org.roster.people import PersonRow
from zhijian.foundation.org.roster.places import Places
from zhijian.foundation.org.roster.values import Wrong
from zhijian.foundation.org.states import MemberState, Verdict


@dataclass(slots=True)
class _Seen:
    """What rows above have said already; row numbers, found again without going through them all."""

    claimed: dict[int, int] = field(default_factory=dict)  # member -> row
    new_ids: dict[bytes, int] = field(default_factory=dict)
    # Of new ones: (name, unit, has an ID number, year of birth), and (name, phone, has an ID number).
    new_names: dict[tuple[str, int, bool, int | None], int] = field(default_factory=dict)
    new_phones: dict[tuple[str, bytes, bool], int] = field(default_factory=dict)
    new_years: dict[tuple[str, int, bool], int] = field(default_factory=dict)  # whatever the year

    def earlier(self, asked: Asked, unit: int) -> int | None:
        """The row above that may be the same new person: only numbers or years make two of them."""
        name, has_id, year = asked.row.name, bool(asked.id_digest), birth_year_of(asked.row)
        if asked.id_digest and (found := self.new_ids.get(asked.id_digest)):
            return found
        for other_has_id in (False,) if has_id else (False, True):
            if year is None:
                found = self.new_years.get((name, unit, other_has_id))
            else:
                found = self.new_names.get((name, unit, other_has_id, year))
                found = found or self.new_names.get((name, unit, other_has_id, None))
            if not found and asked.phone_digest:
                found = self.new_phones.get((name, asked.phone_digest, other_has_id))
            if found:
                return found
        return None

    def note(self, asked: Asked, unit: int) -> None:
        name, has_id, number = asked.row.name, bool(asked.id_digest), asked.row.number
        if asked.id_digest:
            self.new_ids[asked.id_digest] = number
        self.new_names.setdefault((name, unit, has_id, birth_year_of(asked.row)), number)
        self.new_years.setdefault((name, unit, has_id), number)
        if asked.phone_digest:
            self.new_phones.setdefault((name, asked.phone_digest, has_id), number)


class Plan:
    """Verdicts in the order of the rows. Reads only; the same before and after the import has begun."""

    def __init__(self, places: Places, rows: Sequence[PersonRow]) -> None:
        self._places, self._rows = places, rows
        self._lookup = Lookup(places)
        self._names = Counter((row.name, row.unit, row.unit_code) for row in rows)
        self._seen = _Seen()
        self.met: set[int] = set()  # members the sheet speaks of, surely or perhaps
        self._perhaps: set[str] = set()

    def findings(self) -> Iterator[Finding]:
        """First those whom a code or an ID number names, in the whole sheet; then the others beside them."""
        for start in range(0, len(self._rows), AT_ONCE):
            some = self._rows[start : start + AT_ONCE]
            for row, known in zip(some, self._lookup.strong(some), strict=True):
                if known:
                    self._seen.claimed.setdefault(known.id, row.number)
        for start in range(0, len(self._rows), AT_ONCE):
            for found in self._lookup.asked(self._rows[start : start + AT_ONCE]):
                finding = self._found(found)
                if finding.member:
                    self.met.add(finding.member.id)
                self._perhaps.update(finding.candidates)
                yield finding

    def missing(self) -> list[int]:
        """Active members at and below the unit whom no row means, nor might mean. They are only listed."""
        found: list[int] = []
        ids = self._places.ids()
        for start in range(0, len(ids), 5000):
            members = Member.objects.filter(unit__in=ids[start : start + 5000], state=MemberState.ACTIVE)
            found += [
                pk
                for pk, code in members.order_by("unit__path", "pk").values_list("pk", "code")
                if pk not in self.met and code not in self._perhaps
            ]
        return found

    def _found(self, found: Asked | tuple[Asked, Wrong]) -> Finding:
        if not isinstance(found, Asked):
            asked, wrong = found
            if asked.row.wrong:
                return judge(asked, into=self._places.into)
            return wrong_unit(asked, wrong)
        found.like_it = self._names[found.row.name, found.row.unit, found.row.unit_code]
        return self._beside_others(found, judge(found, into=self._places.into))

    def _beside_others(self, asked: Asked, finding: Finding) -> Finding:
        """Twice the same person in one sheet: the second is for somebody to decide."""
        number = asked.row.number
        if finding.member:
            first = self._seen.claimed.setdefault(finding.member.id, number)
            if first == number:
                return finding
            again = _again(finding, first)
            again.candidates = (finding.member.code,)
            return again
        if finding.verdict != Verdict.NEW:
            return finding
        unit = finding.place.id if finding.place else 0
        earlier = self._seen.earlier(asked, unit)
        if earlier is not None:
            return _again(finding, earlier)
        self._seen.note(asked, unit)
        return finding


def _again(finding: Finding, first: int) -> Finding:
    says = _("第 %(row)d 行好像已经是这个人") % {"row": first}
    return replace(finding, verdict=Verdict.UNCLEAR, message=says, member=None, changes=(), candidates=())
