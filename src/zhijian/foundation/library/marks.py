"""How an article is written down: plain lines, each a paragraph, with three marks and no others.

    ## a heading          - an item of a list          **bold** inside a line

Everything else is shown as it stands. Pasted pages are brought to this form (cleaning.py); the portal
prints it (portal/reading/blocks.py).
"""

import re
from typing import Final

HEADING: Final = "## "
ITEM: Final = "- "
BOLD: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


def unmarked(text: str) -> str:
    """The words alone."""
    lines = (line.strip().removeprefix(HEADING).removeprefix(ITEM) for line in text.splitlines())
    return "\n".join(BOLD.sub(r"\1", line) for line in lines)
