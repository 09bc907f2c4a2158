"""What we take on trust. A canary that falls silent says which library has changed under us."""

import sqlite3
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LETTERS = "ŵŷŁąĞğİşŻżčřåøßñéïœ–’£…·"


def test_qt_gives_back_what_it_borrows(qapp: object) -> None:
    """PySide6 6.12.0 with Python 3.11 drops a reference to None for each of these, and the program then aborts."""
    from PySide6.QtWidgets import QComboBox

    combo = QComboBox()
    combo.addItem("x")
    before = sys.getrefcount(None)
    for _ in range(500):
        combo.itemData(0)
    assert sys.getrefcount(None) > before - 100


def test_qt_is_below_the_version_that_drops_references() -> None:
    assert (6, 8) <= tuple(int(part) for part in version("PySide6-Essentials").split(".")[:2]) < (6, 12)


def test_sqlcipher_is_the_one_we_tested() -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    connection.execute("PRAGMA key = 'canary'")
    (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    (provider,) = connection.execute("PRAGMA cipher_provider").fetchone()
    connection.close()
    assert tuple(int(part) for part in cipher.split()[0].split(".")[:2]) >= (4, 6)
    assert provider == "openssl"
    assert dbapi2.sqlite_version_info >= (3, 46, 0)


def test_the_store_s_sqlite_has_full_text_search_without_accents() -> None:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(terms, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("INSERT INTO words VALUES ('Zoë Łukasz Ŵyn')")
    found = connection.execute("SELECT count(*) FROM words WHERE words MATCH 'zoe AND wyn*'").fetchone()
    connection.close()
    assert found == (1,)


def test_the_plain_sqlite_has_no_key() -> None:
    """The control: what proves SQLCipher above is not something that every SQLite says."""
    connection = sqlite3.connect(":memory:")
    try:
        assert connection.execute("PRAGMA cipher_version").fetchone() is None
    finally:
        connection.close()


@pytest.mark.parametrize("name", ["NotoSans-Regular", "NotoSans-Bold"])
def test_the_fonts_on_paper_have_every_letter_of_a_name(name: str) -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    font = TTFontFile(str(FONTS / f"{name}.ttf"))
    assert [letter for letter in LETTERS if ord(letter) not in font.charToGlyph] == []
    assert ord("\U0010ffff") not in font.charToGlyph  # the control: it can say no


def test_the_fonts_on_screen_are_there_with_every_letter(qapp: object) -> None:
    from PySide6.QtGui import QFontDatabase, QRawFont

    families = set(QFontDatabase.families())
    for file in FONTS.glob("*-Regular.ttf"):
        font = QRawFont(str(file), 12.0)
        assert font.isValid(), file.name
        assert font.familyName() in families, file.name
        if "Symbols" not in file.name:
            assert [letter for letter in LETTERS if not font.supportsCharacter(ord(letter))] == []


def test_reportlab_s_inside_is_as_the_tagging_layer_knows_it() -> None:
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFObject, PDFStream, PDFZCompress

    class Body(PDFObject):  # type: ignore[misc]  # ReportLab has no types
        def format(self, document: object) -> bytes:
            return b"<</Canary true>>"

    document = PDFDocument(invariant=1, pdfVersion=(1, 7))
    before = document.objectcounter
    document.Reference(Body())
    document.Reference(PDFStream(PDFDictionary({}), b"sung", [PDFZCompress]))
    assert document.objectcounter == before + 2
    document.Catalog = Body()
    document.info = Body()
    written = document.format()
    assert written.startswith(b"%PDF-1.7")
    assert b"<</Canary true>>" in written
    assert b"/FlateDecode" in written


def test_reportlab_s_fonts_are_as_the_embedding_layer_knows_them() -> None:
    from reportlab.pdfbase.ttfonts import TTFontFace

    face = TTFontFace(str(FONTS / "NotoSans-Regular.ttf"))
    beyond_unicode = 0x110000
    glyph = face.charToGlyph[ord("ŵ")]
    face.charToGlyph[beyond_unicode + glyph] = glyph
    subset = face.makeSubset([beyond_unicode + glyph])
    assert 0 < len(subset) < 100_000
    assert face.hmetrics[glyph][0] > 0
    for name in (
        "name",
        "bbox",
        "italicAngle",
        "ascent",
        "descent",
        "capHeight",
        "stemV",
        "defaultWidth",
        "unitsPerEm",
    ):
        assert getattr(face, name) is not None, name


def test_each_font_comes_with_its_licence() -> None:
    licences = {file.name.split("-")[0] for file in FONTS.glob("*-OFL.txt")}
    assert licences
    for font in FONTS.glob("*.ttf"):
        assert any(font.name.startswith(licence) for licence in licences), font.name


def test_frozen_values_stay_frozen_and_closed() -> None:
    class Part(BaseModel):
        model_config = ConfigDict(frozen=True, extra="forbid")
        name: str = "as it was"

    part = Part()
    with pytest.raises(ValidationError, match="frozen"):
        part.name = "changed"  # type: ignore[misc]  # that it is refused is the point
    with pytest.raises(ValidationError, match="Extra inputs"):
        Part.model_validate({"nmae": "misspelt"})
    assert part.name == "as it was"


def test_form_files_are_read_by_the_fast_loader() -> None:
    import yaml

    assert yaml.__with_libyaml__
