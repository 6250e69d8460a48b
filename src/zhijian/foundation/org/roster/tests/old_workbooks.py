"""The smallest .xls a reader of BIFF8 accepts: texts, numbers, merged cells, hidden sheets."""

import io
import struct
from collections.abc import Mapping, Sequence

Grid = Sequence[Sequence[str | float | None]]
Area = tuple[int, int, int, int]  # first row, last row, first column, last column
_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def an_xls(
    sheets: Mapping[str, Grid], *, hidden: Sequence[str] = (), merged: Sequence[Area] = ()
) -> io.BytesIO:
    """Sheets in order; those named in `hidden` are out of sight; `merged` holds for each."""
    bodies = [_sheet(grid, merged) for grid in sheets.values()]
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _record(0x42, b"\xb0\x04")
    names = [_bound(name, 0, is_hidden=name in hidden) for name in sheets]
    place = len(begin) + sum(map(len, names)) + 4
    bounds = b""
    for name, body in zip(sheets, bodies, strict=True):
        bounds += _bound(name, place, is_hidden=name in hidden)
        place += len(body)
    return io.BytesIO(_compound(begin + bounds + _record(0x0A, b"") + b"".join(bodies)))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bound(name: str, place: int, *, is_hidden: bool) -> bytes:
    text = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    return _record(0x85, struct.pack("<IBB", place, 1 if is_hidden else 0, 0) + text)


def _sheet(grid: Grid, merged: Sequence[Area]) -> bytes:
    out = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    widest = max((len(row) for row in grid), default=0)
    out += _record(0x0200, struct.pack("<IIHHH", 0, len(grid), 0, widest, 0))
    for number, row in enumerate(grid):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                out += _record(0x0204, place + text)
            elif cell is not None:
                out += _record(0x0203, place + struct.pack("<d", cell))
    if merged:
        out += _record(
            0xE5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *a) for a in merged)
        )
    return out + _record(0x0A, b"")


def _compound(stream: bytes) -> bytes:
    """One stream called Workbook in a compound file; padded, so that it needs no small sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    fat = [*range(1, count), _END, _END, _FAT]  # the stream, the directory, the table itself
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    assert len(table) == _SECTOR
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += b"\0" * 6 + struct.pack("<IIIIIIIIII", 0, 1, count, 0, 4096, _END, 0, _END, 0, count + 1)
    head = head.ljust(_SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 0, len(stream))
    return head + stream + entries.ljust(_SECTOR, b"\0") + table


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", _FREE, _FREE, child)
    rest = struct.pack("<IQ", start, size)
    return text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links + b"\0" * 36 + rest
