"""The door to this floor: a Release goes in, the bytes of a PDF come out."""

from pathlib import Path

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.document import (
    draw_blank,
    draw_referral,
    draw_review,
    draw_sheet,
    draw_slip,
)
from thinkfamily_desktop.report.finish import finish
from thinkfamily_desktop.report.fonts import ONE_DOCUMENT_AT_A_TIME, FontSet
from thinkfamily_desktop.report.logo import Logo
from thinkfamily_desktop.report.metadata import Attachment
from thinkfamily_desktop.report.sheets import SheetKind
from thinkfamily_desktop.report.text import Setter


def build_referral(
    release: Release, words: Words, fonts: Path, *, attachment: Attachment | None = None, logo: Logo | None = None
) -> bytes:
    """The referral copy: PDF/UA-1 and PDF/A-3a in one file.

    The same release and logo make the same bytes, on any day and in any process.

    `fonts` is the folder of `resources/fonts`. One document is made at a time; others wait.
    """
    with ONE_DOCUMENT_AT_A_TIME:
        font_set = FontSet(fonts)
        setter = Setter(font_set)
        drawn = draw_referral(release, Maker(setter, words), font_set, setter, attachment=attachment, logo=logo)
        return finish(drawn)


def build_review(release: Release, words: Words, fonts: Path, *, logo: Logo | None = None) -> bytes:
    """The internal review copy: the same pages and boxes to fill, PDF/UA-1. `read_returned` reads it back."""
    with ONE_DOCUMENT_AT_A_TIME:
        font_set = FontSet(fonts)
        return finish(draw_review(release, Maker(Setter(font_set), words), font_set, fonts, logo))


def build_reply_slip(release: Release, words: Words, fonts: Path) -> bytes:
    """A page for the reader to reply on, PDF/UA-1 with boxes to fill. `read_returned` reads it back."""
    with ONE_DOCUMENT_AT_A_TIME:
        font_set = FontSet(fonts)
        return finish(draw_slip(release, Maker(Setter(font_set), words), font_set, fonts))


def build_sheet(release: Release, words: Words, fonts: Path, kind: SheetKind) -> bytes:
    """The phone script or the chronology of a release: PDF/UA-1 and PDF/A-3a."""
    with ONE_DOCUMENT_AT_A_TIME:
        font_set = FontSet(fonts)
        return finish(draw_sheet(release, Maker(Setter(font_set), words), font_set, kind))


def build_blank(form: Form, words: Words, fonts: Path) -> bytes:
    """A form on paper with room to write and the safeguarding steps on its back. Holds nothing of any family."""
    with ONE_DOCUMENT_AT_A_TIME:
        font_set = FontSet(fonts)
        return finish(draw_blank(form, Maker(Setter(font_set), words), font_set))
