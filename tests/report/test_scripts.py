"""Every script a family may write in: shaped, read in its order, none of it lost."""

import random
from dataclasses import replace
from io import BytesIO

import page
import pikepdf
import pypdfium2
import pytest

from tests.report import releases_made as made
from tests.report.conftest import FONTS, Build
from tests.report.reading import read, tidy
from thinkfamily_desktop.forms.releases import Release, ReleasedSection
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.bidi import base_level, levels, settled, visual_order
from thinkfamily_desktop.report.fonts import FILES, REPLACEMENT, SIMPLE, FontSet
from thinkfamily_desktop.report.text import Run, Setter, Token, clean
from thinkfamily_desktop.report.typefaces import typeface

SAYINGS = {
    "Welsh": "Mae Siân yn poeni am Ŵyn yn yr ŷd",
    "Polish": "Małgorzata Łęcka źle śpi",
    "Yoruba": "Ọlọ́run Ayọ̀délé ń sùn",
    "Vietnamese": "Nguyễn Thị Hường mất ngủ",
    "Turkish": "Şükrü uyuyamıyor, İğne",
    "Greek": "Η Ελένη ανησυχεί",
    "Ukrainian": "Олена погано спить",
    "Arabic": "قالت الأم إنها لا تنام، ورقمها 07700 900123 (بعد 18:00) وتستخدم WhatsApp. الله معنا 50%.",
    "Persian": "شماره ۱۲۳۴ مادر",
    "Urdu": "ماں کہتی ہے کہ وہ سو نہیں سکتی",
    "Hebrew": 'אמא אומרת "אני עייפה" (מאוד) ולא ישנה 3 לילות',
    "Both ways": "She said “أنا بخير” and then שלום, twice.",
    "Bengali": "মা বলেন তিনি ঘুমাতে পারেন না ক্ষমা",
    "Punjabi": "ਮਾਂ ਕਹਿੰਦੀ ਹੈ ਉਹ ਸੌਂ ਨਹੀਂ ਸਕਦੀ",
    "Hindi": "माँ कहती है कि वह सो नहीं सकती, क्षमा विद्यार्थी",
    "Gujarati": "મા ઊંઘી શકતી નથી",
    "Tamil": "அம்மா தூங்க முடியவில்லை",
    "Telugu": "అమ్మ నిద్రపోలేదు",
    "Malayalam": "അമ്മയ്ക്ക് ഉറങ്ങാൻ കഴിയുന്നില്ല",
    "Sinhala": "අම්මාට නිදාගන්න බැහැ",
    "Amharic": "እናት መተኛት አትችልም",
    "Thai": "แม่นอนไม่หลับ",
    "Armenian": "Մայրը չի կարող քնել",
    "Georgian": "დედას არ შეუძლია ძილი",
    "Signs": "→ ≥ ≤ ✓ ☐ ½ € 😢",
    "Chinese": "妈妈睡不着觉",
}


def saying(*sayings: str) -> Release:
    lines = tuple(made.line(f"Saying {index}", words) for index, words in enumerate(sayings))
    return replace(made.okafor(), alerts=(), sections=(ReleasedSection(made.text("Sayings"), lines),))


@pytest.fixture(scope="module")
def sayings() -> bytes:
    from tests.report.conftest import _words
    from thinkfamily_desktop.report.build import build_referral

    return build_referral(saying(*SAYINGS.values()), _words(), FONTS)


@pytest.mark.parametrize("language", SAYINGS)
def test_each_script_is_read_in_its_own_order(sayings: bytes, language: str) -> None:
    assert tidy(clean(SAYINGS[language])) in read(sayings).words


@pytest.mark.parametrize("language", [language for language in SAYINGS if language != "Signs"])
def test_no_letter_of_a_script_is_drawn_as_a_box(language: str) -> None:
    drawn = "".join(token.text for token in set_in_type(SAYINGS[language]))
    assert drawn == clean(SAYINGS[language])


def test_a_letter_that_no_font_has_is_seen_to_be_missing() -> None:
    assert REPLACEMENT in "".join(token.text for token in set_in_type("𗀀"))


def set_in_type(words: str) -> list[Token]:
    setter = Setter(FontSet(FONTS))
    return list(setter.tokens(Run(clean(words), style.BODY)))


def test_no_code_of_a_font_draws_the_missing_glyph(sayings: bytes) -> None:
    with pikepdf.open(BytesIO(sayings)) as pdf:
        maps = [item.CIDToGIDMap.read_bytes() for item in pdf.objects
                if isinstance(item, pikepdf.Dictionary) and "/CIDToGIDMap" in item]  # fmt: skip
    assert len(maps) > 15
    for codes in maps:
        drawn = [int.from_bytes(codes[at : at + 2], "big") for at in range(2, len(codes), 2)]  # code 0 is no code
        assert 0 not in drawn


def test_all_scripts_together_are_pdf_ua_and_pdf_a(sayings: bytes) -> None:
    assert page.validate_pdf_bytes(sayings, profile="ua1").is_compliant
    failures = page.validate_pdf_bytes(sayings, profile="3a").failures
    assert [failure.message for failure in failures if failure.rule_id != "PDFA3A-STREAM-LENGTH-001"] == []


@pytest.mark.parametrize("language", ["Bengali", "Hindi", "Tamil", "Telugu", "Amharic", "Urdu", "Hebrew", "Yoruba"])
def test_a_browsers_reader_finds_the_words_too(sayings: bytes, language: str) -> None:
    document = pypdfium2.PdfDocument(sayings)
    try:
        found = tidy(" ".join(sheet.get_textpage().get_text_range() for sheet in document))
    finally:
        document.close()
    assert tidy(clean(SAYINGS[language])) in found


@pytest.mark.parametrize("word", ["سلام" * 300, "שלום" * 300, "नमस्ते" * 200, "ถนน" * 300, "妈" * 900])
def test_a_long_word_of_any_script_stays_on_the_page(build: Build, word: str) -> None:
    data = build(saying(word))
    with pikepdf.open(BytesIO(data)) as pdf:
        places = [
            float(instruction.operands[4])
            for sheet in pdf.pages
            for instruction in pikepdf.parse_content_stream(sheet)
            if str(instruction.operator) == "Tm"
        ]
    assert min(places) > 30
    assert word in read(data).words.replace(" ", "")


def seen(words: str) -> str:
    """The letters from left to right."""
    base = base_level(words)
    running = settled(levels(words, base), words, base)
    return "".join(words[index] for index in visual_order(running))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        ("abc אבג def", "abc גבא def"),
        ("אבג abc דהו", "והד abc גבא"),
        ("אבג 123 דהו", "והד 123 גבא"),
        ("אבג 12.5 דהו", "והד 12.5 גבא"),
        ("abc (אבג) def", "abc (גבא) def"),
        ("אב, abc!", "!abc ,בא"),
        ("", ""),
    ],
)
def test_words_of_two_directions_stand_as_unicode_says(said: str, shown: str) -> None:
    assert seen(said) == shown


def test_a_telephone_number_is_never_turned_round() -> None:
    assert "07700 900123" in seen("رقمها 07700 900123 بعد")
    assert "01632 960 001" in seen("טלפון 01632 960 001 בבית")


WORDS = (
    "Grandmother", "Thursdays,", "“AVATAR”", "T.V.", "07:45", "50%", "£1,340", "fjord’s", "Łęcka", "Zoë", "café—naïve",
    "LTd.", "(wy)", "ffi", "fi", "fl",
)  # fmt: skip


@pytest.mark.parametrize("face", [style.REGULAR, style.BOLD, style.ITALIC, style.BOLD_ITALIC])
def test_a_word_put_together_from_pairs_is_as_wide_as_harfbuzz_makes_it(face: str) -> None:
    fonts = FontSet(FONTS)
    letters = random.Random(20261122)  # noqa: S311  words, not secrets
    made_up = ["".join(letters.choices(sorted(SIMPLE), k=letters.randint(1, 14))) for _ in range(300)]
    shaper = typeface(FONTS / FILES[face])
    kerned = 0
    for word in (*WORDS, *made_up):
        if not shaper.covers(word):
            continue
        _, places = shaper.shaped(word, "ltr")
        wide = sum(place.x_advance for place in places) * shaper.per_em
        assert fonts.face(face).shape(word).width == pytest.approx(wide), word
        kerned += wide != sum(shaper.advances[shaper.face.charToGlyph[ord(letter)]] for letter in word) * shaper.per_em
    assert kerned > 50


def test_numbers_in_parts_and_references_stand_on_one_line() -> None:
    setter = Setter(FontSet(FONTS))
    said = "Ring 01632 960147 or 07700 900 123 about 999 776 3173 and TF-2026-0147, or well-being, in 2026 20 times."
    for width in range(90, 300, 7):
        lines = setter.break_lines((Run(said, style.BODY),), float(width))
        shown = ["".join(token.text for token, _ in line).strip() for line in lines]
        for whole in ("01632 960147", "07700 900 123", "999 776 3173", "TF-2026-0147"):
            assert any(whole in line for line in shown), (width, shown)
