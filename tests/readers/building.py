"""Small real files for the tests of the readers."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pypdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR, MINI_SECTOR, MINI_CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def picture_of(lines: Sequence[str], width: int = 744, height: int = 260) -> Image.Image:
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(28)
    for number, line in enumerate(lines):
        pen.text((48, 24 + 52 * number), line, fill="black", font=font)
    return picture


def make_pdf(path: Path, pages: Sequence[Sequence[str] | Image.Image]) -> Path:
    """A page for each list of lines, and for each picture one that is nothing else."""
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in pages:
        if isinstance(page, Image.Image):
            canvas.drawImage(ImageReader(page), 0, 842 - 208, 595, 208)
        else:
            for number, line in enumerate(page):
                canvas.drawString(72, 760 - 18 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def lock_pdf(path: Path, password: str) -> Path:
    writer = pypdf.PdfWriter(clone_from=str(path))
    writer.encrypt(password, algorithm="AES-256")
    locked = path.with_name(f"locked {path.name}")
    writer.write(locked)
    return locked


def make_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def make_docx(path: Path, document: str, **parts: str) -> Path:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    fallback = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in {"document": document, **parts}.items():
            archive.writestr(
                f"word/{name}.xml",
                f'<w:root xmlns:w="{space}" xmlns:mc="{fallback}">{content}</w:root>',
            )
    return path


def make_zip(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def sheet_xml(cells: str) -> bytes:
    """A workbook of one sheet with this XML as its data."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        )
    return stream.getvalue()


def make_msg(
    path: Path, subject: str, body: str, attachment: tuple[str, bytes] | None = None
) -> Path:
    """An Outlook message with the few properties that matter."""
    streams: dict[tuple[str, ...], bytes] = {
        ("__substg1.0_0037001F",): subject.encode("utf-16-le"),
        ("__substg1.0_1000001F",): body.encode("utf-16-le"),
        ("__substg1.0_001A001F",): "IPM.Note".encode("utf-16-le"),
    }
    streams[("__properties_version1.0",)] = struct.pack("<8x4I8x", 0, 1, 0, 1) + b"".join(
        struct.pack(
            "<HHIII", 0x1F, tag, 6, len(streams[(f"__substg1.0_{tag:04X}001F",)]) + 2, 0
        )
        for tag in (0x0037, 0x1000, 0x001A)
    )
    if attachment is not None:
        folder = "__attach_version1.0_#00000000"
        name, data = attachment
        encoded = name.encode("utf-16-le")
        streams[(folder, "__substg1.0_3707001F")] = encoded
        streams[(folder, "__substg1.0_37010102")] = data
        streams[(folder, "__properties_version1.0")] = b"\0" * 8 + b"".join(
            struct.pack("<HHIII", kind, tag, 6, length, 0)
            for kind, tag, length in (
                (0x1F, 0x3707, len(encoded) + 2),
                (0x102, 0x3701, len(data)),
                (3, 0x3705, 1),
            )
        )
    path.write_bytes(compound_file(streams))
    return path


def compound_file(streams: Mapping[tuple[str, ...], bytes]) -> bytes:
    """A compound file (MS-CFB) whose directories are right-leaning lists."""
    folders = sorted({place[:-1] for place in streams if len(place) > 1})
    entries: list[tuple[tuple[str, ...], bytes | None]] = [((), None)]
    entries += [(folder, None) for folder in folders]
    entries += list(streams.items())
    index = {place: number for number, (place, _) in enumerate(entries)}
    small, large = Chain(MINI_SECTOR), Chain(SECTOR)
    starts = [
        (small if len(content) < MINI_CUTOFF else large).store(content) if content else END
        for _, content in entries
    ]
    starts[0] = large.store(small.data)
    mini_fat = large.store(small.table(SECTOR))
    directory = b""
    for number, (place, content) in enumerate(entries):
        brothers = children_of(index, place[:-1]) if place else []
        after = brothers.index(place) + 1 if place else 0
        right = index[brothers[after]] if after < len(brothers) else FREE
        children = children_of(index, place) if content is None else []
        name = (place[-1] if place else "Root Entry").encode("utf-16-le") + b"\0\0"
        kind = 5 if not place else 2 if content is not None else 1
        length = len(content or b"") if place else len(small.data)
        directory += struct.pack(
            "<64sHBBIII16xI16xIQ", name, len(name), kind, 1, FREE, right,
            index[children[0]] if children else FREE, 0, starts[number], length,
        )  # fmt: skip
    directory_start = large.store(directory)
    fat_start = len(large.links)
    large.links.append(FAT_SECTOR)
    assert len(large.links) <= SECTOR // 4, "one sector of links is enough for a test"
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", MAGIC, 0x3E, 3, 0xFFFE, 9, 6, 0,
        1, directory_start, 0, MINI_CUTOFF, mini_fat, 1, END, 0, fat_start,
    )  # fmt: skip
    return header.ljust(SECTOR, b"\xff") + large.data + large.table(SECTOR)


class Chain:
    """Sectors of one size and the links between them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.data = b""
        self.links: list[int] = []

    def store(self, content: bytes) -> int:
        """Append content; returns its first sector."""
        first = len(self.links)
        count = -(-len(content) // self.size)
        self.links.extend([*range(first + 1, first + count), END])
        self.data += content.ljust(count * self.size, b"\0")
        return first

    def table(self, size: int) -> bytes:
        """The links as whole sectors."""
        packed = struct.pack(f"<{len(self.links)}I", *self.links)
        return packed.ljust(-(-len(packed) // size) * size, b"\xff")


def children_of(
    index: Mapping[tuple[str, ...], int], parent: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """What lies in a folder, in the order of the format."""
    return sorted(
        (place for place in index if place and place[:-1] == parent),
        key=lambda place: (len(place[-1]), place[-1].upper()),
    )
