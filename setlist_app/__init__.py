"""Setlist: fans decide what their favourite artists should play."""

__version__ = "0.1.0"
