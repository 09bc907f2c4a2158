"""Every theme can be read: text has 4.5 to 1 on its ground, the edges of controls 3 to 1."""

import re

import pytest
from PySide6.QtGui import QPalette

from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.ui.parts.buttons import WrappingLink
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.theme import TEXT_SIZES, Look, ThemeName, contrast, load_theme, palette_of, style_sheet

RESOURCES = resources_folder()
THEMES: tuple[ThemeName, ...] = ("light", "dark", "contrast")
TEXT_ON_GROUND = [
    ("text", "surface"), ("text", "raised"), ("text", "accent_soft"), ("text", "neutral_soft"),
    ("quiet", "surface"), ("quiet", "raised"), ("quiet", "accent_soft"),
    ("accent", "raised"), ("accent", "surface"), ("on_accent", "accent"), ("on_accent", "accent_pressed"),
    ("good", "raised"), ("good", "surface"), ("danger", "raised"), ("danger", "danger_soft"), ("danger", "accent_soft"),
    ("warn", "raised"), ("on_danger_soft", "danger_soft"), ("on_good_soft", "good_soft"), ("on_warn_soft", "warn_soft"),
]  # fmt: skip
EDGE_ON_GROUND = [
    ("control", "raised"), ("control", "surface"), ("accent", "raised"), ("accent", "accent_soft"),
    ("button_line", "raised"), ("danger", "danger_soft"),
]  # fmt: skip


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(name: ThemeName, ink: str, ground: str) -> None:
    colours = load_theme(RESOURCES, name).colours
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGE_ON_GROUND)
def test_the_edges_of_controls_can_be_seen(name: ThemeName, edge: str, ground: str) -> None:
    colours = load_theme(RESOURCES, name).colours
    assert contrast(colours[edge], colours[ground]) >= 3


def test_contrast_is_worked_out_as_wcag_has_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_has_the_same_roles_and_fills_the_sheet(name: ThemeName) -> None:
    theme = load_theme(RESOURCES, name)
    assert theme.colours.keys() == load_theme(RESOURCES, "light").colours.keys()
    sheet = style_sheet((RESOURCES / "app.qss").read_text(encoding="utf-8"), theme, 100)
    assert "@" not in sheet


def test_colours_stand_in_the_themes_alone() -> None:
    hard_coded = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")
    sheet = (RESOURCES / "app.qss").read_text(encoding="utf-8")
    assert not hard_coded.search(sheet)
    ui = RESOURCES.parent / "thinkfamily_desktop" / "ui"
    found = [file.name for file in ui.rglob("*.py") if hard_coded.search(file.read_text(encoding="utf-8"))]
    assert found == []


def test_text_at_200_per_cent_is_twice_as_large() -> None:
    theme = load_theme(RESOURCES, "light")
    assert (
        style_sheet("a { font-size: @size-title; }", theme, 200) == f"a {{ font-size: {2 * TEXT_SIZES['title']}px; }}"
    )


def test_the_palette_speaks_the_theme() -> None:
    theme = load_theme(RESOURCES, "dark")
    palette = palette_of(theme)
    assert palette.color(QPalette.ColorRole.Window).name() == theme.colours["surface"]
    assert palette.color(QPalette.ColorRole.WindowText).name() == theme.colours["text"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_style_sheet_does_not_thin_out_the_quiet_colour(look: Look, theme: ThemeName) -> None:
    """Qt makes a placeholder half transparent wherever a style sheet sets the colour of words."""
    link, line = WrappingLink("Grace told you"), LineInput()
    look.choose(theme, 100)
    try:
        for widget in (link, line):
            widget.ensurePolished()
        quiet = load_theme(resources_folder(), theme).colour("quiet")
        assert link.palette().color(QPalette.ColorRole.ButtonText) == quiet
        assert line.palette().color(QPalette.ColorRole.PlaceholderText) == quiet
        assert link.palette().color(QPalette.ColorRole.PlaceholderText) != quiet  # why a link is not painted in it
    finally:
        look.choose("light", 100)
