"""What a column can mean, and the headers under which cities keep it, in four languages."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import translation

from lamplighter.apps.register.choices import ImportKind
from lamplighter.apps.register.phrases.imports import TARGETS
from lamplighter.web.text import normalise

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Persian writes compounds with it or with a space, and people do both.
HALF_SPACE = "\u200c"
NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Target:
    """One meaning: its code, how its cells are read, and its usual headers beside its own name."""

    key: str
    reads: str
    headers: tuple[str, ...] = ()


PEOPLE = (
    Target(
        "number",
        "text",
        (
            "employee id", "employee number", "employee no", "emp id", "empid", "emp no", "staff no", "staff id",
            "personnel number", "personnel no", "payroll number", "payroll id", "person id", "key",
            "شماره پرسنلی", "کد پرسنلی", "شماره کارمندی", "مספר", "מספר עובד", "מס עובד", "מספר אישי", "קוד עובד",
            "رقم الموظف", "الرقم الوظيفي", "رقم وظيفي", "رقم الموظف الوظيفي",
        ),
    ),
    Target(
        "name",
        "text",
        (
            "full name", "employee name", "employee", "staff name", "person", "last name first name",
            "نام", "نام و نام خانوادگی", "نام کامل", "نام کارمند", "שם", "שם מלא", "שם העובד", "שם עובד",
            "الاسم", "اسم الموظف", "الاسم الكامل", "اسم",
        ),
    ),
    Target(
        "first_name",
        "text",
        ("given name", "forename", "first", "نام کوچک", "שם פרטי", "الاسم الأول", "الاسم الاول"),
    ),
    Target(
        "last_name",
        "text",
        ("surname", "family name", "last", "نام خانوادگی", "שם משפחה", "اسم العائلة", "اللقب", "الكنية"),
    ),
    Target(
        "unit",
        "text",
        (
            "department", "dept", "agency", "agency name", "organization", "organisation", "division", "team",
            "dept description", "department name", "dept name", "descr", "organizational unit",
            "واحد", "اداره", "اداره کل", "بخش", "معاونت", "واحد سازمانی", "מחלקה", "אגף", "יחידה", "מדור",
            "القسم", "الإدارة", "الوحدة", "الدائرة", "الاداره", "الوحده",
        ),
    ),
    Target(
        "unit_code",
        "text",
        (
            "department code", "dept code", "dept id", "deptid", "agency id", "agency code", "unit id", "org code",
            "department id", "کد واحد", "کد اداره", "קוד מחלקה", "קוד יחידה", "رمز القسم", "رمز الوحدة",
            "رقم القسم",
        ),
    ),
    Target(
        "title",
        "text",
        (
            "job title", "job titles", "position", "position title", "title description", "job", "role",
            "occupation",
            "function", "title name", "post", "post title",
            "عنوان شغلی", "شغل", "سمت", "پست", "عنوان پست", "پست سازمانی", "תפקיד", "תואר התפקיד", "משרה",
            "المسمى الوظيفي", "الوظيفة", "المنصب", "المسمى",
        ),
    ),
    Target(
        "post_code",
        "text",
        (
            "position number", "position no", "position id", "post number", "post id", "establishment number",
            "شماره پست", "کد پست", "شماره پست سازمانی", "מספר משרה", "מספר תקן", "קוד משרה", "מס תקן",
            "رقم الوظيفة", "رمز الوظيفة", "رقم المنصب",
        ),
    ),
    Target(
        "joined_on",
        "day",
        (
            "hire date", "date hired", "hire dt", "hired", "hired on", "start of employment", "date of hire",
            "joined",
            "joining date", "date joined", "anniversary date", "entry date", "date of entry", "employment date",
            "تاریخ استخدام", "تاریخ شروع به کار", "تاریخ ورود", "תאריך תחילת עבודה", "תאריך קליטה", "תחילת עבודה",
            "تاريخ التعيين", "تاريخ المباشرة", "تاريخ الالتحاق",
        ),
    ),
    Target(
        "left_on",
        "day",
        (
            "leaving date", "termination date", "date left", "left", "separation date", "last day",
            "end of employment",
            "تاریخ ترک کار", "تاریخ پایان کار", "تاریخ خروج", "תאריך סיום עבודה", "תאריך עזיבה",
            "تاريخ انتهاء الخدمة", "تاريخ ترك العمل", "تاريخ المغادرة",
        ),
    ),
    Target(
        "kind",
        "kind",
        (
            "contract", "contract type", "employment type", "type of contract", "employment status",
            "appointment type",
            "نوع قرارداد", "نوع استخدام", "وضعیت استخدام", "סוג חוזה", "סוג העסקה", "نوع العقد", "نوع التوظيف",
        ),
    ),
    Target(
        "starts_on",
        "day",
        (
            "contract start", "contract starts", "contract from", "valid from", "start date",
            "شروع قرارداد", "تاریخ شروع قرارداد", "תחילת חוזה", "תאריך תחילת חוזה", "بداية العقد",
            "تاريخ بداية العقد",
        ),
    ),
    Target(
        "ends_on",
        "day",
        (
            "contract end", "contract ends", "contract until", "valid until", "end date", "expiry date",
            "پایان قرارداد", "تاریخ پایان قرارداد", "סיום חוזה", "תאריך סיום חוזה", "نهاية العقد",
            "تاريخ نهاية العقد",
        ),
    ),
    Target(
        "weekly_hours",
        "hours",
        (
            "weekly hours", "hours per week", "typical hours", "hours", "std hours", "standard hours", "week hours",
            "ساعت هفتگی", "ساعات کار هفتگی", "ساعت کار در هفته", "שעות שבועיות", "היקף שעות", "שעות בשבוע",
            "ساعات العمل الأسبوعية", "ساعات الأسبوع", "ساعات العمل",
        ),
    ),
    Target(
        "daily_hours",
        "hours",
        (
            "workday", "daily hours", "hours per day", "work day", "ساعت روزانه", "ساعات کار روزانه", "שעות יומיות",
            "ساعات العمل اليومية", "ساعات اليوم",
        ),
    ),
    Target(
        "base_pay",
        "money",
        (
            "annual salary", "annual rate", "annual rt", "annual pay", "salary", "base salary", "basic wage",
            "wage",
            "monthly salary", "monthly pay", "basic salary", "yearly salary", "base rate", "pay",
            "حقوق", "حقوق پایه", "حقوق ماهانه", "حقوق سالانه", "دستمزد", "مزد مبنا", "مزد ماهانه",
            "שכר", "שכר יסוד", "שכר בסיס", "שכר חודשי", "שכר שנתי", "משכורת",
            "الراتب", "الراتب الأساسي", "الراتب الشهري", "الراتب السنوي", "الأجر",
        ),
    ),
    Target(
        "pay_period",
        "period",
        (
            "pay basis", "pay frequency", "rate basis", "دوره پرداخت", "תקופת שכר", "بסיס שכר", "فترة الدفع",
            "دورة الدفع",
        ),
    ),
    Target(
        "hourly_rate",
        "money",
        (
            "hourly rate", "hourly pay", "hourly wage", "rate per hour", "دستمزد ساعتی", "مزد ساعتی", "שכר שעתי",
            "תעריף שעתי", "أجر الساعة", "الأجر بالساعة",
        ),
    ),
    Target(
        "full_time",
        "full_time",
        (
            "full or part time", "full time part time", "full part time", "ft pt", "fulltime", "full time",
            "تمام وقت پاره وقت", "تمام وقت", "משרה מלאה חלקית", "היקף משרה", "دوام كامل جزئي", "دوام كامل",
        ),
    ),
    Target(
        "salaried",
        "salaried",
        (
            "salary or hourly", "salaried hourly", "salaried or hourly", "pay type", "ماهانه ساعتی", "חודשי שעתי",
            "شهري بالساعة",
        ),
    ),
    Target(
        "supplier",
        "text",
        (
            "agency company", "company", "vendor", "contractor", "employer", "supplier name",
            "پیمانکار", "شرکت", "شرکت پیمانکار", "کارفرما", "ספק", "קבלן", "חברה", "المقاول", "الشركة", "المورد",
        ),
    ),
    Target(
        "email",
        "email",
        (
            "e mail", "mail", "email address", "work email", "ایمیل", "رایانامه", "پست الکترونیکی",
            "דואל", "דוא ל", "אימייל", "دואר אלקטרוני", "البريد الإلكتروني", "البريد", "ايميل",
        ),
    ),
    Target(
        "phone",
        "text",
        (
            "telephone", "mobile", "mobile phone", "cell", "phone number", "work phone", "تلفن", "موبایل",
            "تلفن همراه",
            "شماره تماس", "טלפון", "נייד", "טלפון נייד", "الهاتف", "رقم الهاتف", "الجوال", "المحمول",
        ),
    ),
    Target("sex", "sex", ("gender", "m f", "جنسیت", "מין", "מגדר", "الجنس", "النوع")),
    Target("age", "whole", ("age in years", "سن", "גיל", "العمر", "السن")),
    Target(
        "birth_year",
        "year",
        (
            "year of birth", "birth year", "born", "date of birth", "birth date", "birthdate", "dob",
            "سال تولد", "تاریخ تولد", "שנת לידה", "תאריך לידה", "سنة الميلاد", "تاريخ الميلاد",
        ),
    ),
)  # fmt: skip

SERVICES = (
    Target(
        "code",
        "text",
        (
            "id", "service id", "service code", "key", "کد", "کد خدمت", "קוד", "קוד שירות", "الرمز", "رمز الخدمة",
        ),
    ),
    Target(
        "name",
        "text",
        (
            "service", "service name", "title", "نام", "خدمت", "نام خدمت", "שם", "שירות", "שם השירות", "الاسم",
            "الخدمة", "اسم الخدمة",
        ),
    ),
    Target(
        "about",
        "text",
        (
            "description", "words", "what residents get", "about", "شرح", "توضیح", "תיאור", "פירוט", "الوصف",
            "وصف",
        ),
    ),
    Target(
        "tier",
        "tier",
        (
            "criticality", "priority", "level", "importance", "class", "سطح", "اولویت", "اهمیت", "דרגה", "חשיבות",
            "קריטיות", "الأهمية", "الدرجة", "الأولوية",
        ),
    ),
    Target(
        "hours",
        "service_hours",
        (
            "service hours", "opening hours", "availability", "24 7", "ساعت کار", "ساعات", "שעות", "שעות פעילות",
            "الساعات", "ساعات الخدمة", "ساعات العمل",
        ),
    ),
    Target(
        "mtpd_min",
        "minutes",
        (
            "mtpd", "mtd", "maximum tolerable downtime", "max downtime", "mtpd min", "mtpd minutes", "mtpd h",
            "mtpd hours", "بیشینه توقف",
        ),
    ),
    Target(
        "rto_min",
        "minutes",
        (
            "rto", "recovery time", "recovery time objective", "rto min", "rto minutes", "rto h", "rto hours",
            "زمان بازیابی", "זמן שחזור", "وقت الاستعادة",
        ),
    ),
    Target(
        "residents",
        "whole",
        (
            "users", "population", "citizens", "ساکنان", "شهروندان", "کاربران", "תושבים", "משתמשים", "السكان",
            "المستفيدون",
        ),
    ),
    Target(
        "manual_fallback",
        "text",
        (
            "fallback", "manual fallback", "workaround", "by hand", "روش دستی", "جایگزین دستی", "גיבוי ידני",
            "חלופה ידנית", "البديل اليدوي",
        ),
    ),
    Target("fallback_min", "minutes", ("fallback time", "fallback lasts", "fallback minutes", "fallback hours")),
    Target(
        "unit",
        "text",
        (
            "department", "owner", "team", "service owner", "dept", "واحد", "اداره", "מחלקה", "יחידה", "القسم",
            "الوحدة", "الإدارة",
        ),
    ),
    Target(
        "depends_on",
        "depends",
        (
            "depends on", "dependencies", "systems", "needs systems", "applications", "وابسته به", "وابستگی",
            "سامانه ها", "תלוי ב", "תלויות", "מערכות", "يعتمد على", "الأنظمة",
        ),
    ),
    Target(
        "skills",
        "skills",
        (
            "skills", "skills needed", "needs", "competences", "مهارت ها", "مهارت", "מיומנויות", "כישורים",
            "المهارات",
        ),
    ),
)  # fmt: skip

OF_KIND: dict[str, tuple[Target, ...]] = {ImportKind.PEOPLE: PEOPLE, ImportKind.SERVICES: SERVICES}
# What only those may bring in who may see it afterwards.
PAY_TARGETS = frozenset({"base_pay", "pay_period", "hourly_rate", "salaried"})
# What is kept apart, and only where somebody asked for it.
PRIVATE_TARGETS = {"sex": ("sex",), "age": ("age", "birth_year")}


def words_of(header: str) -> str:
    """A header as it is compared: small letters, words apart, without signs."""
    parts = CAMEL.sub(" ", header) if header.isascii() else header.replace(HALF_SPACE, " ")
    return NOT_A_WORD.sub(" ", normalise(parts)).strip()


@cache
def own_names(kind: str) -> dict[str, str]:
    """What we call each meaning: by its key, and in each of our languages."""
    found = {words_of(target.key): target.key for target in OF_KIND[kind]}
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            for target in OF_KIND[kind]:
                found.setdefault(words_of(str(TARGETS[f"{kind}.{target.key}"])), target.key)
    return found


@cache
def known_headers(kind: str) -> dict[str, str]:
    """Every header known to mean something, in whatever language, and what it means."""
    found = dict(own_names(kind))
    for target in OF_KIND[kind]:
        for name in target.headers:
            found.setdefault(words_of(name), target.key)
    # JOBTITLE and "Job Title" are the same header.
    return {words.replace(" ", ""): target for words, target in found.items()} | found


def meaning_of(header: str, kind: str) -> str:
    """What a header is known to mean, or nothing."""
    words, known = words_of(header), known_headers(kind)
    return known.get(words) or known.get(words.replace(" ", ""), "")


def is_header(text: str) -> bool:
    """Whether this looks like a header of either kind of spreadsheet."""
    return any(meaning_of(text, kind) for kind in OF_KIND)
