"""Words of chronograms in five languages: what columns are called, and what channels are."""

import re

SPACES = re.compile(r"[\s_\-/.*:]+")

# What a column may mean → how it may be called: English, French, Hebrew, Persian, Arabic.
HEADERS: dict[str, tuple[str, ...]] = {
    "number": (
        "number", "no", "nr", "n", "#", "id", "inject", "inject number", "inject id", "inject no", "msel", "item",
        "numéro", "num", "n°", "№", "מספר", "מס", "شماره", "ردیف", "رقم", "الرقم",
    ),
    "offset": (
        "time", "offset", "when", "story time", "scenario time", "start", "start time", "delay", "timing", "hour",
        "minutes", "h+", "j-", "j+", "t+", "d+", "day", "date", "heure", "horaire", "temps", "délai", "quand", "jour",
        "שעה", "זמן", "מתי", "מועד", "זמן סיפור", "زمان", "ساعت", "وقت", "موعد", "الوقت", "الساعة", "التوقيت",
    ),
    "phase": (
        "phase", "move", "module", "stage", "act", "chapter", "étape", "שלב", "פרק", "فاز", "مرحله", "مرحلة", "المرحلة",
    ),
    "channel": (
        "channel", "type", "support", "method", "medium", "means", "delivery", "delivery method", "canal", "moyen",
        "vecteur", "ערוץ", "אמצעי", "סוג", "کانال", "روش", "نوع", "رسانه", "قناة", "القناة", "النوع", "الوسيلة",
    ),
    "from": (
        "from", "sender", "source", "origin", "de", "expéditeur", "émetteur", "מאת", "שולח", "מקור", "از", "فرستنده",
        "من", "المرسل", "المصدر",
    ),
    "to": (
        "to", "team", "teams", "recipient", "recipients", "role", "roles", "audience", "player", "players", "target",
        "à", "destinataire", "destinataires", "équipe", "équipes", "rôle", "cible", "אל", "נמען", "נמענים", "צוות",
        "תפקיד", "به", "گیرنده", "گیرندگان", "تیم", "نقش", "إلى", "المستلم", "الفريق", "الدور",
    ),
    "title": (
        "title", "subject", "headline", "name", "titre", "objet", "sujet", "intitulé", "כותרת", "נושא", "عنوان",
        "موضوع", "العنوان", "الموضوع",
    ),
    "body": (
        "body", "message", "content", "text", "description", "inject text", "event", "stimulus", "contenu", "texte",
        "corps", "événement", "תוכן", "הודעה", "טקסט", "תיאור", "אירוע", "متن", "پیام", "محتوا", "شرح", "رویداد",
        "النص", "الرسالة", "المحتوى", "الوصف", "الحدث",
    ),
    "expected": (
        "expected", "expectation", "expectations", "expected action", "expected actions", "expected response",
        "expected outcome", "expected player action", "attendu", "attendus", "attente", "attentes", "action attendue",
        "réaction attendue", "réponse attendue", "תגובה מצופה", "פעולה מצופה", "ציפייה", "اقدام مورد انتظار",
        "انتظار", "واکنش", "الإجراء المتوقع", "المتوقع", "التوقع",
    ),
    "objective": (
        "objective", "objectives", "goal", "objectif", "objectifs", "מטרה", "יעד", "هدف", "اهداف", "الهدف",
    ),
    "release": ("release", "trigger", "déclenchement", "הפעלה", "שחרור", "راه اندازی", "انتشار", "إطلاق"),
    "controller": (
        "controller", "responsible", "facilitator", "owner", "animateur", "responsable", "בקר", "אחראי", "מנחה",
        "کنترل کننده", "مسئول", "تسهیلگر", "المسؤول", "الميسر",
    ),
    "comment": (
        "comment", "comments", "note", "notes", "remark", "remarks", "commentaire", "commentaires", "remarque",
        "remarques", "הערה", "הערות", "یادداشت", "توضیح", "ملاحظات", "ملاحظة",
    ),
    "score": ("score", "points", "weight", "note sur 100", "barème", "ניקוד", "ציון", "امتیاز", "نمره", "الدرجة"),
}  # fmt: skip

CHANNELS: dict[str, tuple[str, ...]] = {
    "mail": (
        "mail", "email", "e mail", "courriel", "mél", "mailing", "דואל", 'דוא"ל', "דוא״ל", "מייל", "אימייל", "ایمیل",
        "رایانامه", "بريد", "بريد إلكتروني", "البريد الإلكتروني",
    ),
    "message": (
        "sms", "text", "text message", "message", "messaging", "chat", "whatsapp", "telegram", "signal", "texto",
        "messagerie", "מסרון", "הודעה", "סמס", "ווטסאפ", "וואטסאפ", "پیامک", "پیام", "واتساپ", "رسالة", "رسالة نصية",
        "رسالة قصيرة", "واتس آب",
    ),
    "phone": (
        "call", "phone", "phone call", "telephone", "radio call", "appel", "téléphone", "appel téléphonique", "טלפון",
        "שיחה", "שיחת טלפון", "تلفن", "تماس", "تماس تلفنی", "هاتف", "مكالمة", "اتصال", "مكالمة هاتفية",
    ),
    "press": (
        "press", "tv", "television", "radio", "article", "news", "newspaper", "media", "presse", "télévision",
        "journal", "média", "médias", "עיתונות", "עיתון", "טלוויזיה", "רדיו", "כתבה", "חדשות", "תקשורת", "خبر",
        "روزنامه", "رسانه", "تلویزیون", "رادیو", "صحافة", "صحيفة", "تلفزيون", "إذاعة", "أخبار",
    ),
    "social": (
        "social", "social media", "social network", "tweet", "x", "twitter", "facebook", "instagram", "post",
        "réseaux sociaux", "réseau social", "רשתות חברתיות", "רשת חברתית", "ציוץ", "פוסט", "شبکه اجتماعی",
        "شبکه های اجتماعی", "توییت", "تواصل اجتماعي", "تغريدة", "منشور",
    ),
    "letter": (
        "letter", "courrier", "lettre", "fax", "paper", "document", "מכתב", "פקס", "מסמך", "نامه", "فکس", "سند",
        "رسالة رسمية", "خطاب", "وثيقة", "فاكس",
    ),
    "alert": (
        "alert", "siem", "alarm", "monitoring", "ticket", "alerte", "alarme", "התראה", "אזעקה", "هشدار",
        "آژیر", "إنذار", "تنبيه",
    ),
    "walk_in": (
        "walk in", "in person", "visit", "visitor", "verbal", "oral", "face to face", "meeting", "en personne",
        "visite", "de vive voix", "réunion", "פנים אל פנים", "ביקור", "בעל פה", "פגישה", "حضوری", "ملاقات", "شفاهی",
        "جلسه", "شخصيا", "زيارة", "شفوي", "اجتماع",
    ),
}  # fmt: skip

EVERYBODY = frozenset(
    {"all", "everybody", "everyone", "all teams", "all players", "tous", "toutes", "tout le monde", "כולם", "לכולם",
     "כל הצוותים", "همه", "به همه", "همگان", "الجميع", "الكل", "جميع الفرق"}
)  # fmt: skip
RELEASES = {
    "manual": ("manual", "by hand", "manuel", "ידני", "دستی", "يدوي"),
    "timed": ("timed", "automatic", "auto", "automatique", "אוטומטי", "לפי זמן", "خودکار", "آلي", "تلقائي"),
}
# These words name a column only when they stand alone.
ONLY_WHOLE = frozenset(
    {"n", "j", "h", "t", "d", "no", "nr", "id", "#", "to", "de", "à", "inject", "item", "name", "text", "note", "notes"}
)  # fmt: skip
FILLERS = re.compile(
    r"^(?:send|envoyer|send out|publish|publier|make|שליחת|ارسال|إرسال)\s+(?:(?:an?|une?|the)\s+)?"
)


def tidy(text: str) -> str:
    """As headers and channel words are compared."""
    return SPACES.sub(" ", text.casefold()).strip(" ()[]?!,;")


def _inverted(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning, names in words.items():
        for name in names:
            found.setdefault(tidy(name), meaning)
    return found


_MEANINGS = _inverted(HEADERS)
_CHANNELS = _inverted(CHANNELS) | {code.replace("_", " "): code for code in CHANNELS}
_RELEASES = _inverted(RELEASES)


def meaning_of(header: str) -> str | None:
    """What a column with this header holds, or None."""
    text = tidy(header)
    parts = text.split(" ")
    return _MEANINGS.get(text) or next(
        (_MEANINGS[part] for part in (parts[-1], parts[0]) if part in _MEANINGS and part not in ONLY_WHOLE), None
    )


def channel_of(text: str) -> str | None:
    """The channel that a word names: ``Send an SMS`` is a message."""
    word = tidy(text)
    word = FILLERS.sub("", word)
    if word in _CHANNELS:
        return _CHANNELS[word]
    return next((code for part in word.split(" ") if len(part) > 1 and (code := _CHANNELS.get(part))), None)


def release_of(text: str) -> str | None:
    """Manual or timed, or None."""
    return _RELEASES.get(tidy(text))
