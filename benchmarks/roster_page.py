"""Writes docs/reference/benchmarks.md from recorded results and from what is published."""

import csv
import re
from pathlib import Path
from typing import Any

PUBLISHED = Path(__file__).with_name("published.csv")
NAMES = {"ours": "Lamplighter", "cpsat_plain": "CP-SAT", "highs_plain": "HiGHS"}
HEAD = """# Benchmarks of rosters

Made by `make bench-roster` from `benchmarks/results/roster.jsonl`; `python -m benchmarks.roster --write-only` makes it
anew and runs nothing. The instances are those of T. Curtois and R. Qu, “Computational results on new staff
scheduling benchmark instances” (2014). They are no part of the product: `python -m benchmarks.roster FOLDER` takes them
from the folder where they are.

- The cost of each roster is counted by `lamplighter.engines.lines.score` from the roster itself. A roster that breaks
  hard rules is marked ✗, with how many.
- A gap is how much more a roster costs than the best one known: (cost - best) / best. “proven” means that nothing
  costs less. “At least” is the bound that was proven within the limit.
- CP-SAT and HiGHS solve the plain compact model in `benchmarks/peers`: one Boolean for each person, day and shift. That
  is what one writes first, not the best that can be done with them.
- What is proven within a shorter limit is not run again at a longer one, and stands there too.
- A table shows what has been run so far: a solver or a limit that is not there has not been run under these conditions.
- “Published” is the best that any published method reached in that time, on other machines. Sources, instance by
  instance: `benchmarks/published.csv`.
"""
Row = dict[str, Any]


def page(rows: list[Row]) -> str:
    """The whole page."""
    found = published()
    limits = sorted({(row["limit"], row["workers"], row["seed"]) for row in rows})
    return "\n".join(
        [HEAD, *conditions(rows), *(line for limit in limits for line in table(rows, limit, found)), *sources()]
    )


def published() -> dict[str, Row]:
    """What is published of each instance, by its number."""
    with PUBLISHED.open(encoding="utf-8") as file:
        return {each["instance"]: each for each in csv.DictReader(file)}


def conditions(rows: list[Row]) -> list[str]:
    """On what and when the results were made."""
    machines = sorted({f"{r['cores']} cores, {r['memory_gib']} GiB, {r['processor']}" for r in rows})
    dates = sorted({row["date"] for row in rows})
    versions = sorted({f"{name} {each}" for row in rows for name, each in row["versions"].items()})
    versions += sorted({f"commit {row['commit']}" for row in rows if row["solver"] == "ours"})
    beside = sorted({(row["solver"], row["at_once"]) for row in rows if row.get("at_once", 1) > 1})
    return [
        f"Machine: {'; '.join(machines)}. Dates: {' to '.join(dict.fromkeys([dates[0], dates[-1]]))}."
        if rows
        else "There are no results yet.",
        *([f"Versions: {', '.join(versions)}."] if versions else []),
        *(f"{NAMES[name]}: {many} runs side by side, as it uses one core." for name, many in beside),
        "",
    ]


def table(rows: list[Row], limit: tuple[float, int, int], found: dict[str, Row]) -> list[str]:
    """The table of one limit."""
    seconds, workers, seed = limit
    mine = [
        row
        for row in sorted(rows, key=lambda row: float(row["limit"]))
        if (row["workers"], row["seed"]) == (workers, seed)
        and (row["limit"] == seconds or (row["limit"] < seconds and row["status"] == "optimal"))
    ]
    by = {(row["instance"], row["solver"]): row for row in mine}
    minutes = [str(each) for each in (10, 60)]
    solvers = [name for name in NAMES if any(row["solver"] == name for row in mine)]
    head = ["Instance", "Days × people × shifts"]
    for name in solvers:
        head += [NAMES[name], "Gap", "At least", "First, s"] if name == "ours" else [NAMES[name], "Gap"]
    head += [f"Published, {each} min" for each in minutes] + ["Best known"]
    lines = [f"## {seconds:g} seconds, {workers} workers, seed {seed}", "", cells(head), cells(["---"] * len(head))]
    for instance in sorted({row["instance"] for row in mine}, key=number):
        known = found.get(str(number(instance)[0]), {})
        line = [instance, " × ".join(known.get(name, "?") for name in ("days", "staff", "shift_types"))]
        for name in solvers:
            row = by.get((instance, name), {})
            line += [cost(row), gap(row, known)]
            line += [said(row.get("bound")), said(row.get("first_feasible_s"))] if name == "ours" else []
        line += [said(known.get(f"best_{each}min")) for each in minutes] + [said(known.get("best_known"))]
        lines.append(cells(line))
    return [*lines, ""]


def sources() -> list[str]:
    """Where the published numbers are from."""
    names = ("best_10min_source", "best_60min_source", "best_known_source")
    found = sorted({row[name] for row in published().values() for name in names if row[name]})
    return ["Sources of published numbers: " + "; ".join(found) + ".", ""]


def cells(words: list[str]) -> str:
    return "| " + " | ".join(words) + " |"


def said(value: object) -> str:
    return "–" if value in (None, "") else str(value)


def cost(row: Row) -> str:
    """The cost, and whether it is proven or broken."""
    if not row or row["objective"] is None:
        return said(row.get("status"))
    broken = f" ✗ {row['hard_violations']}" if row["hard_violations"] else ""
    return f"{row['objective']}{broken}{' proven' if row['status'] == 'optimal' and not broken else ''}"


def gap(row: Row, known: Row) -> str:
    """How much more than the best known."""
    if not row or row["objective"] is None or row["hard_violations"] or not known.get("best_known"):
        return "–"
    best = int(known["best_known"])
    return f"{(row['objective'] - best) / best:.2%}"


def number(instance: str) -> tuple[int, str]:
    digits = re.search(r"\d+", instance)
    return (int(digits[0]) if digits else 0, instance)
