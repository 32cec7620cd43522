import codecs

import pytest

from corpus import DocumentError
from ingest.loaders.decoding import decode

GERMAN = (
    "Die Eulen jagen in der Dämmerung. Größere Arten schlagen auch Hasen; früher hielt man sie für "
    "Unglücksboten.\nHeute weiß man, dass sie über Äckern und Wäldern nützlich sind."
)
FRENCH = (
    "Les chouettes chassent à la tombée de la nuit. Où qu’elles nichent, elles reviennent chaque "
    "été près de la forêt, même après un hiver très sévère."
)
POLISH = (
    "Sowy polują o zmierzchu. Żyją w lasach i na łąkach, a ich głos słychać już wczesną wiosną; "
    "młode ćwiczą loty między drzewami."
)
RUSSIAN = (
    "Совы охотятся в сумерках. Крупные виды ловят зайцев, а мелкие питаются мышами и насекомыми. "
    "Раньше их считали вестниками несчастья."
)
GREEK = (
    "Οι κουκουβάγιες κυνηγούν το σούρουπο και φωλιάζουν σε παλιά σπίτια, κοντά στα χωράφια. "
    "Τρέφονται με ποντίκια και μεγάλα έντομα, και τη μέρα κοιμούνται στα δέντρα ή στις σοφίτες."
)
JAPANESE = (
    "フクロウは夕暮れに狩りをします。大きな種類はウサギも捕まえますが、小さな種類はネズミや虫を"
    "食べます。昔は不吉な鳥だと思われていました。"
)
CHINESE = (
    "猫头鹰在黄昏时捕猎。大型种类也会捕捉野兔，而小型种类则以老鼠和昆虫为食。从前人们认为它们会"
    "带来不幸，现在大家知道它们对农田有益。"
)
KOREAN = "올빼미는 해질녘에 사냥을 합니다. 큰 종은 토끼도 잡지만 작은 종은 쥐와 곤충을 먹습니다."
MAC = "Les hiboux nichent près des forêts, où ils chassent la nuit; l'été, ils se déplacent."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(GERMAN, "cp1252", id="German in cp1252"),
        pytest.param(GERMAN, "latin-1", id="German in latin-1"),
        pytest.param(FRENCH, "cp1252", id="French in cp1252"),
        pytest.param(MAC, "mac_roman", id="French in mac_roman"),
        pytest.param(POLISH, "cp1250", id="Polish in cp1250"),
        pytest.param(POLISH, "iso8859_2", id="Polish in latin-2"),
        pytest.param(RUSSIAN, "cp1251", id="Russian in cp1251"),
        pytest.param(RUSSIAN, "koi8_r", id="Russian in koi8_r"),
        pytest.param(GREEK, "cp1253", id="Greek in cp1253"),
        pytest.param(JAPANESE, "shift_jis", id="Japanese in shift_jis"),
        pytest.param(JAPANESE, "euc_jp", id="Japanese in euc_jp"),
        pytest.param(JAPANESE, "iso2022_jp", id="Japanese in iso2022_jp"),
        pytest.param(CHINESE, "gb18030", id="Chinese in gb18030"),
        pytest.param(KOREAN, "cp949", id="Korean in cp949"),
        pytest.param(GERMAN, "utf-16-le", id="UTF-16 without a mark"),
        pytest.param(RUSSIAN, "utf-16-be", id="big-endian UTF-16 without a mark"),
        pytest.param(JAPANESE + "\n" + JAPANESE, "utf-16-le", id="Japanese UTF-16 without a mark"),
        pytest.param(GERMAN, "utf-16", id="UTF-16 with its mark"),
        pytest.param(GERMAN, "utf-32", id="UTF-32 with its mark"),
        pytest.param(JAPANESE, "utf-8-sig", id="UTF-8 with its mark"),
        pytest.param(JAPANESE, "utf-8", id="UTF-8"),
    ],
)
def test_text_is_decoded_in_the_encoding_it_is_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"a \xe9\xf8\xd0 b \x9f\xa4\xb7 c \xc0\xfe\xde d", id="no language"),
        pytest.param("Zürich".encode("cp1252") + b" \x81\x8d\x8f", id="impossible letters"),
        pytest.param(bytes(range(128, 256)) * 4, id="all bytes"),
    ],
)
def test_what_may_be_in_several_encodings_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="encoding cannot be told for certain; save it as"):
        decode(data)


def test_a_mark_that_lies_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"marked as UTF-8, but byte \d cannot be decoded"):
        decode(codecs.BOM_UTF8 + b"Eule \xff")


def test_zero_bytes_are_no_text() -> None:
    with pytest.raises(DocumentError, match="binary"):
        decode(b"Owls\x00\x01\x02\x03 and \x00\x00 mice")


def test_a_declared_encoding_is_read_as_browsers_do() -> None:
    data = "Preis: 5 € – „gut“".encode("cp1252")

    assert decode(data, "ISO-8859-1") == "Preis: 5 € – „gut“"


def test_utf8_wins_over_what_is_declared() -> None:
    assert decode("Höhe".encode(), "iso-8859-1") == "Höhe"


def test_a_declared_encoding_that_nobody_knows_is_passed_over() -> None:
    assert decode(RUSSIAN.encode("koi8_r"), "x-owl") == RUSSIAN


def test_line_ends_become_newlines() -> None:
    assert decode("a\r\nb\rc\n".encode("utf-16")) == "a\nb\nc\n"
