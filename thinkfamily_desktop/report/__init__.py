"""A Release in, PDF bytes out. The only reportlab and pikepdf."""
