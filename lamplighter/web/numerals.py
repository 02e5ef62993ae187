"""Numbers in the reader's digits, with the reader's separators."""

from decimal import ROUND_HALF_UP, Decimal

from lamplighter.web.reader import Reader

DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ar": "٠١٢٣٤٥٦٧٨٩"}
TABLES = {language: str.maketrans("0123456789", digits) for language, digits in DIGITS.items()}
LRI, PDI, MINUS, NBSP = "\u2066", "\u2069", "\u2212", "\u00a0"

Number = int | float | Decimal

# Currency: how each language signs it; a code stands where no sign is usual.
SIGNS: dict[str, dict[str, str]] = {
    "en": {"EUR": "€", "USD": "$", "GBP": "£", "ILS": "₪"},
    "fa": {
        "IRR": "ریال", "EUR": "یورو", "USD": "دلار", "GBP": "پوند", "ILS": "شِکِل", "AED": "درهم",
        "SAR": "ریال سعودی", "DKK": "کرون", "JOD": "دینار اردن",
    },
    "he": {"ILS": "₪", "EUR": "€", "USD": "$", "GBP": "£", "IRR": "ריאל", "JOD": "דינר"},
    "ar": {
        "SAR": "ر.س", "AED": "د.إ", "EGP": "ج.م", "JOD": "د.أ", "KWD": "د.ك", "QAR": "ر.ق", "BHD": "د.ب",
        "OMR": "ر.ع", "IQD": "د.ع", "LBP": "ل.ل", "MAD": "د.م", "TND": "د.ت", "DZD": "د.ج", "ILS": "شيكل",
        "IRR": "ريال إيراني",        "EUR": "يورو", "USD": "دولار", "GBP": "جنيه إسترليني",
    },
}  # fmt: skip
# Digits after the point where they are not two.
MINOR = {"IRR": 0, "IQD": 0, "LBP": 0, "JPY": 0, "KRW": 0, "JOD": 3, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3}


def whole(text: str, otherwise: int = 0) -> int:
    """The whole number that somebody sent, in digits of any script; ``otherwise`` where there is none.

    More than nine digits count nothing here, and Python refuses to read thousands of them.
    """
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


def script(text: str, who: Reader) -> str:
    """``text`` with its Latin digits in the script of the reader who chose so."""
    if who.digits == "local" and who.language in TABLES:
        return text.translate(TABLES[who.language])
    return text


def write_number(number: Number, who: Reader, decimals: int | None = None) -> str:
    """Grouped number. Without ``decimals``: as many as it has, two at most."""
    exact = Decimal(str(number))
    if decimals is None:
        exact = rounded(exact, 2).normalize()
        decimals = max(0, -int(exact.as_tuple().exponent))
    text = f"{abs(rounded(exact, decimals)):,.{decimals}f}"
    if who.digits == "local" and who.language in TABLES:
        text = text.translate(str.maketrans(",.", "٬٫"))
    return signed(script(text, who), exact < 0, who)


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Half up, as people round money and hours."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def signed(text: str, negative: bool, who: Reader) -> str:
    """With its minus before it, also where the line runs from right to left."""
    if not negative:
        return text
    return f"{LRI}{MINUS}{text}{PDI}" if who.direction == "rtl" else f"{MINUS}{text}"


def write_money(amount: Number, currency: str, who: Reader, decimals: int | None = None) -> str:
    """Amount with its currency where the reader's language puts it."""
    places = MINOR.get(currency, 2) if decimals is None else decimals
    sign = SIGNS[who.language].get(currency, currency)
    if who.language != "en":
        return f"{write_number(amount, who, places)}{NBSP}{sign}"
    exact = rounded(Decimal(str(amount)), places)
    gap = NBSP if sign.isalpha() else ""
    return signed(f"{sign}{gap}{write_number(abs(exact), who, places)}", exact < 0, who)


def write_percent(share: Number, who: Reader, decimals: int = 0) -> str:
    """Share of one, as percent."""
    sign = "٪" if who.digits == "local" and who.language in TABLES else "%"
    return f"{write_number(Decimal(str(share)) * 100, who, decimals)}{sign}"
