"""Chinese that staff would read and that no translation can reach."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, TokenType

from tests.catalogue.reading import MARKS, SOURCE

CHINESE = re.compile(r"[\u3400-\u9fff]")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

# Folders whose Chinese is no word of the house to its staff, and why.
NOT_OURS: dict[str, str] = {
    "portal/": "members read the account's language",
    "config/sample/": "content, not words of the house",
    "config/command/": "Chinese words named in English sentences",
    "config/diagnosis.py": "the same",
    "config/handover.py": "both languages side by side: nobody is known yet",
    "config/processes/": "the same",
    "config/settings.py": "a language's name in itself",
    "foundation/staff/looks.py": "the same",
    "foundation/staff/models/people.py": "Django's own names for tables and fields, shown on no page",
    "wechat/": "the platform's own words",
    "console/answers/question_rows.py": "marks on file, [图片] and the like",
    "rooms/answers/mentioning.py": "the same",
    "foundation/library/queries.py": "followers read the account's language",
    "rooms/answers/folding.py": "the same",
    "rooms/answers/reading.py": "the same",
    "rooms/answers/suggesting.py": "the same",
    "console/org/chairs.py": "names of offices, as units call them",
    "console/org/forms.py": "the same",
    "foundation/org/queries/offices.py": "the same",
    "foundation/visits/queries.py": "the same",
    "foundation/org/sounds.py": "family names",
    "switchboard.py": "what people write, not what they read",
    "foundation/org/kinds.py": "kinds of unit, as units call themselves",
    "foundation/followers/services/tagging.py": "the name of a tag in WeChat",
    "foundation/org/roster/": "what stands in tables, which speak Chinese whoever asks",
    "foundation/library/question.py": "what people write, not what they read",
    "foundation/library/wording.py": "the same",
    "rooms/reach/codes.py": "the same; and how units call themselves",
    "rooms/reach/naming/": "how places and units call themselves",
    "rooms/reach/register_sheet.py": "what stands in tables, which speak Chinese whoever asks",
    "rooms/reach/services/closing.py": "a place held open in a notice to followers",
    "console/care/visit_sheet.py": "what stands in tables, which speak Chinese whoever asks",
    "console/reach/invitations/poster_page.py": "how units call themselves",
    "rooms/answers/alike/": "what people write, not what they read",
    "rooms/answers/encodings.py": "the same",
    "rooms/answers/guiding/lines.py": "the same",
    "rooms/answers/needless.py": "the same",
    "rooms/answers/normal.py": "the same",
    "rooms/answers/sheet_child.py": "the same",
    "rooms/answers/table_lines.py": "the same; and a table speaks Chinese whoever asks for it",
    "rooms/answers/tables.py": "the same",
    "rooms/answers/whom_cells.py": "the same",
}


def unmarked_sentences() -> list[str]:
    """`file: sentence` for each one, in the order of the files."""
    return [
        f"{name}: {' '.join(text.split())[:60]}"
        for path in sorted(SOURCE.rglob("*"))
        if path.suffix in (".py", ".html") and not {"tests", "migrations"} & set(path.parts)
        if not (name := str(path.relative_to(SOURCE))).startswith(tuple(NOT_OURS))
        for text in (in_template(path) if path.suffix == ".html" else in_python(path))
    ]


def in_python(path: Path) -> Iterator[str]:
    """Texts outside docstrings and outside the functions that mark."""
    tree = ast.parse(path.read_text())
    passed_over = {id(text) for text in docstrings(tree)} | {id(text) for text in marked_texts(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in passed_over:
            continue
        if isinstance(node.value, str) and CHINESE.search(node.value):
            yield node.value


def docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def marked_texts(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield from (text for text in ast.walk(node) if isinstance(text, ast.Constant))


def in_template(path: Path) -> Iterator[str]:
    """Text between the tags, but for what stands in `blocktranslate`."""
    is_inside = False
    for token in Lexer(COMMENT.sub("", path.read_text())).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            is_inside = name == "blocktranslate" or (is_inside and name != "endblocktranslate")
        elif token.token_type == TokenType.TEXT and not is_inside and CHINESE.search(token.contents):
            yield token.contents
