"""The wiring: where things lie, what the machine allows, and who is handed what."""

from app.startup.apart import work_apart
from app.startup.scheme_files import write_new_scheme
from app.startup.wiring import DEFAULT_SCHEME, Postroom

__all__ = ["DEFAULT_SCHEME", "Postroom", "work_apart", "write_new_scheme"]
