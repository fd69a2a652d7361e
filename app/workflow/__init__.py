"""Runs over a case file, and the workspace that the faces hold."""

from app.workflow.tools import Tools
from app.workflow.workspace import Workspace

__all__ = ["Tools", "Workspace"]
