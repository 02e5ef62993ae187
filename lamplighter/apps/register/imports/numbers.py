"""Columns of numbers: which sign is the decimal mark of a whole column, decided once, by all its cells."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from lamplighter.apps.register.imports.tidy import Cell, latin_digits
from lamplighter.web.numerals import MINOR

# Signs and words of money around a number, in any of our languages.
AROUND = re.compile(r"^[^\d(+\-\u2212.,]+|[^\d)]+$")
# Words that may stand beside an amount without changing it. Any other word (about, k, thousand, هزار) may change it
# by a thousand, so a cell that has one is refused rather than guessed.
BESIDE_WORDS = """
usd eur gbp dkk sek nok ils nis irr jod sar aed chf try inr cad aud dollar dollars euro euros pound pounds kr rial rials
toman shekel shekels dinar dinars riyal riyals jd per a an year annum annual annually yearly month monthly hour hourly
week weekly pa pm h hr hrs hours minutes min mins days
ریال تومان تومن در ماه ماهانه سال سالانه ساعت ساعتی هفته هفتگی ساعات دقیقه
שח ש ח שקל שקלים לחודש בחודש חודשי לשנה שנתי לשעה שעות שעה לשבוע
دينار دنانير ريال ريالات درهم شهريا شهري سنويا سنوي في الشهر السنة الساعة ساعة ساعات د ا أ شهرياً سنوياً
"""
BESIDE = frozenset(BESIDE_WORDS.split())
WORD = re.compile(r"[^\W\d_]+")
INNER_SPACE = re.compile(r"[\s\u00a0\u202f'’٬_](?=\d)")
SCIENTIFIC = re.compile(r"(?<=\d)[eE](?=[+-]?\d)")
PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+]?\d{1,2})?")
BY_COMMA = re.compile(r"\d,\d{1,2}$|\d,\d{4,}$|,\d+[eE]")
BY_POINT = re.compile(r"\d\.\d{1,2}$|\d\.\d{4,}$|\.\d+[eE]")
CLOCK = re.compile(r"(\d{1,3}):(\d{2})(:\d{2})?")
TOMAN = ("تومان", "تومن", "toman")


def decimal_mark(cells: Iterable[Cell], currency: str = "") -> str:
    """``.`` or ``,``: what most cells that can tell use before their fraction."""
    comma = point = lone_comma = lone_point = 0
    for cell in set(cells):
        if not isinstance(cell, str):
            continue
        typed = AROUND.sub("", latin_digits(cell).replace("٫", ".").rstrip(") "))
        last_comma, last_point = typed.rfind(","), typed.rfind(".")
        if last_comma >= 0 and last_point >= 0:
            comma += last_comma > last_point
            point += last_point > last_comma
        elif last_comma >= 0:
            comma += bool(BY_COMMA.search(typed))
            point += typed.count(",") > 1
            lone_comma += 1
        elif last_point >= 0:
            point += bool(BY_POINT.search(typed))
            comma += typed.count(".") > 1
            lone_point += 1
    if comma != point:
        return "," if comma > point else "."
    # Three digits after the only sign of every cell group thousands, unless the currency has thousandths.
    return "," if lone_point > lone_comma and MINOR.get(currency) != 3 else "."


def number_in(cell: Cell, mark: str = ".") -> Decimal | None:
    """The number that a cell says, whatever stands around it; None if it says none. ``(1)`` is minus one."""
    if not isinstance(cell, str):
        return None
    typed = latin_digits(cell).replace("٫", mark).strip()
    if any(word.casefold() not in BESIDE for word in WORD.findall(SCIENTIFIC.sub("", typed))):
        return None
    negative = typed.startswith(("(", "-", "\u2212")) or (typed.endswith(")") and "(" in typed)
    typed = AROUND.sub("", typed.strip("()-\u2212 "))
    typed = AROUND.sub("", typed.strip("()-\u2212 "))
    typed = INNER_SPACE.sub("", typed)
    typed = typed.replace("," if mark == "." else ".", "").replace(mark, ".")
    if not PLAIN.fullmatch(typed):
        return None
    try:
        found = Decimal(typed)
    except InvalidOperation:
        return None
    return -found if negative else found


def is_in_toman(cell: Cell) -> bool:
    """Whether the amount is said in toman: ten rials."""
    return isinstance(cell, str) and any(word in cell for word in TOMAN)


def hours_in(cell: Cell, mark: str = ".") -> Decimal | None:
    """Hours: 37.5, 37,5, 37:30, ۴۴."""
    if isinstance(cell, str) and (clock := CLOCK.fullmatch(latin_digits(cell))):
        return (Decimal(int(clock[1])) + Decimal(int(clock[2])) / 60).quantize(Decimal("0.01"))
    return number_in(cell, mark)


UNITS = {
    1: ("m", "min", "mins", "minute", "minutes", "دقیقه", "דקה", "דקות", "دقيقة", "دقائق"),
    60: ("h", "hr", "hrs", "hour", "hours", "ساعت", "שעה", "שעות", "ساعة", "ساعات"),
    1440: ("d", "day", "days", "روز", "יום", "ימים", "يوم", "أيام", "ايام"),
    10080: ("w", "week", "weeks", "هفته", "שבוע", "שבועות", "أسبوع", "اسبوع", "أسابيع"),
}
MINUTES_OF = {word: minutes for minutes, words in UNITS.items() for word in words}
LENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]*)")


def minutes_in(cell: Cell, header: str = "") -> int | None:
    """A length of time in minutes: 30, 4 h, 1.5 days, 2h 30m, 1:30; a bare number is in the header's unit."""
    if not isinstance(cell, str):
        return None
    typed = latin_digits(cell).lower().replace("٫", ".").strip()
    if clock := CLOCK.fullmatch(typed):
        return int(clock[1]) * 60 + int(clock[2])
    parts = LENGTH.findall(typed)
    if not parts or LENGTH.sub("", typed).strip(" ,+&و"):
        return None
    in_header = [word for word in re.findall(r"[^\W\d_]+", header.lower()) if word in MINUTES_OF]
    usual = MINUTES_OF[in_header[-1]] if in_header else 1
    total = Decimal(0)
    for number, unit in parts:
        if unit and unit not in MINUTES_OF:
            return None
        total += Decimal(number.replace(",", ".")) * (MINUTES_OF[unit] if unit else usual)
    return int(total.to_integral_value())
