"""Reads a tree of the product as it stands on disk: every module of ours, and what it imports where."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

SKIPPED = {".git", ".venv", "__pycache__", "data", "build", "dist", "static-built", "test-output"}
TEXT = {".py", ".toml", ".md", ".html", ".css", ".js", ".txt", ".in", ".sh", ".po", ".json", ".csv", ".svg", ""}


@dataclass(frozen=True)
class Import:
    """One name that a module imports; ``deep`` if it does so inside a function."""

    name: str
    line: int
    deep: bool


@dataclass(frozen=True)
class Module:
    """One module of ours."""

    name: str
    path: Path
    source: str = field(repr=False)

    @property
    def is_test(self) -> bool:
        return "tests" in self.name.split(".")

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.name.split(".")

    @property
    def app(self) -> str:
        """The app it belongs to, or nothing."""
        parts = self.name.split(".")
        return parts[2] if parts[:2] == ["lamplighter", "apps"] and len(parts) > 2 else ""

    @property
    def engine(self) -> str:
        """The engine it belongs to, or nothing."""
        parts = self.name.split(".")
        return parts[2] if parts[:2] == ["lamplighter", "engines"] and len(parts) > 2 else ""

    @property
    def room(self) -> str:
        """The room of its app that it stands in, or nothing."""
        parts = self.name.split(".")
        return parts[3] if self.app and len(parts) > 3 else ""

    @property
    def imports(self) -> tuple[Import, ...]:
        return imports_in(self.source)


@cache
def imports_in(source: str) -> tuple[Import, ...]:
    """Every import of a module; parsed once, however many copies of the tree are read."""
    return tuple(imports_of(ast.parse(source)))


def imports_of(tree: ast.AST, *, deep: bool = False) -> Iterator[Import]:
    """Every import below ``tree``, as full names: ``from a import b`` is ``a.b``."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, deep) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from (Import(f"{base}.{alias.name}", node.lineno, deep) for alias in node.names)
        else:
            inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from imports_of(node, deep=deep or inside)


class House:
    """The product's tree below ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """Every file that belongs to the project, text or not."""
        return tuple(sorted(walk(self.root)))

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """Every module of the package."""
        found = []
        for path in self.files:
            if path.suffix == ".py" and path.relative_to(self.root).parts[0] == "lamplighter":
                parts = path.relative_to(self.root).with_suffix("").parts
                name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                found.append(Module(name, path, path.read_text(encoding="utf-8")))
        return tuple(found)

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Every text file, and what it says."""
        for path in self.files:
            if path.suffix in TEXT:
                try:
                    yield path.relative_to(self.root), path.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    continue


def walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        hidden_cache = path.name.startswith(".") and path.name.endswith("_cache")
        if path.name in SKIPPED or hidden_cache or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from walk(path)
        elif path.is_file():
            yield path
