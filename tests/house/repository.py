"""What is in the repository: the files git keeps, or, in an unpacked archive, all that lies there."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE_HERE = {".git", ".venv", "node_modules", "site", "var", "__pycache__"}


@cache
def tracked_files() -> tuple[Path, ...]:
    if (ROOT / ".git").exists():
        listing = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        names = [ROOT / name for name in listing.stdout.split("\0") if name]
        return tuple(path for path in names if path.is_file())
    return tuple(p for p in ROOT.rglob("*") if p.is_file() and not MADE_HERE & set(p.relative_to(ROOT).parts))


def text_of(path: Path) -> str:
    """The file as text; what is not UTF-8 (pictures) comes back empty."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
