"""One row of a hand-made page: label, help and field belong together, for the eye and for a screen reader."""

from PySide6.QtWidgets import QBoxLayout, QWidget

from thinkfamily_desktop.ui.parts.labels import Label


def add_row(layout: QBoxLayout, label: str, field: QWidget, help_text: str = "") -> Label:
    """Put a label, a word of help and a field under one another; the field gets its name and description from them."""
    words = Label(label, "strong")
    words.setBuddy(field)
    field.setAccessibleName(label)
    layout.addWidget(words)
    if help_text:
        layout.addWidget(Label(help_text, "small", "quiet"))
        field.setAccessibleDescription(help_text)
    layout.addWidget(field)
    return words
