"""Results out: an Excel workbook, a CSV table, or JSON lines; labels likewise."""

from app.writers.labels import write_labels
from app.writers.results import SUFFIXES, write_results

__all__ = ["SUFFIXES", "write_labels", "write_results"]
