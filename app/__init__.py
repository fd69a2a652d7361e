"""Postroom sorts, groups and summarizes documents on the laptop they are already on."""

__version__ = "0.1.0"
