import subprocess
import sys

import pytest

from assistant.language import NAMES, language_of, unproven


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is rye?", "en"),
        ("teh differnce betwen prompting adn tuning", "en"),
        ("Who wrote Don Quijote de la Mancha?", "en"),
        ("how do I say thank you in Japanese", "en"),
        ("What is 汉字?", "en"),
        ("translate Привет", "en"),
        ("Was kostet das Mehl?", "de"),
        ("Combien ça coûte ?", "fr"),
        ("¿Dónde puedo pagar la multa?", "es"),
        ("Quali sono i vantaggi?", "it"),
        ("Wat is het verschil tussen rogge en spelt?", "nl"),
        ("Jakie dokumenty są potrzebne?", "pl"),
        ("Hangi belgeler gerekli?", "tr"),
        ("Какие документы нужны?", "ru"),
        ("什么是微调", "zh"),
        ("LoRA 和 QLoRA 有什么区别？", "zh"),
        ("どんな書類が必要ですか", "ja"),
        ("어떤 서류가 필요한가요?", "ko"),
        ("ما هي الوثائق المطلوبة؟", "ar"),
        ("आवेदन कौन कर सकता है?", "hi"),
        ("Τι είναι η σίκαλη;", "el"),
    ],
)
def test_the_language_of_a_short_text_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "?", "LoRA", "PEFT RAG", "kubectl apply", "1 2 3", "π", "β1"])
def test_of_what_says_too_little_no_language_is_told(text: str) -> None:
    assert language_of(text) in (None, "en")


def test_a_long_text_is_not_english_for_one_english_word() -> None:
    german = "Das Brot aus Roggen hält sich lange, und es schmeckt kräftig. " * 5

    assert language_of(f"{german} Sourdough and rye. {german}") == "de"
    assert language_of("Rye bread keeps well, and its taste is strong. " * 9 + german[:60]) == "en"


def test_a_notice_names_what_is_not_english() -> None:
    assert unproven("en", None) is None
    assert unproven(None, "en") is None
    notice = unproven("de", "zh")
    assert notice is not None and notice.code == "unproven_language"
    assert "German" in notice.text and "Chinese" in notice.text
    assert "question" not in (unproven(None, "fr") or notice).text


def test_every_language_that_can_be_told_has_a_name() -> None:
    from assistant.language import _LATIN, _SCRIPTS

    assert {*_LATIN, *(code for _, codes in _SCRIPTS.values() for code in codes)} <= set(NAMES)


def test_the_language_model_is_not_read_for_an_english_question() -> None:
    code = (
        "import sys; from assistant.language import language_of as f; "
        "assert f('What is rye?') == 'en'; assert f('什么是微调') == 'zh'; "
        "sys.exit('py3langid' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
