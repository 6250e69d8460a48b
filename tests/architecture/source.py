"""Our own source as syntax trees, for rules that an import contract cannot see."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True, slots=True)
class Module:
    """One source file: `name` is dotted, `place` says where a finding stands."""

    path: Path
    name: str
    tree: ast.Module

    def place(self, node: ast.AST) -> str:
        return f"{self.path.relative_to(SRC)}:{getattr(node, 'lineno', 1)}"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product, tests and migrations left out."""
    paths = [
        p for p in sorted(SRC.rglob("*.py")) if not {"tests", "migrations"} & set(p.relative_to(SRC).parts)
    ]
    return tuple(Module(path=p, name=dotted(p), tree=ast.parse(p.read_text())) for p in paths)


def dotted(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def under(*names: str) -> list[Module]:
    """The modules that are one of these packages or stand inside them."""
    return [m for m in modules() if any(f"{m.name}.".startswith(f"{name}.") for name in names)]


def imports(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """Each absolute name the module imports, with where; `from a import b` gives `a.b`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def imported(found: list[Module], *forbidden: str) -> list[str]:
    """Where one of the modules imports a forbidden name or something inside it."""
    return [
        f"{module.place(node)} imports {name}"
        for module in found
        for name, node in imports(module)
        if any(f"{name}.".startswith(f"{root}.") for root in forbidden)
    ]


def calls(module: Module) -> Iterator[tuple[list[str], ast.Call]]:
    """Each call with its dotted words: `Rule.objects.get(x).save()` gives [Rule, objects, get, save]."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield words(node.func), node


def words(node: ast.AST) -> list[str]:
    match node:
        case ast.Attribute():
            return [*words(node.value), node.attr]
        case ast.Call():
            return words(node.func)
        case ast.Name():
            return [node.id]
        case _:
            return []
