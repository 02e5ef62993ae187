"""The rules that an import contract cannot say. Each gives one sentence a violation; none means that it is kept."""

import re
import sys
from collections.abc import Callable, Iterator

from tests.architecture.house import House

Rule = Callable[[House], Iterator[str]]

LENT = {"models", "queries", "actions", "signals", "choices", "phrases"}
# Sample cities are made in one go: whoever makes them does the waiting jobs itself.
LENT_BESIDES = {("samples", "work"): {"jobs"}}
# A library that searches, and the one folder that may know it.
SOLVERS = {"ortools": "lamplighter.engines.roster.cpsat", "highspy": "lamplighter.engines.lines.columns"}
ENGINES_MAY = {"numpy", "numba", "ortools", "highspy", "holidays", "persiantools", "pyluach"}
TOO_LONG = 400
MEANINGLESS = {"utils", "util", "helpers", "helper", "services", "managers", "misc", "common"}
# `services` is a word of the city: an engine, and tables, questions and pages about residents' services.
SERVICES_OF_RESIDENTS = re.compile(
    r"lamplighter\.(engines\.services|apps\.register\.\w+\.services)(\.|$)|(^|\.)tests\."
)


def engines_know_no_django(house: House) -> Iterator[str]:
    """Engines import the standard library, other engines and a few libraries of numbers and calendars."""
    for module in house.modules:
        if not module.engine or module.is_test:
            continue
        for found in module.imports:
            top = found.name.split(".")[0]
            if found.name.startswith(("django", "lamplighter.apps", "lamplighter.web", "lamplighter.config")) or (
                top not in ENGINES_MAY | {"lamplighter"} and top not in sys.stdlib_module_names
            ):
                yield f"{module.name}:{found.line} imports {found.name}, which an engine may not know"


def one_folder_a_solver(house: House) -> Iterator[str]:
    """A library that searches is imported in one folder only."""
    for module in house.modules:
        for found in module.imports:
            home = SOLVERS.get(found.name.split(".")[0])
            if home and not module.name.startswith(home) and not module.is_test:
                yield f"{module.name}:{found.line} imports {found.name}; only {home} does"


def only_lent_rooms(house: House) -> Iterator[str]:
    """From another app one takes models, queries, actions, signals, choices, phrases; a bridge also its bridge."""
    for module in house.modules:
        if not module.app or module.is_test or module.is_migration:
            continue
        for found in module.imports:
            parts = found.name.split(".")
            if parts[:2] != ["lamplighter", "apps"] or len(parts) < 4 or parts[2] == module.app:
                continue
            room = parts[3]
            lent = LENT | LENT_BESIDES.get((module.app, parts[2]), set())
            if room not in lent and not (room == "bridge" and module.room == "bridge"):
                yield f"{module.name}:{found.line} takes {found.name}: the room {room!r} of {parts[2]} is not lent"


def no_hidden_imports(house: House) -> Iterator[str]:
    """No import inside a function: it would hide a cycle."""
    for module in house.modules:
        if not module.is_test:
            for found in module.imports:
                if found.deep:
                    yield f"{module.name}:{found.line} imports {found.name} inside a function"


def no_long_modules(house: House) -> Iterator[str]:
    """No module over 400 lines."""
    for module in house.modules:
        lines = module.source.count("\n")
        if lines > TOO_LONG and not module.is_migration:
            yield f"{module.name} has {lines} lines, more than {TOO_LONG}: split it by meaning"


def names_mean_something(house: House) -> Iterator[str]:
    """No utils, helpers, services or managers."""
    for module in house.modules:
        name = module.name.split(".")[-1]
        if name in MEANINGLESS and not (name == "services" and SERVICES_OF_RESIDENTS.search(module.name)):
            yield f"{module.name}: the name {name!r} says nothing; name it after what is in it"


def nothing_of_one_machine(house: House) -> Iterator[str]:
    """No address of a package registry, and no path that exists on one machine only."""
    for path, text in house.texts():
        for number, line in enumerate(text.splitlines(), start=1):
            if found := REGISTRY.search(line) or MACHINE.search(line):
                yield f"{path}:{number} names {found.group().strip()!r}"


# Put together from pieces, so that this very file keeps the rule.
REGISTRY = re.compile(
    "|".join(
        re.escape(".".join(name))
        for name in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry", "npmjs", "org"),
            ("deb", "debian", "org"),
        )
    )
)
MACHINE = re.compile(r"(^|[\s\"'`(=])/(" + "|".join(["work", "shared", "home", "root", "Users"]) + r")/\w")

RULES: tuple[Rule, ...] = (
    engines_know_no_django,
    one_folder_a_solver,
    only_lent_rooms,
    no_hidden_imports,
    no_long_modules,
    names_mean_something,
    nothing_of_one_machine,
)
