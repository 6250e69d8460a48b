"""What the roster knows about the people of a sheet: a few queries for a thousand rows, no number opened."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from zhijian.foundation.org import paths
from zhijian.foundation.org.models import Label, Member
from zhijian.foundation.org.roster.matching import Asked, Known
from zhijian.foundation.org.roster.people import PersonRow
from zhijian.foundation.org.roster.places import Places
from zhijian.foundation.org.roster.values import Wrong
from zhijian.foundation.org.services.members import ID_NUMBER, PHONE
from zhijian.foundation.vault.digests import digest

AT_ONCE: Final = 1000  # rows looked up together
_MOST_KEPT: Final = 60_000  # members of the names asked for so far
_COLUMNS: Final = (
    "pk", "code", "name", "unit_id", "unit__path",
    "state", "birth_year", "joined", "phone_digest", "id_digest",
    "labels", "version",
)  # fmt: skip


class Lookup:
    """Asks for the members at and below one unit; of others it only learns that a number is taken."""

    def __init__(self, places: Places) -> None:
        self._places = places
        ids = places.ids()
        top = places.into.path
        self._within = (
            Q(unit__in=ids) if len(ids) <= 200 else Q(unit__path__gte=top, unit__path__lt=paths.end_of(top))
        )
        self._namesakes: dict[str, list[Known]] = {}
        self._labels = {label.name: label.mask for label in Label.objects.all()}

    def asked(self, rows: Sequence[PersonRow]) -> list[Asked | tuple[Asked, Wrong]]:
        """Each row with what is known of it, or with what is wrong about its unit or labels."""
        found: list[Asked | tuple[Asked, Wrong]] = []
        for row in rows:
            _digest(row)
            asked = Asked(row, None, phone_digest=row.phone_digest, id_digest=row.id_digest)
            try:
                asked.place = self._places.place_of(row)
                asked.labels = self._labels_in(row)
            except Wrong as wrong:
                found.append((asked, wrong))
            else:
                found.append(asked)
        self._fill([one if isinstance(one, Asked) else one[0] for one in found])
        return found

    def strong(self, rows: Sequence[PersonRow]) -> list[Known | None]:
        """For each row the member its code or ID number surely means."""
        for row in rows:
            _digest(row)
        codes = self._by_code(rows)
        ids = self._by_id({row.id_digest for row in rows if row.id_digest})
        return [codes.get(row.code) or ids.get(row.id_digest or b"") for row in rows]

    def by_keys(self, keys: set[int], codes: set[str]) -> dict[str | int, Known]:
        """Members at and below the unit, by their key and by their code."""
        found = [*self._here(pk__in=keys), *self._here(code__in=codes)]
        return {**{one.id: one for one in found}, **{one.code: one for one in found}}

    def _fill(self, asked: Sequence[Asked]) -> None:
        digests = {one.id_digest for one in asked if one.id_digest}
        codes, ids = self._by_code([one.row for one in asked]), self._by_id(digests)
        taken = _taken(digests - ids.keys())
        for one in asked:
            one.by_code = codes.get(one.row.code)
            one.by_id = ids.get(one.id_digest or b"")
            one.is_id_elsewhere = one.id_digest in taken
        open_rows = [one for one in asked if not one.by_code and not one.by_id]
        self._fill_phones(open_rows)
        self._fill_namesakes([one for one in open_rows if not one.namesakes])

    def _fill_phones(self, asked: Sequence[Asked]) -> None:
        """Whoever has the name and the telephone is enough: the other namesakes need not be fetched."""
        phones: dict[bytes, list[Known]] = {}
        for known in self._here(phone_digest__in={one.phone_digest for one in asked if one.phone_digest}):
            phones.setdefault(known.phone_digest or b"", []).append(known)
        for one in asked:
            one.by_phone = phones.get(one.phone_digest or b"", ())
            same = [known for known in one.by_phone if known.name == one.row.name]
            one.namesakes = same if len(same) == 1 else ()

    def _fill_namesakes(self, asked: Sequence[Asked]) -> None:
        """Each name is asked for once; common names have thousands."""
        if sum(map(len, self._namesakes.values())) > _MOST_KEPT:
            self._namesakes.clear()
        unknown = {one.row.name for one in asked if one.row.name} - self._namesakes.keys()
        self._namesakes |= {name: [] for name in unknown}
        for known in self._here(name__in=unknown):
            self._namesakes[known.name].append(known)
        for one in asked:
            one.namesakes = self._namesakes.get(one.row.name, ())

    def _by_code(self, rows: Iterable[PersonRow]) -> dict[str, Known]:
        return {one.code: one for one in self._here(code__in={row.code for row in rows if row.code})}

    def _by_id(self, digests: set[bytes]) -> dict[bytes, Known]:
        return {one.id_digest: one for one in self._here(id_digest__in=digests) if one.id_digest}

    def _here(self, **wanted: set[str] | set[bytes] | set[int]) -> list[Known]:
        if not any(wanted.values()):
            return []
        found = Member.objects.filter(self._within, **wanted).order_by("pk")
        return [_known(row) for row in found.values_list(*_COLUMNS)]

    def _labels_in(self, row: PersonRow) -> int:
        mask = 0
        for word in row.labels:
            if word not in self._labels:
                raise Wrong(_("没有“%(word)s”这个标签，请先建好") % {"word": word[:30]})
            mask |= self._labels[word]
        return mask


def _digest(row: PersonRow) -> None:
    if row.phone and not row.phone_digest:
        row.phone_digest = digest(row.phone, place=PHONE)
    if row.id_number and not row.id_digest:
        row.id_digest = digest(row.id_number, place=ID_NUMBER)


def _known(row: tuple[Any, ...]) -> Known:
    phone, number = row[8], row[9]
    return Known(
        id=row[0],
        code=row[1],
        name=row[2],
        unit_id=row[3],
        path=row[4],
        state=row[5],
        birth_year=row[6],
        joined=row[7],
        phone_digest=bytes(phone) if phone else None,
        id_digest=bytes(number) if number else None,
        labels=row[10],
        version=row[11],
    )


def _taken(digests: set[bytes]) -> set[bytes]:
    found = Member.objects.filter(id_digest__in=digests).values_list("id_digest", flat=True)
    return {bytes(one) for one in found if one} if digests else set()
