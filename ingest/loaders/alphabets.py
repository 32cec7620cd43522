"""Which letters beyond ASCII a language writes: how a wrong decoding of Latin text is told."""

LETTERS = {
    "bs": "čćđšž",
    "ca": "àçéèíïóòúü·",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåéöäü",
    "de": "äöüßéèàç",
    "en": "éèêëáàâäçñöóôíïüœæ",
    "es": "áéíñóúüçªº¿¡",
    "et": "äõöüšž",
    "eu": "ñçü",
    "fi": "äöåšžéü",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "ga": "áéíóú",
    "gl": "áéíñóúüçªº¿¡",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "is": "áæðéíóöþúý",
    "it": "àèéìíîòóùúçªº",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "nb": "æøåéèêóòôäö",
    "nl": "éëïóöüèêáàç",
    "nn": "æøåéèêóòôäö",
    "no": "æøåéèêóòôäö",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõúüªº",
    "ro": "ăâîșțşţ",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšžćđ",
    "sq": "çë",
    "sv": "åäöéüàæø",
    "tr": "çğıöşüâîûi̇",
}
"""By the code of the language, in lower case; loans that are common are in."""

LATIN = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "iso8859_15", "mac_roman", "cp850")
"""Encodings of Latin text, the most common first."""

OTHER_SCRIPTS = (
    "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "cp1253", "iso8859_7",
    "cp1255", "iso8859_8", "cp1256", "iso8859_6", "cp874",
)  # fmt: skip
"""Encodings of other scripts, a byte a character."""

CHINESE_JAPANESE_KOREAN = ("cp932", "euc_jp", "gb18030", "big5", "cp949")
"""Encodings of several bytes a character."""

AFTER_NO_LETTER = frozenset("±¼½¾¶§×÷€£†‡¢¥¤¦µ¬¿¡")
"""Signs that never touch the letter before them."""

BEFORE_NO_LETTER = frozenset("…®™©°¹²³ªº‰")
"""Signs that never touch the letter after them."""

ANYWHERE = frozenset("\xa0–—“”„‘’‚«»‹›•·\xad´")
"""Signs that may stand between letters."""
