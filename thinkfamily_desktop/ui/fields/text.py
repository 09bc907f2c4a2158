"""One line of words."""

from thinkfamily_desktop.ui.fields.base import LineField


class TextField(LineField):
    """Kept as typed; only spaces before and after are left out."""
