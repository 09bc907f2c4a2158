"""How the program looks: named colour roles from TOML, a type scale, and the one place that gives them to Qt."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from thinkfamily_desktop.settings.plain_toml import read_strings

log = logging.getLogger(__name__)

ThemeName = Literal["light", "dark", "contrast"]
Choice = Literal["system", "light", "dark", "contrast"]
FIRST_FONTS = "Inter-*.ttf"
FAMILIES = ("Inter", "Noto Sans")  # the second carries the letters that the first has not

TEXT_SIZES: Mapping[str, int] = {
    "title": 24,
    "heading": 16,
    "body": 15,
    "rail": 14,
    "small": 14,
    "tiny": 13,
    "micro": 12,
}
"""The type scale in pixels at 100 %."""

_PALETTE: Mapping[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.PlaceholderText: "quiet",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.AlternateBase: "accent_soft",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "control",
    QPalette.ColorRole.Dark: "button_line",
    QPalette.ColorRole.Light: "focus",
    QPalette.ColorRole.Shadow: "good",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
}


@dataclass(frozen=True)
class Theme:
    """The colours of one theme by role."""

    name: ThemeName
    colours: Mapping[str, str]

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(self.colours[role])


def load_theme(resources: Path, name: ThemeName) -> Theme:
    """Read `themes/NAME.toml` under the resources folder."""
    colours = read_strings((resources / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
    return Theme(name, {role: str(colour) for role, colour in colours})


def palette_of(theme: Theme) -> QPalette:
    """The theme as Qt's own roles, so that what we do not style still fits, and painters need no other source."""
    palette = QPalette()
    for role, name in _PALETTE.items():
        palette.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("quiet"))
    return palette


def style_sheet(template: str, theme: Theme, percent: int) -> str:
    """Fill `@role`, `@size-NAME` (type scale) and `@px(N)` (N pixels at 100 % text) into the style sheet."""

    def scaled(pixels: int) -> str:
        return f"{round(pixels * percent / 100)}px"

    filled = re.sub(r"@px\((\d+)\)", lambda found: scaled(int(found[1])), template)
    filled = re.sub(r"@size-(\w+)", lambda found: scaled(TEXT_SIZES[found[1]]), filled)
    return re.sub(r"@(\w+)", lambda found: theme.colours[found[1]], filled)


def load_fonts(resources: Path, files: str = "*.ttf") -> None:
    """Give Qt the typefaces in the fonts folder. A broken file is left out and said in the log."""
    for file in sorted((resources / "fonts").glob(files)):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            log.warning("a font could not be read: %s", file.name)


class Look(QObject):
    """Dresses the whole application, and dresses it again when the system turns dark or asks for contrast.

    Text size is a whole number of per cent, 100 to 200. `starting` leaves for `complete` what an unlock screen can
    do without, and wants an application that was started in Fusion.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        resources: Path,
        choice: Choice = "system",
        percent: int = 100,
        *,
        starting: bool = False,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._resources = resources
        self._choice: Choice = choice
        self._percent = percent
        self._template = (resources / "app.qss").read_text(encoding="utf-8")
        if starting:  # Qt has been asked for Fusion as it started; saying it here loads all of QStyle's enums
            load_fonts(resources, FIRST_FONTS)
        else:
            load_fonts(resources)
            app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        for signal in _contrast_signals(hints):
            signal(self._on_system_changed)
        self._dress()

    def complete(self) -> None:
        """After `starting`: the typefaces that the unlock screen does without."""
        for file in sorted((self._resources / "fonts").glob("*.ttf")):
            if not file.match(FIRST_FONTS):
                load_fonts(self._resources, file.name)

    @property
    def theme_name(self) -> ThemeName:
        """The theme in use."""
        if self._choice != "system":
            return self._choice
        return system_theme()

    @property
    def percent(self) -> int:
        """The text size in use."""
        return self._percent

    @property
    def choice(self) -> Choice:
        """What was chosen: a theme, or what the system says."""
        return self._choice

    def choose(self, choice: Choice, percent: int) -> None:
        """Use another theme or text size from now on."""
        if (choice, percent) != (self._choice, self._percent):
            self._choice, self._percent = choice, min(max(percent, 100), 200)
            self._dress()

    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self._dress()

    def _dress(self) -> None:
        theme = load_theme(self._resources, self.theme_name)
        font = QFont(list(FAMILIES))
        font.setPixelSize(round(TEXT_SIZES["body"] * self._percent / 100))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._app.setFont(font)
        self._app.setPalette(palette_of(theme))
        self._app.setStyleSheet(style_sheet(self._template, theme, self._percent))
        self.changed.emit()


def system_theme() -> ThemeName:
    """The theme that the system asks for."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)  # Qt 6.10 and later
    if accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _contrast_signals(hints: QObject) -> list[Callable[[Callable[[], None]], object]]:
    accessibility = getattr(hints, "accessibility", None)
    return [accessibility().contrastPreferenceChanged.connect] if accessibility is not None else []


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""

    def luminance(name: str) -> float:
        colour = QColor(name)
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
