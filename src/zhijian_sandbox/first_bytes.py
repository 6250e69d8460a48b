"""What a file is, by its first bytes. Nothing is decoded."""

_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def mime_type(content: bytes) -> str | None:
    """One of the kinds the platform takes, or None."""
    for start, mime in _IMAGES:
        if content.startswith(start):
            return mime
    if content.startswith(b"#!AMR"):
        return "audio/amr"
    if content.startswith(b"ID3") or (len(content) > 1 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    return "video/mp4" if content[4:8] == b"ftyp" else None
