"""Engines, migrations and the group-commit writer."""

from setlist_app.db.database import Database
from setlist_app.db.writer import Busy

__all__ = ["Busy", "Database"]
