"""Child processes with limits: whatever parses a document or runs a model runs in one."""

from app.isolation.child import Child
from app.isolation.frames import Blob, Frame
from app.isolation.guards import Guards, try_guards
from app.isolation.limits import Limits
from app.isolation.serving import run_child, serve

__all__ = [
    "Blob",
    "Child",
    "Frame",
    "Guards",
    "Limits",
    "run_child",
    "serve",
    "try_guards",
]
