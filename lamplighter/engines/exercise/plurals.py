"""Plural categories of cardinal numbers, in the languages that scenarios are written in.

Source: Unicode CLDR, plural rules for cardinals (en, he, fa, ar).
"""

from collections.abc import Mapping
from decimal import Decimal

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "en": ("one", "other"),
    "he": ("one", "two", "other"),
    "fa": ("one", "other"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
}


def categories(language: str) -> tuple[str, ...]:
    """Give the categories that a language tells apart; one that is not known tells nothing apart."""
    return CATEGORIES.get(language, ("other",))


def category(language: str, number: int | float | Decimal) -> str:
    """Say which plural form a number takes in a language: ``one``, ``few``, …, ``other``."""
    n = abs(Decimal(str(number)))
    match language:
        case "en":
            # "1.0 hours": only an integer written without a fraction is singular.
            return "one" if n == 1 and _digits(n) == 0 else "other"
        case "he":
            return _hebrew(n)
        case "fa":
            return "one" if n <= 1 else "other"
        case "ar":
            return _arabic(int(n)) if n == n.to_integral_value() else "other"
    return "other"


def _digits(n: Decimal) -> int:
    """Count the digits written after the point."""
    exponent = n.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _hebrew(n: Decimal) -> str:
    if (n == 1 and _digits(n) == 0) or (int(n) == 0 and _digits(n) > 0):
        return "one"
    return "two" if n == 2 and _digits(n) == 0 else "other"


def _arabic(n: int) -> str:
    if n <= 2:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"
