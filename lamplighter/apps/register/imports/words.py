"""Words in cells that stand for one of our codes, in four languages."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation

from lamplighter.apps.register.choices import ContractKind, Hours, Level, PayPeriod, Tier
from lamplighter.apps.register.imports.targets import words_of

KINDS = {
    ContractKind.PERMANENT: (
        "permanent", "perm", "regular", "indefinite", "open ended", "tenured", "civil servant", "career",
        "official",
        "رسمی", "دائم", "دایم", "رسمی قطعی", "رسمی آزمایشی", "قطعی", "קבוע", "קבועה", "תקן קבוע", "دائم",
        "دائمي", "ثابت",
    ),
    ContractKind.FIXED_TERM: (
        "fixed term", "temporary", "temp", "limited", "term", "contract", "contractual", "seasonal", "probation",
        "پیمانی", "قراردادی", "موقت", "قرارداد معین", "کار معین", "זמני", "זמנית", "לתקופה קצובה", "חוזה אישי",
        "חוזה",
        "مؤقت", "موقت", "محدد المدة", "عقد", "تعاقد",
    ),
    ContractKind.AGENCY: (
        "agency", "agency worker", "temp agency", "leased", "secondment", "manpower",
        "شرکت کاریابی", "کاریابی", "مامور", "כוח אדם", "חברת כוח אדם", "קבלן כוח אדם", "وكالة", "وكالة توظيف",
        "معار",
    ),
    ContractKind.SERVICE_COMPANY: (
        "service company", "contractor", "volume", "volume contract", "outsourced", "external", "consultant",
        "vendor",
        "حجمی", "شرکتی", "قرارداد حجمی", "پیمانکاری", "برون سپاری", "מיקור חוץ", "קבלן", "ספק", "חברת שירותים",
        "شركة خدمات", "مقاول", "خارجي", "متعهد",
    ),
}  # fmt: skip
PERIODS = {
    PayPeriod.YEAR: (
        "year",
        "yearly",
        "annual",
        "annually",
        "y",
        "a",
        "per annum",
        "salary",
        "سال",
        "سالانه",
        "سالیانه",
        "שנה",
        "שנתי",
        "سنة",
        "سنوي",
        "سنويا",
    ),
    PayPeriod.MONTH: (
        "month",
        "monthly",
        "m",
        "per month",
        "ماه",
        "ماهانه",
        "ماهیانه",
        "חודש",
        "חודשי",
        "شهر",
        "شهري",
        "شهريا",
    ),
    PayPeriod.HOUR: ("hour", "hourly", "h", "per hour", "ساعت", "ساعتی", "שעה", "שעתי", "ساعة", "بالساعة"),
}
FULL = (
    "f",
    "ft",
    "full",
    "full time",
    "fulltime",
    "yes",
    "100",
    "تمام وقت",
    "מלאה",
    "משרה מלאה",
    "מלא",
    "كامل",
    "دوام كامل",
    "بدوام كامل",
)
PART = (
    "p",
    "pt",
    "part",
    "part time",
    "parttime",
    "no",
    "half",
    "پاره وقت",
    "نیمه وقت",
    "חלקית",
    "משרה חלקית",
    "חלקי",
    "جزئي",
    "دوام جزئي",
    "بدوام جزئي",
)
SALARIED = (
    "s",
    "salary",
    "salaried",
    "annual",
    "monthly",
    "m",
    "ماهانه",
    "ثابت",
    "חודשי",
    "גלובלי",
    "شهري",
    "راتب",
)
HOURLY = ("h", "hourly", "hour", "wage", "ساعتی", "שעתי", "بالساعة", "ساعة")
SEXES = {
    "female": ("f", "female", "w", "woman", "زن", "خانم", "مؤنث", "נ", "נקבה", "אישה", "أنثى", "انثى", "امرأة"),
    "male": ("m", "male", "man", "مرد", "آقا", "مذکر", "ז", "זכר", "גבר", "ذكر", "رجل"),
    "other": ("x", "d", "diverse", "other", "non binary", "nonbinary", "دیگر", "אחר", "آخر"),
}
TIERS = {
    Tier.LIFE: (
        "1",
        "life",
        "lives",
        "lives at risk",
        "vital",
        "critical",
        "tier 1",
        "حیاتی",
        "جان",
        "קריטי",
        "חיוני",
        "حرج",
        "حيوي",
    ),
    Tier.CITY: (
        "2",
        "city",
        "high",
        "the city stands still",
        "tier 2",
        "بالا",
        "زیاد",
        "גבוה",
        "גבוהה",
        "عال",
        "عالية",
    ),
    Tier.DAILY: (
        "3",
        "daily",
        "medium",
        "normal",
        "daily life suffers",
        "tier 3",
        "متوسط",
        "בינוני",
        "בינונית",
        "متوسطة",
    ),
    Tier.OFFICE: (
        "4",
        "office",
        "low",
        "office work waits",
        "tier 4",
        "کم",
        "پایین",
        "נמוך",
        "נמוכה",
        "منخفض",
        "منخفضة",
    ),
}
SERVICE_HOURS = {
    Hours.AROUND_THE_CLOCK: (
        "24h",
        "24",
        "24 7",
        "24x7",
        "24 hours",
        "around the clock",
        "always",
        "yes",
        "شبانه روزی",
        "۲۴ ساعته",
        "24 ساعته",
        "24 שעות",
        "מסביב לשעון",
        "24 ساعة",
        "على مدار الساعة",
    ),
    Hours.OFFICE_HOURS: (
        "hours",
        "set hours",
        "office",
        "office hours",
        "business hours",
        "working hours",
        "8 5",
        "9 5",
        "no",
        "ساعت اداری",
        "اداری",
        "שעות עבודה",
        "שעות משרד",
        "ساعات العمل",
        "الدوام",
    ),
}
LEVELS = {
    Level.AWARENESS: ("1", "awareness", "آگاهی", "מודעות", "إلمام"),
    Level.WORKING: ("2", "working", "کاربردی", "מעשי", "عملي"),
    Level.PRACTITIONER: ("3", "practitioner", "حرفه ای", "מקצועי", "متمرس"),
    Level.EXPERT: ("4", "expert", "خبره", "متخصص", "מומחה", "خبير"),
}


FULL_TIMES = {"yes": FULL, "no": PART}
PAID = {"yes": HOURLY, "no": SALARIED}
# The words of each list, and where the list has names of its own in every language, those too.
LISTS: dict[str, tuple[Mapping[Any, tuple[str, ...]], Any]] = {
    "kind": (KINDS, ContractKind),
    "period": (PERIODS, PayPeriod),
    "full_time": (FULL_TIMES, None),
    "salaried": (PAID, None),
    "sex": (SEXES, None),
    "tier": (TIERS, Tier),
    "service_hours": (SERVICE_HOURS, Hours),
    "level": (LEVELS, Level),
}


@cache
def codes(name: str) -> dict[str, str]:
    """Every word known for a code of the list ``name``, and the code."""
    words, choices = LISTS[name]
    found = {words_of(word): str(code) for code, known in words.items() for word in (str(code), *known)}
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            for code, label in choices.choices if choices else ():
                found.setdefault(words_of(str(label)), str(code))
    return found


def code_in(text: str, name: str) -> str | None:
    """The code that ``text`` stands for in the list ``name``, or None."""
    return codes(name).get(words_of(text))
