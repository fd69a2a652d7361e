"""Writes the sample inbox and its gold list from the texts beside this script.

    python build/make_sample_inbox.py

All people, places and numbers are invented. Nothing here depends on the clock or on
chance, so the same versions of the libraries write the same bytes again. Needs reportlab,
pypdf, pypdfium2, Pillow, numpy, openpyxl and python-docx.
"""

from __future__ import annotations

import csv
import io
import re
import secrets
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parsedate_to_datetime
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pypdf
import pypdfium2
from docx import Document as WordDocument
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

TEXTS = Path(__file__).parent / "sample_inbox"
RESOURCES = Path(__file__).parent.parent / "resources"
INBOX = RESOURCES / "sample_inbox"
GOLD = RESOURCES / "sample_inbox_gold.csv"
PASSWORD = "marlow"  # noqa: S105 - printed in the README of the inbox, protects nothing
FIXED = (2026, 3, 23, 8, 0, 0)
ROWS = 300

Entry = dict[str, Any]
Gold = tuple[str, str, str, str, str]
GOLD_HEADER = ("document", "row", "category", "language", "category_default_scheme")

DEFAULTS = {
    "RD": "Roads, traffic and parking",
    "TR": "Trash and graffiti",
    "WA": "Water and drainage",
    "PK": "Parks and trees",
    "NO": "Noise, animals and nuisances",
    "TX": "Taxes, fees and bills",
    "BE": "Benefits and assistance",
    "HO": "Housing and rent",
    "PE": "Permits and zoning",
    "SA": "Public safety",
    "SC": "Schools and libraries",
    "RE": "Records request",
    "OP": "Opinion on policy",
    "PR": "Praise and thanks",
    "ST": "Complaint about staff",
    "ME": "Meetings and invitations",
    "JO": "Jobs",
    "OT": "Other",
}
# Code of a request: its category among the 311 requests, and its usual one by default.
REQUESTS = {
    "PH": ("Potholes and road surface", "RD"),
    "SL": ("Street lights", "RD"),
    "TS": ("Traffic signals and signs", "RD"),
    "SW": ("Sidewalks and curbs", "RD"),
    "GR": ("Graffiti", "TR"),
    "TR": ("Trash and recycling collection", "TR"),
    "DU": ("Illegal dumping and litter", "TR"),
    "PK": ("Parking", "RD"),
    "AV": ("Abandoned vehicles", "RD"),
    "TE": ("Trees", "PK"),
    "PA": ("Parks and playgrounds", "PK"),
    "WA": ("Water and sewer", "WA"),
    "FL": ("Flooding and drainage", "WA"),
    "NO": ("Noise", "NO"),
    "AN": ("Animals", "NO"),
    "SN": ("Snow and ice", "RD"),
    "NP": ("Neglected property", "NO"),
    "OT": ("Other", "OT"),
}
STREETS = (
    "Lantern Street", "Heron Lane", "Old Mill Road", "Pilot Street", "Gull Court",
    "Beacon Hill Drive", "Saltmarsh Road", "Quarry Street", "Ferry Street", "Larch Avenue",
    "Orchard Street", "Harbor Boulevard", "Keel Street", "Net Loft Lane", "Juniper Way",
    "Spindrift Court", "Anchor Road", "Wharf Street", "Dune Road", "Chandler Street",
    "Third Street", "Seventh Street", "Union Avenue", "Cooper's Alley",
)  # fmt: skip
PARKS = ("Heron Park", "Lighthouse Park", "Founders Green", "Dune Road Beach")


# ------------------------------------------------------------------ making bytes repeatable


@contextmanager
def _predictable_secrets() -> Iterator[None]:
    """Lets pypdf draw its salts and initial vectors from a seed: the file is a sample."""
    honest, seeded = secrets.token_bytes, Random(11)  # noqa: S311 - see above
    secrets.token_bytes = lambda nbytes=None: seeded.randbytes(nbytes or 32)
    try:
        yield
    finally:
        secrets.token_bytes = honest


def _repeatable_zip(written: bytes) -> bytes:
    """The same archive with fixed times, inside its document properties too."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-03-23T08:00:00Z", content
                )
            new.writestr(_member(name), content)
    return out.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIXED)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


# ------------------------------------------------------------------ typed letters


class Signature(Flowable):  # type: ignore[misc]  # published without types
    """A scrawl above the typed name; its loops follow from the name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.width, self.height = name, 130, 30

    def draw(self) -> None:
        """Draws the scrawl at the flowable's place."""
        pen, x = self.canv.beginPath(), 4.0
        pen.moveTo(x, 8)
        for place, letter in enumerate(self.name[:14]):
            up = 8 + ord(letter) % 17 + (12 if place == 0 else 0)
            pen.curveTo(x + 2, up, x + 9, up - 3, x + 6, 9)
            pen.curveTo(x + 4, 2 + place % 4, x + 7, 5, x + 8, 8)
            x += 8
        self.canv.setStrokeColorRGB(0.1, 0.12, 0.4)
        self.canv.setLineWidth(0.9)
        self.canv.drawPath(pen)


FONTS = {
    "plain": ("Times-Roman", "Times-Bold", 11.5),
    "table": ("Times-Roman", "Times-Bold", 11.5),
    "columns": ("Times-Roman", "Times-Bold", 10.5),
    "typewriter": ("Courier", "Courier-Bold", 10.5),
    "letterhead": ("Helvetica", "Helvetica-Bold", 10.5),
    "modern": ("Vera", "VeraBd", 10),
}


def _styles(letter: Entry) -> tuple[ParagraphStyle, ParagraphStyle, ParagraphStyle]:
    font, bold, size = FONTS[letter["layout"]]
    size = letter.get("size", size)
    body = ParagraphStyle(
        "body", fontName=font, fontSize=size, leading=size * 1.36, spaceAfter=size * 0.8
    )
    tight = ParagraphStyle("tight", parent=body, spaceAfter=0)
    heading = ParagraphStyle(
        "heading", parent=body, fontName=bold, spaceBefore=size * 0.4, keepWithNext=1
    )
    return body, tight, heading


def _table(rows: list[list[str]], tight: ParagraphStyle) -> Table:
    small = ParagraphStyle("cell", parent=tight, fontSize=9.5, leading=12)
    cells = [[Paragraph(escape(cell), small) for cell in row] for row in rows]
    widths = [1.8 * inch, 0.7 * inch, 1.1 * inch, 1.0 * inch, 1.0 * inch, 0.7 * inch]
    grid = [
        ("GRID", (0, 0), (-1, -1), 0.5, "#555555"),
        ("BACKGROUND", (0, 0), (-1, 0), "#e4e4e4"),
    ]
    return Table(cells, colWidths=widths, style=grid, spaceBefore=4, spaceAfter=12)


def _body(letter: Entry) -> list[Flowable]:
    body, tight, heading = _styles(letter)
    story: list[Flowable] = []
    for block in letter["body"].strip().split("\n\n"):
        if block == "TABLE":
            story.append(_table(letter["table"], tight))
        elif block.startswith("## "):
            story.append(Paragraph(escape(block[3:]), heading))
        else:
            story.append(Paragraph(escape(block), body))
    return story


def _story(letter: Entry) -> list[Flowable]:
    body, tight, heading = _styles(letter)
    story: list[Flowable] = []
    for lines in (letter.get("from", []), [letter["date"]], letter["to"]):
        story += [Paragraph(escape(line), tight) for line in lines if line]
        story.append(Spacer(1, 13 if any(lines) else 0))
    if "subject" in letter:
        label = "Asunto" if letter["language"] == "es" else "Re"
        label = "" if letter["layout"] == "columns" else f"{label}: "
        story.append(Paragraph(escape(label + letter["subject"]), heading))
    story.append(Paragraph(escape(letter["greeting"]), body))
    story += _body(letter)
    end = [Paragraph(escape(letter["closing"]), body), Signature(letter["sign"][0])]
    end += [Paragraph(escape(line), tight) for line in letter["sign"]]
    return [*story, KeepTogether(end)]


def _masthead(letter: Entry) -> Callable[[Canvas, BaseDocTemplate], None]:
    def draw(canvas: Canvas, template: BaseDocTemplate) -> None:
        width, height = LETTER
        if template.page > 1:
            canvas.setFont("Helvetica", 8.5)
            canvas.drawCentredString(width / 2, 0.55 * inch, f"Page {template.page}")
            return
        _, bold, _ = FONTS[letter["layout"]]
        canvas.setFont(bold, 26 if letter["layout"] == "columns" else 17)
        canvas.drawCentredString(width / 2, height - 0.85 * inch, letter["head"])
        canvas.setFont("Times-Italic", 9.5)
        canvas.drawCentredString(width / 2, height - 1.07 * inch, letter["strap"])
        canvas.setLineWidth(1.2)
        canvas.line(inch, height - 1.17 * inch, width - inch, height - 1.17 * inch)

    return draw


def _frames(letter: Entry) -> list[Frame]:
    width, height = LETTER
    top = height - (1.3 * inch if "head" in letter else 0.9 * inch)
    if letter["layout"] == "columns":
        column = (width - 2.3 * inch) / 2
        return [
            Frame(left, 0.8 * inch, column, top - 0.8 * inch, 0, 0, 0, 0)
            for left in (inch, inch + column + 0.3 * inch)
        ]
    margin = 1.1 * inch
    return [Frame(margin, 0.9 * inch, width - 2 * margin, top - 0.9 * inch, 0, 0, 0, 0)]


def letter_pdf(letter: Entry) -> bytes:
    """The letter as a PDF with text, laid out as its entry says."""
    out = io.BytesIO()
    template = BaseDocTemplate(out, pagesize=LETTER, invariant=1, title="", author="")
    page = PageTemplate(frames=_frames(letter))
    if "head" in letter:
        page.onPage = _masthead(letter)
    template.addPageTemplates(page)
    template.build(_story(letter))
    return out.getvalue()


def protected_pdf(plain: bytes) -> bytes:
    """The same PDF behind AES-256 and the password of the sample."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
    out = io.BytesIO()
    with _predictable_secrets():
        writer.encrypt(PASSWORD, algorithm="AES-256")
        writer.write(out)
    return out.getvalue()


# ------------------------------------------------------------------ pages as pictures


def _page_pictures(pdf: bytes, dpi: int) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def _scanned(page: Image.Image, *, angle: float, seed: int) -> Image.Image:
    """A grey scan: a little askew, unevenly lit, soft and grainy."""
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=250)
    page = page.filter(ImageFilter.GaussianBlur(0.7))
    grey: np.ndarray = np.asarray(page, dtype=np.float32)
    chance = np.random.default_rng(seed)
    coarse = chance.normal(0, 5, (grey.shape[0] // 6 + 1, grey.shape[1] // 6 + 1))
    grain = np.kron(coarse, np.ones((6, 6)))[: grey.shape[0], : grey.shape[1]]
    shade = np.linspace(0, 14, grey.shape[1])[None, :]
    grey = 18 + grey * 0.89 + grain * 0.6 - shade
    dust = chance.integers(0, grey.size, 160)
    grey.flat[dust] = 60
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, dpi=(200, 200))
    return out.getvalue()


def scan_pdf(pdf: bytes, *, angle: float, seed: int) -> bytes:
    """The pages as pictures at 200 dpi without any text behind them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=1)
    for page in _page_pictures(pdf, 200):
        picture = io.BytesIO(_jpeg(_scanned(page, angle=angle, seed=seed), 38))
        canvas.drawImage(ImageReader(picture), 0, 0, *LETTER)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def photo_jpeg(pdf: bytes) -> bytes:
    """The first page as if photographed by hand on a wooden table."""
    page = _page_pictures(pdf, 190)[0]
    width, height = page.size
    sheet = Image.merge("RGB", (page, page, page.point(lambda grey: int(grey * 0.93))))
    desk = Image.new("RGB", (width + 260, height + 260), (112, 84, 60))
    desk.paste(sheet, (130, 130))
    right, bottom = desk.size
    # Corners of the picture, seen from the desk: upper left, lower left, and so on round.
    corners = (30, 60, 0, bottom - 20, right - 40, bottom, right - 10, 0)
    bent = Image.Transform.QUAD
    desk = desk.transform(desk.size, bent, corners, Image.Resampling.BICUBIC)
    pixels = np.asarray(desk.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
    light = np.linspace(1.0, 0.74, pixels.shape[0])[:, None, None]
    side = np.linspace(0.86, 1.0, pixels.shape[1])[None, :, None]
    grain = np.random.default_rng(5).normal(0, 2.5, pixels.shape)
    lit = np.clip(pixels * light * side + grain, 0, 255).astype(np.uint8)
    return _jpeg(Image.fromarray(lit), 52)


def fax_tiff(pdf: bytes) -> bytes:
    """The pages in black and white, as a fax machine hands them on."""
    pages = [
        _scanned(page, angle=0.25, seed=place).point(lambda grey: 255 * (grey > 128), "1")
        for place, page in enumerate(_page_pictures(pdf, 200))
    ]
    out = io.BytesIO()
    pages[0].save(
        out,
        "TIFF",
        save_all=True,
        append_images=pages[1:],
        compression="group4",
        dpi=(200, 200),
    )
    return out.getvalue()


# ------------------------------------------------------------------ e-mails and documents


def _email(message: Entry, number: int) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = message["from"], message["to"]
    mail["Subject"], mail["Date"] = message["subject"], message["date"]
    mail["Message-ID"] = f"<{number:04d}.sample@mail.example.org>"
    return mail


def _body_of(mail: EmailMessage, message: Entry, attached: bytes) -> None:
    form, text = message["form"], message.get("text", "").lstrip()
    if form == "html":
        mail.set_content(message["html"].lstrip(), subtype="html", cte="quoted-printable")
        return
    mail.set_content(text, cte="base64" if form == "base64" else None)
    if form == "alternative":
        mail.add_alternative(message["html"].lstrip(), subtype="html")
    if form == "attachment":
        mail.add_attachment(
            attached, maintype="application", subtype="pdf", filename=message["attach"]
        )


def eml(message: Entry, number: int, attached: bytes = b"") -> bytes:
    """The message as it would be saved from a mail program."""
    if message["form"] == "charset":
        return _odd_charset(message, number)
    mail = _email(message, number)
    _body_of(mail, message, attached)
    if mail.is_multipart():
        mail.set_boundary(f"=_sample_{number:04d}")
    return mail.as_bytes()


def _odd_charset(message: Entry, number: int) -> bytes:
    charset = message["charset"]
    sender, _, address = message["from"].rpartition(" ")
    head = [
        f"From: {Header(sender, charset).encode()} {address}",
        f"To: {message['to']}",
        "Subject: " + Header(message["subject"], charset).encode(linesep="\r\n"),
        f"Date: {message['date']}",
        f"Message-ID: <{number:04d}.sample@mail.example.org>",
        "MIME-Version: 1.0",
        f"Content-Type: text/plain; charset={charset}",
        "Content-Transfer-Encoding: 8bit",
    ]
    text = str(message["text"]).lstrip().replace("\n", "\r\n")
    return "\r\n".join([*head, "", ""]).encode("ascii") + text.encode(charset)


def mbox(messages: list[Entry]) -> bytes:
    """The messages one after another, as a Unix mailbox keeps them."""
    out = b""
    for number, message in enumerate(messages, 9001):
        sender = message["from"].rpartition("<")[2].rstrip(">")
        came = parsedate_to_datetime(message["date"])
        lines = eml(message, number).replace(b"\r\n", b"\n")
        quoted = re.sub(rb"^From ", b">From ", lines, flags=re.MULTILINE)
        out += f"From {sender} {came:%a %b %d %H:%M:%S %Y}\n".encode() + quoted + b"\n"
    return out


def docx(message: Entry) -> bytes:
    """The letter as a word processor writes it, with its table if it has one."""
    document = WordDocument()
    document.core_properties.author = "Sample"
    document.add_heading(message["subject"], level=1)
    for block in message["text"].strip().split("\n\n"):
        if block != "TABLE":
            document.add_paragraph(block)
            continue
        columns = len(message["table"][0])
        table = document.add_table(rows=0, cols=columns, style="Table Grid")
        for row in message["table"]:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return _repeatable_zip(out.getvalue())


def rtf(message: Entry) -> bytes:
    """The text as rich text, with every character beyond ASCII as a Unicode escape."""
    text = re.sub(r"([\\\\{}])", r"\\\1", message["text"].strip())
    text = "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in text)
    text = re.sub(r"(?<!\n)\n(?!\n)", r"\\line\n", text)
    text = text.replace("\n\n", "\\par\\par\n")
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times New Roman;}}"
    head += r"{\info{\author Public computer 3}}\paperw12240\paperh15840\f0\fs24 "
    return (head + text + "\\par\n}\n").encode("ascii")


# ------------------------------------------------------------------ sheets


def _requests() -> list[tuple[str, str, str]]:
    """Code, language and text of every line in the list of descriptions."""
    lines = (TEXTS / "requests.txt").read_text(encoding="utf-8").splitlines()
    parts = [line.split("|") for line in lines if line and not line.startswith("#")]
    return [(code, language, text) for code, language, text in parts]


def _gold(code: str) -> tuple[str, str]:
    """The gold of a code: in the scheme of 311 requests, and in the default scheme."""
    request, _, default = code.partition(":")
    if request not in REQUESTS:
        return "", ""
    category, usual = REQUESTS[request]
    return category, DEFAULTS[default or usual]


def _filled(text: str, chance: Random) -> tuple[str, str]:
    """A description with its place put in, and what the column of places says."""
    number, street = chance.randint(2, 480), chance.choice(STREETS)
    park = chance.choice(PARKS)
    where = park if "{k}" in text else f"{number} {street}" if "{n}" in text else street
    if "{p}" not in text and "{k}" not in text:
        where = chance.choice(("", street, f"{street} / {chance.choice(STREETS)}"))
    filled = text.replace("{n}", str(number)).replace("{p}", street).replace("{k}", park)
    return filled.replace("\\n", "\n"), where


REWORDED = (
    "{} Please send somebody.",
    "Second report. {}",
    "Caller says: {}",
    "{}\nCaller would like to be called back: 555-0118.",
    "Hello, {} Thank you!",
    "{}\n\n-- taken down by telephone",
    "{} This has been going on for weeks.",
    "Again: {}",
)
REWORDED_ES = ("{} Por favor manden a alguien.", "Otra vez: {}", "{} Gracias.")


def _swapped(text: str) -> str:
    """The text with two letters in its middle the wrong way round."""
    middle = len(text) // 2
    return text[:middle] + text[middle + 1] + text[middle] + text[middle + 2 :]


NEARLY: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda text: text.lower().rstrip(".!?"),
    _swapped,
    lambda text: "  " + text.replace(" ", "  ", 3) + " ",
    lambda text: text + "!!",
)
ODD = (
    ("SL", "en", "=URGENT= street light hanging by its wire over {p}"),
    ("TR", "en", "=====> missed pickup, {n} {p}, third week <====="),
    ("PH", "en", "+1 on the pothole at {p}, hit it today"),
    ("TE", "en", "- tree limb down on the walk\\n- another about to fall\\n- {n} {p}"),
    ("OT:BE", "en", "@staff: resident asks where to apply for food assistance"),
)


def _descriptions(chance: Random) -> list[tuple[str, str, str, str]]:
    """Code, language, description and place of all rows, duplicates included."""
    base = _requests()
    rows = [(code, lang, *_filled(text, chance)) for code, lang, text in base]
    rows += [(code, lang, *_filled(text, chance)) for code, lang, text in ODD]
    rows += [("-", "", "", chance.choice(STREETS)) for _ in range(3)]
    placed = [row for row in base if "{p}" in row[2] or "{k}" in row[2]]
    for turn, (code, lang, text) in enumerate(chance.sample(placed, 42)):
        wordings = REWORDED_ES if lang == "es" else REWORDED
        filled, where = _filled(text, chance)
        wording = wordings[turn % len(wordings)]
        rows.append((code, lang, wording.format(filled), where))
    nearly = cycle(NEARLY)
    for code, lang, text, where in chance.sample(rows[: len(base)], 14):
        rows.append((code, lang, next(nearly)(text), where))
    rows += chance.sample(rows[: len(base)], ROWS - len(rows))
    chance.shuffle(rows)
    return rows


def _write_date(sheet: Worksheet, row: int, came: datetime, chance: Random) -> None:
    """Real dates in three formats, dates typed as text in four, and some blanks."""
    texts = (
        f"{came:%Y-%m-%d}",
        f"{came.month}/{came.day}/{came.year}",
        f"{came:%B} {came.day}, {came.year}",
        f"{came:%d-%b-%y}",
    )
    cell = sheet.cell(row, 2)
    kind = chance.random()
    if kind < 0.03:
        return
    if kind < 0.35:
        cell.value = chance.choice(texts)
        return
    cell.value = came
    cell.number_format = chance.choice(("m/d/yyyy", "dd-mmm-yy", "yyyy-mm-dd hh:mm"))


CHANNELS = ("Phone", "Phone", "Web form", "Web form", "App", "E-mail", "phone", "")
STAFF = (
    "g.lindqvist@marlowbay.example.org",
    "k.osei@marlowbay.example.org",
    "m.fenwick@marlowbay.example.org",
    "311@marlowbay.example.org",
    "",
)
HEADER = (
    "Request #",
    "Received",
    "Channel",
    "Location",
    "Description",
    "Staff e-mail",
    "Council district",
)


def requests_workbook() -> tuple[bytes, list[Gold]]:
    """The month's 311 requests below a title and a blank row, and the gold of each row."""
    chance = Random(311)  # noqa: S311 - a sample, made alike every time
    book, gold = Workbook(), []
    sheet = book.active
    sheet.title = "March 2026"
    sheet["A1"] = "City of Marlow Bay - 311 service requests, March 2026"
    sheet["A1"].font = Font(bold=True, size=14)
    for column, title in enumerate(HEADER, 1):
        sheet.cell(3, column, title).font = Font(bold=True)
    for letter, width in zip("ABCDEFG", (12, 18, 10, 28, 70, 34, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    came = datetime(2026, 3, 1, 7, 5)  # noqa: DTZ001 - a wall clock, as in any sheet
    for row, (code, lang, text, where) in enumerate(_descriptions(chance), 4):
        came += timedelta(minutes=chance.randint(20, 260))
        sheet.cell(row, 1, f"SR-26-{10200 + 3 * row}")
        _write_date(sheet, row, came, chance)
        sheet.cell(row, 3, chance.choice(CHANNELS) or None)
        sheet.cell(row, 4, where if chance.random() > 0.1 else None)
        cell = sheet.cell(row, 5, text or None)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if text.startswith("="):
            cell.data_type = "s"  # openpyxl would make a formula of it
            cell.quotePrefix = True
        sheet.cell(row, 6, chance.choice(STAFF) or None)
        sheet.cell(row, 7, chance.choice((1, 2, 3, 4, 5, 6, "n/a", None)))
        category, default = _gold(code)
        gold.append(("311_requests_march.xlsx", str(row), category, lang, default))
    out = io.BytesIO()
    book.save(out)
    return _repeatable_zip(out.getvalue()), gold


def walk_in_table() -> tuple[bytes, list[Gold]]:
    """The comments from the counters in Windows-1252 with semicolons, and their gold."""
    chance = Random(12)  # noqa: S311 - a sample, made alike every time
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(("No.", "Date", "Counter", "Name", "Comment", "Answered"))
    lines = (TEXTS / "walk_in.txt").read_text(encoding="utf-8").splitlines()
    gold = []
    for number, line in enumerate((line for line in lines if line[0] != "#"), 1):
        code, lang, counter, name, comment = line.split("|")
        physical = out.getvalue().count("\n") + 1
        text = comment.replace("\\n", "\n")
        day, answered = 2 + number * 26 // 31, chance.choice(("yes", "no", ""))
        writer.writerow((number, f"{day:02d}.03.2026", counter, name, text, answered))
        category, default = _gold(code)
        lang = lang if comment else ""
        gold.append(("walk_in_comments.csv", str(physical), category, lang, default))
    return out.getvalue().encode("cp1252"), gold


# ------------------------------------------------------------------ the whole inbox


def _letters(letters: list[Entry]) -> Iterator[tuple[str, bytes]]:
    """Path or name inside another file, and the bytes, of every typed letter."""
    for letter in letters:
        name, pdf = letter["file"], letter_pdf(letter)
        if name == "letters/confidential_case_note.pdf":
            pdf = protected_pdf(pdf)
        elif name.endswith("scan_0001.pdf"):
            pdf = scan_pdf(pdf, angle=0.9, seed=1)
        elif name.endswith("scan_0002.pdf"):
            pdf = scan_pdf(pdf, angle=-0.7, seed=2)
        elif name.endswith(".jpg"):
            pdf = photo_jpeg(pdf)
        elif name.endswith(".tif"):
            pdf = fax_tiff(pdf)
        yield name, pdf
    whole = letter_pdf(letters[0])
    # A download that broke off: the start is sound, the pages and the index never came.
    yield "letters/2026-03-18_broken_download.pdf", whole[:900]


def _plain_text(message: Entry) -> bytes:
    text: str = message["text"]
    return text.lstrip().encode()


def _messages(
    messages: list[Entry], ready: dict[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every message; ``ready`` holds what is attached to them."""
    forms = {"docx": docx, "rtf": rtf, "text": _plain_text}
    mailbox = [message for message in messages if message["form"] == "mbox"]
    for number, message in enumerate(messages, 1):
        if message["form"] in forms:
            yield message["file"], forms[message["form"]](message)
        elif message["form"] != "mbox":
            attached = ready.get(message.get("attach", ""), b"")
            yield message["file"], eml(message, number, attached)
    yield mailbox[0]["file"], mbox(mailbox)


def _drop_box(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(members.items()):
            archive.writestr(_member(name), content)
    return out.getvalue()


def _letter_gold(entries: list[Entry]) -> list[Gold]:
    """One line per letter or message; a file in a file is named outer > inner."""
    gold: list[Gold] = [("letters/2026-03-18_broken_download.pdf", "", "", "", "")]
    in_mailbox = 0
    for entry in entries:
        name = entry["file"]
        if "inside" in entry:
            name = f"{entry['inside']} > {name}"
        if entry.get("form") == "mbox":
            in_mailbox += 1
            name = f"{name} > message {in_mailbox}"
        gold.append((name, "", entry["category"], entry["language"], entry["category"]))
    return sorted(gold)


def _entries(name: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / name).read_text(encoding="utf-8"))


def main() -> None:
    """Writes every file of the sample inbox, and the gold list beside it."""
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    letters: list[Entry] = _entries("letters.toml")["letter"]
    messages: list[Entry] = _entries("messages.toml")["message"]
    files = dict(_letters(letters))
    files.update(_messages(messages, files))
    files["letters/drop_box_march.zip"] = _drop_box(
        {name: files.pop(name) for name in ("drop_box_01.pdf", "drop_box_02.txt")}
    )
    files.pop("letter_to_council.pdf")  # travels inside its e-mail
    files["311_requests_march.xlsx"], request_gold = requests_workbook()
    files["walk_in_comments.csv"], walk_in_gold = walk_in_table()
    for name, content in files.items():
        path = INBOX / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with GOLD.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(GOLD_HEADER)
        writer.writerows(request_gold)
        writer.writerows(_letter_gold([*letters, *messages]))
        writer.writerows(walk_in_gold)
    print(f"{len(files)} files, {sum(map(len, files.values())):,} bytes, in {INBOX}")


if __name__ == "__main__":
    main()
