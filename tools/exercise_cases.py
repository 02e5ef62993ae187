"""Writes docs/reference/exercise-cases.md from the tables of incidents and legal deadlines of exercises."""

from pathlib import Path

from lamplighter.engines.exercise import Calibration, Case, calibrated, cases, legal_clocks
from lamplighter.engines.exercise.cases import QUANTITIES, Days

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "exercise-cases.md"

HEAD = """# Real incidents and legal deadlines in exercises

Made by `make docs` from `lamplighter/engines/exercise/cases.json` and `clocks.json`. The prices of options in an
exercise are reckoned from these incidents, and the legal clocks from these deadlines.

- Figures marked *not certain* are told from memory, contradict each other, or were foretold by somebody outside;
  they are kept and never reckoned with.
- Money is turned into euros by the mean of the European Central Bank's daily reference rates of the year of the
  incident.
- A price is the first quartile, the median and the third quartile of the cases that state the quantity, at (n + 1)p
  between order statistics. It is a range and never a forecast.
- Deadlines are not legal advice. None has been confirmed by a lawyer yet, and pages say so. Where nothing is known,
  nothing is borrowed from another country.
"""

WORDS = {
    "eur_per_resident": "Euros a resident",
    "days_workaround": "Days until a workaround",
    "days_main": "Days until the main services",
    "days_full": "Days until everything",
}
LAWS = {"EU": "European Union", "GB": "United Kingdom", "IL": "Israel", "IR": "Iran"}


def page() -> str:
    """The whole page."""
    parts = [HEAD, "## What the cases say\n", "| quantity | first quartile | median | third quartile | cases |"]
    parts.append("|---|---|---|---|---|")
    parts += [_row(found) for quantity in QUANTITIES if (found := calibrated(quantity)) is not None]
    parts += ["", "## The incidents\n", *(_case(case) for case in cases()), "## Legal deadlines\n"]
    parts.append(
        "| law | key | deadline | counted from | told to | article | source |\n|---|---|---|---|---|---|---|"
    )
    for law, name in LAWS.items():
        for clock in legal_clocks(law):
            length = (
                f"{clock.months} month"
                if clock.months
                else "unknown"
                if clock.hours is None
                else _hours(clock.hours)
            )
            cells = (name, f"`{clock.key}`", length, clock.start, clock.to, clock.article, clock.source)
            parts.append("| " + " | ".join(cells) + " |")
    return "\n".join(parts) + "\n"


def _row(found: Calibration) -> str:
    figures = " | ".join(f"{value:,.1f}" for value in (found.low, found.likely, found.high))
    return f"| {WORDS[found.quantity]} | {figures} | {', '.join(found.cases)} |"


def _case(case: Case) -> str:
    lines = [f"### {case.place}, {case.year}\n", f"`{case.id}` ({case.country})\n"]
    if case.residents is not None:
        lines.append(f"- Residents: {case.residents:,} ({case.residents_source})")
    if (money := case.money) is not None:
        low, high = money.eur
        lines.append(
            f"- Money: {_range(money.low, money.high)} {money.currency} at {money.per_eur:g} for a euro, "
            f"{_range(low, high)} EUR: {money.what}{_where(money.source, money.certain)}"
        )
        if (each := case.figure("eur_per_resident")) is not None:
            lines.append(f"- Euros a resident: {_range(*each, digits=1)}")
    lines += [_days(name, days) for name, days in case.days.items() if days is not None]
    for name, text in (("Access", case.access), ("Lost", case.lost), ("Decided", case.decided)):
        if text:
            lines.append(f"- {name}: {text}")
    lines.append(f"- Sources: {', '.join(case.sources)}\n")
    return "\n".join(lines)


def _days(name: str, days: Days) -> str:
    told = _range(days.low, days.high)
    return f"- {WORDS[f'days_{name}']}: {told}: {days.what}{_where(days.source, days.certain)}"


def _where(source: str, certain: bool) -> str:
    marks = [*([] if certain else ["*not certain*"]), *([source] if source else [])]
    return f" ({'; '.join(marks)})" if marks else ""


def _range(low: float, high: float, digits: int = 0) -> str:
    ends = dict.fromkeys((f"{low:,.{digits}f}", f"{high:,.{digits}f}"))
    return " to ".join(ends)


def _hours(hours: int) -> str:
    return f"{hours} hours" if hours else "at once"


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(PAGE.parents[2])} is written.")


if __name__ == "__main__":
    main()
