"""Qt widgets. The only PySide6 besides app."""
