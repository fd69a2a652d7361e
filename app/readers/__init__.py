"""Readers: a file in, a document with its parts and items out, each in a child process."""

from app.readers.finding import find_documents
from app.readers.reader import Reader
from app.readers.requests import Outline, ReadCaps, ReadRequest, SheetPreview

__all__ = ["Outline", "ReadCaps", "ReadRequest", "Reader", "SheetPreview", "find_documents"]
