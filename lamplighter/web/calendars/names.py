"""Names of months and days, in every calendar and every language of the house."""

GREGORIAN: dict[str, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "fa": (
        "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن",
        "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
    ),
    "he": (
        "ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני",
        "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר",
    ),
    "ar": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
}  # fmt: skip

JALALI: dict[str, tuple[str, ...]] = {
    "en": (
        "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
        "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
    ),
    "fa": (
        "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
        "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
    ),
    "he": (
        "פרוורדין", "אורדיבהשת", "ח׳ורדאד", "תיר", "מורדאד", "שהריור",
        "מהר", "אבאן", "אזר", "דיי", "בהמן", "אספנד",
    ),
    "ar": (
        "فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور",
        "مهر", "آبان", "آذر", "دي", "بهمن", "إسفند",
    ),
}  # fmt: skip

# Counted from Nisan; the thirteenth is the second Adar of a leap year.
HEBREW: dict[str, tuple[str, ...]] = {
    "en": (
        "Nisan", "Iyar", "Sivan", "Tammuz", "Av", "Elul",
        "Tishrei", "Cheshvan", "Kislev", "Tevet", "Shevat", "Adar",
    ),
    "fa": (
        "نیسان", "ایار", "سیوان", "تموز", "آو", "الول",
        "تشری", "حشوان", "کیسلو", "طوت", "شواط", "ادار",
    ),
    "he": (
        "ניסן", "אייר", "סיוון", "תמוז", "אב", "אלול",
        "תשרי", "חשוון", "כסלו", "טבת", "שבט", "אדר",
    ),
    "ar": (
        "نيسان", "أيار", "سيفان", "تموز", "آب", "أيلول",
        "تشري", "مرحشوان", "كيسلو", "طيفت", "شباط", "آذار",
    ),
}  # fmt: skip

LEAP_ADARS: dict[str, tuple[str, str]] = {
    "en": ("Adar I", "Adar II"),
    "fa": ("ادار اول", "ادار دوم"),
    "he": ("אדר א׳", "אדר ב׳"),
    "ar": ("آذار الأول", "آذار الثاني"),
}

# Monday first, as ISO counts.
WEEKDAYS: dict[str, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fa": ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"),
    "he": ("יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי", "שבת", "יום ראשון"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}

WEEKDAYS_SHORT: dict[str, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "fa": WEEKDAYS["fa"],
    "he": ("יום ב׳", "יום ג׳", "יום ד׳", "יום ה׳", "יום ו׳", "שבת", "יום א׳"),
    "ar": WEEKDAYS["ar"],
}

WEEKDAY_LETTERS: dict[str, tuple[str, ...]] = {
    "en": ("M", "T", "W", "T", "F", "S", "S"),
    "fa": ("د", "س", "چ", "پ", "ج", "ش", "ی"),
    "he": ("ב׳", "ג׳", "ד׳", "ה׳", "ו׳", "ש׳", "א׳"),
    "ar": ("ن", "ث", "ر", "خ", "ج", "س", "ح"),
}

MONTHS_SHORT_EN = tuple(name[:3] if name != "September" else "Sept" for name in GREGORIAN["en"])

# In a Persian date the month leans on the year: names that end in a silent he carry a hamza.
EZAFE = {name: name + "ٔ" for name in GREGORIAN["fa"] if name.endswith("ه")}
