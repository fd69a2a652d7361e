"""Results out: an Excel workbook, a CSV table, or JSON lines."""

from app.writers.results import SUFFIXES, write_results

__all__ = ["SUFFIXES", "write_results"]
