"""Does a title name work in information technology? By whole words, in four languages.

"IT" within EPIDEMIOLOGIST and "GIS" within LEGISLATIVE are not words, so they are not found. Titles that merely work
beside technology (a data-entry clerk, a telephone operator, a 911 dispatcher) are not either.
"""

import re
from functools import lru_cache

from lamplighter.web.text import normalise

# Latin. Each is a whole word or a run of whole words; a star lets the word go on.
ENGLISH = (
    "it", "i t", "ict", "gis", "erp", "sap", "dba", "cio", "ciso", "cto", "devops", "sysadmin", "webmaster",
    "information technology", "information technologist*", "info technology", "information system*",
    "info system*",
    "information security", "info security", "information services manager", "computer*", "software",
    "programmer*",
    "programmer analyst*", "cyber*", "data base", "database*", "data architect*", "data engineer*",
    "data scientist*",
    "data cent* manager", "data center*", "data centre*", "network* engineer*", "network* administrator*",
    "network* technician*", "network* analyst*", "network* manager*", "network* specialist*",
    "network* architect*",
    "network* operations", "system* administrator*", "system* analyst*", "system* programmer*",
    "system* engineer*",
    "system* architect*", "system* developer*", "system* integrator*", "systems manager*", "systems support",
    "application* developer*", "application* analyst*", "application* programmer*", "application* engineer*",
    "application* support", "application* administrator*", "web developer*", "web designer*",
    "web administrator*",
    "web master", "help desk", "helpdesk", "service desk", "desktop support", "technical support", "tech support",
    "telecommunication* engineer*", "telecommunication* specialist*", "cloud engineer*", "cloud architect*",
    "security operations analyst*", "security engineer*", "solution* architect*", "enterprise architect*",
    "digital services", "geographic information", "chief information", "chief technology", "chief digital",
    "full stack", "front end", "back end", "site reliability", "lan", "wan", "wide area network",
    "local area network",
    "server administrator*", "telecom engineer*", "telecom specialist*", "hris analyst*", "edp", "prgmmr",
)  # fmt: skip
PERSIAN = (
    "فناوری اطلاعات", "فاوا", "آی تی", "رایانه", "رایانه ای", "کامپیوتر", "نرم افزار", "سخت افزار",
    "شبکه های رایانه ای",
    "برنامه نویس", "پایگاه داده", "پایگاه داده ها", "بانک اطلاعاتی", "تحلیلگر سیستم", "تحلیلگر سیستم ها",
    "طراح سیستم", "مدیر شبکه", "کارشناس شبکه", "مهندس شبکه", "تکنسین شبکه", "پشتیبانی شبکه", "امنیت اطلاعات",
    "امنیت شبکه",
    "امنیت سایبری", "سایبری", "مرکز داده", "سامانه های اطلاعات", "سامانه های اطلاعاتی", "سیستم های اطلاعات",
    "سیستم های اطلاعاتی", "زیرساخت شبکه", "انفورماتیک", "داده پرداز", "علوم داده", "اطلاعات مکانی", "هوشمندسازی",
)  # fmt: skip
HEBREW = (
    "מחשוב", "מיחשוב", "מחשב", "מחשבים", "תקשוב", "טכנולוגיות מידע", "טכנולוגיית מידע", "מערכות מידע", "תוכנה",
    "מתכנת",
    "מתכנתת", "תוכניתן", "סייבר", "אבטחת מידע", "מסדי נתונים", "בסיסי נתונים", "רשתות", "מנהל רשת", "מנהלת רשת",
    "טכנאי רשת", "מנתח מערכות", "מנתחת מערכות", "סיסטם", "הלפדסק", "תמיכה טכנית", "מרכז נתונים", "מנמר",
    'מנמ"ר', "ממ ג",
    "דבאופס", "מהנדס נתונים", "מהנדסת נתונים",
)  # fmt: skip
ARABIC = (
    "تقنية المعلومات", "تكنولوجيا المعلومات", "نظم المعلومات", "أنظمة المعلومات", "حاسوب", "الحاسوب", "حاسب",
    "الحاسب",
    "حاسب آلي", "كمبيوتر", "برمجيات", "البرمجيات", "مبرمج", "مبرمجة", "برمجة", "قواعد البيانات", "قاعدة بيانات",
    "مهندس شبكات", "مهندسة شبكات", "فني شبكات", "مدير شبكات", "الشبكات", "محلل نظم", "محللة نظم", "مدير أنظمة",
    "أمن المعلومات", "الأمن السيبراني", "أمن سيبراني", "سيبراني", "مركز البيانات", "دعم فني", "الدعم الفني",
    "التحول الرقمي",
)  # fmt: skip
# Titles that hold such a word and name other work: typing, leisure, book-keeping, traffic lights.
OTHER_WORK = (
    "personal computer operator*", "recreation programmer*", "accounting system* analyst*", "traffic system*",
)  # fmt: skip
NOT_WORDS = re.compile(r"[^\w*]+")


def _pattern(*lists: tuple[str, ...]) -> re.Pattern[str]:
    words = {NOT_WORDS.sub(" ", normalise(word)).strip() for words in lists for word in words}
    parts = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", " ") for word in sorted(words, key=len)[::-1])
    # Hebrew and Arabic write "and", "the", "in", "of" as letters before the word.
    return re.compile(rf"(?<!\w)(?:[והבל]|ال|و|ب|ل|لل)?(?:{'|'.join(parts)})(?!\w)")


NAMES_IT = _pattern(ENGLISH, PERSIAN, HEBREW, ARABIC)
NAMES_OTHER_WORK = _pattern(OTHER_WORK)


@lru_cache(maxsize=8192)
def is_it(title: str) -> bool:
    """Whether ``title`` names work in information technology."""
    words = NOT_WORDS.sub(" ", normalise(title.replace("\u200c", " ")))
    return NAMES_IT.search(NAMES_OTHER_WORK.sub(" ", words)) is not None
