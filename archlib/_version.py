"""The version of archlib: the only place."""

__version__ = "0.1.0"
