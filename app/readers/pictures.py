"""Pages as pixels: rendered from a PDF, or decoded from a scan's file."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageOps
from pypdfium2 import raw as pdfium

from app.readers.answers import Refused, count
from app.readers.cleaning import clean_with_origins
from app.readers.pdf import Pdf, unhyphenated
from app.readers.requests import ReadCaps
from app.readers.sources import Source

__all__ = [
    "Rectangle",
    "count_frames",
    "picture_of_frame",
    "picture_of_page",
    "rgba_bytes",
    "shown_page",
    "text_rectangles",
]

Picture = NDArray[np.uint8]
Rectangle = tuple[float, float, float, float]

POINTS_PER_INCH = 72.0
DPI = 200.0
LARGEST_PIXELS = 12_000_000
FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
UNEVEN = 1.2


def picture_of_page(pdf: Pdf, number: int) -> Picture:
    """A page of a PDF at the resolution that text recognition likes, as BGR."""
    page = pdf.page(number)
    try:
        width, height = page.get_size()
        inches = max(1e-6, width * height / POINTS_PER_INCH**2)
        scale = min(DPI, math.sqrt(LARGEST_PIXELS / inches)) / POINTS_PER_INCH
        scale = min(scale, 8000.0 / max(width, height, 1e-6))
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
        try:
            pixels = bitmap.to_numpy()
            if pixels.ndim == 2 or pixels.shape[2] == 1:
                pixels = np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
            return np.ascontiguousarray(pixels[:, :, :3])
        finally:
            bitmap.close()
    finally:
        page.close()


@contextmanager
def opened(source: Source) -> Iterator[Image.Image]:
    """A picture file that is open.

    Raises:
        Refused: It is damaged.
    """
    Image.MAX_IMAGE_PIXELS = None  # checked against the cap, with a sentence of ours
    with source.open() as file:
        # Pillow's plug-ins raise errors of many classes on damaged files.
        try:
            picture = Image.open(file, formats=FORMATS)
        except Exception:  # noqa: BLE001
            raise Refused(
                "The picture is damaged or of an unknown kind.", "damaged"
            ) from None
        with picture:
            yield picture


def count_frames(source: Source) -> int:
    """How many pages a picture file has (a TIFF may have several)."""
    with opened(source) as picture:
        if picture.format in {"GIF", "WEBP", "PNG"}:
            return 1
        # A broken directory of pages must not hide those before it.
        try:
            return max(1, int(getattr(picture, "n_frames", 1)))
        except Exception:  # noqa: BLE001
            return 1


def picture_of_frame(source: Source, number: int, caps: ReadCaps) -> Picture:
    """A page of a picture file, upright and with square pixels, as BGR.

    Raises:
        Refused: It is damaged or has more pixels than the cap.
    """
    with opened(source) as picture:
        if number > 1:
            picture.seek(number - 1)
        width, height = picture.size
        if width * height > caps.pixels:
            raise Refused(
                f"The picture has more than {count(caps.pixels // 10**6, 'megapixel')}.",
                "too big",
            )
        shrink = math.sqrt(width * height / LARGEST_PIXELS)
        if shrink > 1:
            picture.draft("RGB", (int(width / shrink), int(height / shrink)))
        upright = ImageOps.exif_transpose(flat(picture))
        across, down = resolution(picture)
        stretch = across / down
        size = list(upright.size)
        if stretch > UNEVEN or stretch < 1 / UNEVEN:
            size[1] = int(size[1] * stretch)
        factor = math.sqrt(LARGEST_PIXELS / (size[0] * size[1]))
        if factor < 1:
            size = [max(1, int(side * factor)) for side in size]
        if tuple(size) != upright.size:
            upright = upright.resize((size[0], size[1]), Image.Resampling.LANCZOS)
        return np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])


def resolution(picture: Image.Image) -> tuple[float, float]:
    """Dots an inch across and down; alike where the file does not say."""
    try:
        across, down = (float(value) for value in picture.info["dpi"])
    except (KeyError, TypeError, ValueError):
        return 1.0, 1.0
    if not (10 < across < 10_000 and 10 < down < 10_000):
        return 1.0, 1.0
    return across, down


def flat(picture: Image.Image) -> Image.Image:
    """The picture in three colours on white paper."""
    if picture.mode.startswith("I;16") or picture.mode in {"I", "F"}:
        values = np.asarray(picture, dtype=np.float32)
        low, high = float(values.min()), float(values.max())
        values = (values - low) * (255.0 / max(high - low, 1.0))
        return Image.fromarray(values.astype(np.uint8)).convert("RGB")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    return picture.convert("RGB")


def shown_page(picture: Picture, width: int) -> tuple[int, int, bytes]:
    """A picture at the width asked for: width, height and RGBA bytes without padding."""
    image = Image.fromarray(picture[:, :, ::-1])
    height = max(1, round(width * image.height / image.width))
    if image.size != (width, height):
        image = image.resize((width, height), Image.Resampling.BILINEAR)
    return width, height, image.convert("RGBA").tobytes()


def rgba_bytes(pixels: Picture) -> bytes:
    """Rendered pixels with red first as RGBA bytes without padding."""
    high, wide = pixels.shape[:2]
    full = np.full((high, wide, 4), 255, dtype=np.uint8)
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        full[:, :, :3] = pixels.reshape(high, wide, 1)
    else:
        full[:, :, :3] = pixels[:, :, :3]
    return full.tobytes()


def text_rectangles(
    page: pypdfium2.PdfPage, mark: tuple[int, int], size: tuple[int, int]
) -> list[Rectangle]:
    """Where ``text[start:end]`` of a PDF page stands: x, y, width, height in pixels.

    Args:
        page: PDFium's page.
        mark: First character and one past the last, in the text as the reader gives it.
        size: Width and height of the whole page in pixels.
    """
    textpage = page.get_textpage()
    try:
        raw = textpage.get_text_range()
        divided, sources = unhyphenated(raw)
        _, origins = clean_with_origins(divided)
        start, end = mark
        picked = [sources[index] for index in origins[start:end]]
        if not picked:
            return []
        # PDFium counts UTF-16 units; a character beyond the first plane has two.
        wide = sum(ord(character) > 0xFFFF for character in raw[: picked[0]])
        wider = sum(
            ord(character) > 0xFFFF for character in raw[picked[0] : picked[-1] + 1]
        )
        first = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, picked[0] + wide)
        last = pdfium.FPDFText_GetCharIndexFromTextIndex(
            textpage, picked[-1] + wide + wider
        )
        if first < 0 or last < first:
            return []
        return [
            on_screen(page, textpage.get_rect(index), size)
            for index in range(textpage.count_rects(first, last - first + 1))
        ]
    finally:
        textpage.close()


def on_screen(
    page: pypdfium2.PdfPage, box: tuple[float, ...], size: tuple[int, int]
) -> Rectangle:
    """A rectangle in PDF units as x, y, width, height in pixels of the rendered page."""
    xs, ys = [], []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        # Sixteen times finer than the screen, as the call answers in whole pixels.
        pdfium.FPDF_PageToDevice(
            page, 0, 0, size[0] * 16, size[1] * 16, 0, x, y, across, down
        )
        xs.append(across.value / 16)
        ys.append(down.value / 16)
    return min(xs), min(ys), abs(xs[1] - xs[0]), abs(ys[1] - ys[0])
