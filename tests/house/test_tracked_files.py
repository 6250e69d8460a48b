"""What is committed belongs to everybody: no path of one machine, no address of a registry."""

import re

from tests.house.repository import ROOT, text_of, tracked_files

# Written so that this file does not find itself.
FOREIGN = re.compile(
    r"/wor[k]/[a-z]|/roo[t]/|/hom[e]/[a-z]+/|/op[t]/(wheels|pypi)|\.\./share[d]"
    r"|p[y]pi\.org|pythonh[o]sted|registry\.n[p]mjs|registry\.n[p]mmirror|d[e]b\.debian\.org|mirrors?\.[a-z]+\.(edu|com)"
)
WRITTEN_HERE = {"", ".py", ".md", ".toml", ".html", ".css", ".js", ".yml", ".txt"}
ALLOWED = re.compile(r"/home/zhijian/")


def test_nothing_of_one_machine_is_committed() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if FOREIGN.search(ALLOWED.sub("", line))
    ]

    assert found == []


DOCUMENT = re.compile(r"\w[\w.-]*\.md\b")


def test_documents_spoken_of_are_in_the_repository() -> None:
    """A reader who is sent to a page has it before him."""
    names = {path.name for path in tracked_files()}
    readable = [path for path in tracked_files() if "vendor" not in path.parts]

    missing = [
        f"{path.relative_to(ROOT)}: {document}"
        for path in readable
        for document in DOCUMENT.findall(text_of(path))
        if document not in names
    ]

    assert (len(readable) > 100, missing) == (True, [])


def test_nothing_made_here_is_committed() -> None:
    made = re.compile(r"\.(sqlite3(-wal|-shm)?|pyc|key|pem|log)$|(^|/)(var|node_modules|\.venv|site)/")

    assert [name for path in tracked_files() if made.search(name := str(path.relative_to(ROOT)))] == []


def test_files_end_with_a_line_end_and_carry_no_carriage_returns() -> None:
    texts = {path: text_of(path) for path in tracked_files() if "vendor" not in path.parts}

    wrong = [
        str(path.relative_to(ROOT))
        for path, text in texts.items()
        if text and path.suffix in WRITTEN_HERE and (not text.endswith("\n") or "\r" in text)
    ]

    assert wrong == []
