"""Think Family Desktop: an offline, encrypted, family-focused assessment that makes a PDF others can act on."""

__version__ = "0.1.0"
