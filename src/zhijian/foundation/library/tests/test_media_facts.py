import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijian.foundation.library.media_facts import Facts, facts_of
from zhijian.foundation.library.tests import samples


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (samples.a_png(640, 480), Facts("image/png", width=640, height=480)),
        (samples.a_jpeg(1080, 720), Facts("image/jpeg", width=1080, height=720)),
        (samples.a_gif(30, 20), Facts("image/gif", width=30, height=20)),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 9, Facts("image/png")),
        (b"\xff\xd8\xff", Facts("image/jpeg")),
    ],
)
def test_picture_has_a_size(content: bytes, facts: Facts) -> None:
    assert facts_of(content) == facts


@pytest.mark.parametrize(
    ("content", "mime_type", "seconds"),
    [
        (samples.an_mp3(75), "audio/mpeg", 75),
        (samples.an_mp3(75, tag_bytes=50_000), "audio/mpeg", 75),
        (samples.a_counted_mp3(1260), "audio/mpeg", 1260),
        (samples.an_amr(61), "audio/amr", 61),
        (samples.an_mp4(12.5), "video/mp4", 12.5),
        (samples.an_mp4(12.5, version=1), "video/mp4", 12.5),
        (samples.an_m4a(1260), "audio/mp4", 1260),
        (samples.an_mp4(30, handler=b"soun"), "audio/mp4", 30),
        (b"ID3\x04\0\0", "audio/mpeg", 0),
        (b"#!AMR\n", "audio/amr", 0),
        (b"\0\0\0\x18ftypisom", "video/mp4", 0),
    ],
)
def test_recording_has_a_length(content: bytes, mime_type: str, seconds: float) -> None:
    facts = facts_of(content)

    assert (facts.mime_type, abs(facts.seconds - seconds) < 0.1) == (mime_type, True)


@pytest.mark.parametrize(
    ("content", "mime_type"),
    [
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypqt  ", "video/quicktime"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"\xff\xf1\x50\x80", "audio/aac"),
        (b"#!AMR-WB\n", "audio/amr-wb"),
        (b"%PDF-1.7", "application/pdf"),
        (b"<svg xmlns='x'/>", ""),
        (b"", ""),
    ],
)
def test_other_files_are_known_for_what_they_are(content: bytes, mime_type: str) -> None:
    assert facts_of(content).mime_type == mime_type


@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"ID3", b"#!AMR\n", b"\0\0\0\x18ftypisom", b"GIF89a"]
    ),
)
def test_no_file_brings_the_reader_down(rest: bytes, start: bytes) -> None:
    facts = facts_of(start + rest)

    assert (facts.seconds >= 0, facts.width >= 0, facts.height >= 0) == (True, True, True)


@given(st.data())
def test_a_broken_file_is_read_as_far_as_it_goes(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from([samples.an_mp4(5), samples.an_mp3(1), samples.a_png(), samples.a_jpeg()])
    )
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255))

    facts = facts_of(whole[:at] + bytes([byte]) + whole[at + 1 :])

    assert facts.seconds >= 0
