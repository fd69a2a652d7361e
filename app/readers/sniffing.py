"""What a file is: told by its bytes first, by its name only where those leave it open."""

from __future__ import annotations

import re
import zipfile

import olefile

from app.readers.sources import Source
from app.readers.zip_guard import ZIP_ERRORS

__all__ = ["KINDS", "sniff"]

HEAD_BYTES = 8192

# The form of a file, and the words for what it is where it cannot be read.
Sniffed = tuple[str, str]

# The form a file has, and the kind of document that people call it.
KINDS = {
    "pdf": "pdf",
    "image": "image",
    "workbook": "workbook",
    "html table": "workbook",
    "delimited": "table",
    "docx": "letter",
    "rtf": "letter",
    "eml": "mail",
    "msg": "mail",
    "mbox": "archive",
    "zip": "archive",
    "text": "text",
    "html": "text",
    "encrypted office": "unknown",
}

IMAGE_MARKS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"BM",
    b"GIF87a",
    b"GIF89a",
)
HEIC_MARKS = {b"ftypheic", b"ftypheix", b"ftypmif1"}
FOREIGN_MARKS = (
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"!BDN", "an Outlook data file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x00\x01\x00\x00Standard", "an Access database"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"RIFF", "a sound or film recording"),
    (b"%!PS", "a PostScript file"),
    (b"8BPS", "a Photoshop picture"),
)
TABLE_SUFFIXES = {".csv", ".tsv", ".tab"}
SPREADSHEET = b"opendocument.spreadsheet"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
SHEET_SUFFIXES = {".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".xlt", ".xltx", ".xltm"}
# What a damaged zip file is taken for.
ZIP_SUFFIXES = dict.fromkeys(SHEET_SUFFIXES, "workbook") | {
    ".docx": "docx",
    ".docm": "docx",
}
# The first of these streams that a compound file has says what it is.
OLE_FORMS: dict[str, Sniffed] = {
    "encryptedpackage": ("encrypted office", ""),
    "__properties_version1.0": ("msg", ""),
    "workbook": ("workbook", ""),
    "book": ("workbook", ""),
    "worddocument": ("unsupported", "a Word document of before 2007 (save it as .docx)"),
    "powerpoint document": ("unsupported", "a PowerPoint presentation"),
}
HEADER_FIELD = re.compile(
    rb"^(from|to|cc|bcc|subject|date|message-id|mime-version|received|return-path|delivered-to"
    rb"|reply-to|content-type|x-[a-z0-9-]+|dkim-signature|sender|thread-topic|in-reply-to)"
    rb"[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
ANY_HEADER = re.compile(rb"^[!-9;-~]+[ \t]*:")
HTML_MARK = re.compile(
    rb"<\s*(!doctype\s+html|html|body|table|head|meta|div|p)\b", re.IGNORECASE
)


def sniff(source: Source) -> Sniffed:
    """The form of a file, or ``"unsupported"`` with the words for what it is instead.

    Returns:
        The form (a key of ``KINDS``, ``"empty"`` or ``"unsupported"``) and a phrase such as
        "a 7-Zip archive", empty where the form is known.
    """
    head = source.head(HEAD_BYTES)
    if not head:
        return "empty", ""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return sniff_zip(source)
    if head.startswith(olefile.MAGIC):
        return sniff_ole(source)
    return sniff_marks(head) or sniff_text(source, head)


def sniff_marks(head: bytes) -> Sniffed | None:
    """The form of a file that starts with a mark of its own, or None."""
    webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    if b"%PDF-" in head[:1024]:
        form = "pdf"
    elif head.startswith(IMAGE_MARKS) or webp:
        form = "image"
    elif head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        form = "rtf"
    else:
        return sniff_foreign(head)
    return form, ""


def sniff_foreign(head: bytes) -> Sniffed | None:
    """The words for a file whose mark is known and that is not read, or None."""
    if head[4:12] in HEIC_MARKS:
        return "unsupported", "a HEIC photograph"
    for mark, phrase in FOREIGN_MARKS:
        if head.startswith(mark):
            return "unsupported", phrase
    return None


def sniff_zip(source: Source) -> Sniffed:
    """What a zip file holds: a workbook, a letter, or other files."""
    names, mimetype = zip_contents(source)
    if any(name.startswith("xl/") for name in names) or SPREADSHEET in mimetype:
        return "workbook", ""
    if any(re.match(r"word/document\d*\.xml", name) for name in names):
        return "docx", ""
    phrase = ""
    if any(name.startswith("ppt/") for name in names):
        phrase = "a PowerPoint presentation"
    elif mimetype.startswith(OPEN_DOCUMENT):
        phrase = "an OpenDocument file that is no spreadsheet"
    elif names & {"index/document.iwa", "index.zip"}:
        phrase = "an Apple iWork document"
    if phrase:
        return "unsupported", phrase
    return ZIP_SUFFIXES.get(source.suffix, "zip"), ""


def zip_contents(source: Source) -> tuple[set[str], bytes]:
    """Names in a zip file in small letters, and its type where it says one."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            names = {name.replace("\\", "/").casefold() for name in archive.namelist()}
            if "mimetype" not in names:
                return names, b""
            with archive.open("mimetype") as entry:
                return names, entry.read(200)
    except ZIP_ERRORS:
        return set(), b""


def sniff_ole(source: Source) -> Sniffed:
    """What a compound file of Microsoft's holds."""
    try:
        with source.open() as file, olefile.OleFileIO(file) as ole:
            names = {entry[0].casefold() for entry in ole.listdir()}
    # olefile raises its own errors, struct's and index errors on damaged files.
    except Exception:  # noqa: BLE001
        names = set()
    for name, sniffed in OLE_FORMS.items():
        if name in names:
            return sniffed
    if source.suffix == ".msg":
        return "msg", ""
    if source.suffix in SHEET_SUFFIXES:
        return "workbook", ""
    return "unsupported", "a file of Microsoft's of an unknown kind"


def sniff_text(source: Source, head: bytes) -> Sniffed:
    """The form of a file without a mark of its own."""
    if not looks_like_text(head):
        return sniff_other(source)
    if head.startswith(b"From ") and ANY_HEADER.match(head.partition(b"\n")[2]):
        return "mbox", ""
    if is_mail(head, source.suffix):
        return "eml", ""
    if source.suffix in TABLE_SUFFIXES:
        return "delimited", ""
    return sniff_words(source, head)


def sniff_other(source: Source) -> Sniffed:
    """The form of a file that is not made of words, by its name."""
    if source.suffix in SHEET_SUFFIXES:
        # Very old workbooks have no mark; the reader of workbooks may know better.
        return "workbook", ""
    if source.suffix in TABLE_SUFFIXES:
        return "delimited", ""
    return "unsupported", "not a file that can be read"


def sniff_words(source: Source, head: bytes) -> Sniffed:
    """The form of a file that is made of words."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<?xml") and (b"Excel.Sheet" in head or b"opendocument" in head):
        return "unsupported", "a spreadsheet saved as one XML file (save it as .xlsx)"
    html = HTML_MARK.match(start) or (start.startswith(b"<") and HTML_MARK.search(head))
    if html or source.suffix in {".html", ".htm", ".xhtml"}:
        table = source.suffix in SHEET_SUFFIXES and b"<table" in head.lower()
        return ("html table" if table else "html"), ""
    if source.suffix in {".slk", ".dif"} or start.startswith((b"ID;P", b"TABLE\r\n0,1")):
        return "unsupported", "a spreadsheet of an exchange format (save it as .xlsx)"
    if source.suffix in SHEET_SUFFIXES or is_tabbed(head):
        return "delimited", ""
    return "text", ""


def looks_like_text(head: bytes) -> bool:
    """Whether these bytes are words in some encoding rather than other data."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    pairs = len(head) // 2
    zeros = head.count(0)
    if zeros and pairs >= 2:
        even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
        if max(even, odd) > 0.4 * pairs and min(even, odd) < 0.05 * pairs:
            return True
    control = sum(byte < 32 and byte not in b"\t\n\r\x0c\x1b" for byte in head)
    return control <= 0.02 * len(head)


def is_mail(head: bytes, suffix: str) -> bool:
    """Whether this starts like an e-mail: header fields first, several that mail has."""
    first = head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 1)[0]
    if not ANY_HEADER.match(first):
        return False
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {match.group(1).lower() for match in HEADER_FIELD.finditer(block)}
    if suffix in {".eml", ".mht", ".mhtml", ".emlx"}:
        return bool(names)
    return len(names) >= 3 and bool(names & {b"from", b"received", b"message-id"})


def is_tabbed(head: bytes) -> bool:
    """Whether lines of text are a table: the same number of tabs in each of them."""
    lines = [line for line in head.splitlines()[:20] if line.strip()]
    counts = {line.count(b"\t") for line in lines}
    return len(lines) >= 3 and len(counts) == 1 and counts != {0}
