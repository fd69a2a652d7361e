"""Fetching one large file from an https address, going on after every break."""

from __future__ import annotations

import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO

from steps import MIB, TroubleError, need_room, say

__all__ = ["BLOCK", "check_address", "fetch"]

BLOCK = 1 << 20
TRIES = 5
PAUSE = 2.0  # seconds before the second try, doubled each time
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class _OnlySafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to https only."""

    # The standard library's own signature.
    def redirect_request(  # noqa: PLR0913, PLR0917
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The next request, where its address is safe."""
        check_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_address(address: str) -> None:
    """Raises TroubleError for anything but https, or http to this machine itself."""
    parts = urllib.parse.urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return
    raise TroubleError(f"{address} is not an https address.", "Give one that is.")


def fetch(address: str, part: Path, size: int = 0, *, pause: float = PAUSE) -> None:
    """Fetches an address into a file, going on where an earlier attempt stopped.

    Args:
        address: An https address.
        part: The file that grows; what it already holds is kept and continued.
        size: Bytes expected, 0 where unknown.
        pause: Seconds before the second try; doubled for each further one.

    Raises:
        TroubleError: The server refuses, sends a web page, or stays out of reach.
    """
    problem = ""
    check_address(address)
    opener = urllib.request.build_opener(_OnlySafeRedirects)
    for attempt in range(1, TRIES + 1):
        try:
            if _fetch_once(opener, address, part, size):
                return
            problem = "the connection closed early"
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code != 429:
                raise TroubleError(
                    f"{address} answered {error.code} {error.reason}.",
                    "Check the address; some publishers want their terms accepted first.",
                ) from error
            problem = f"the server answered {error.code}"
        except (OSError, HTTPException) as error:
            problem = str(getattr(error, "reason", error))
        if attempt < TRIES:
            say(f"  {problem}; trying again ({attempt + 1} of {TRIES})")
            threading.Event().wait(pause * 2 ** (attempt - 1))
    raise TroubleError(
        f"{address} could not be fetched: {problem}.",
        "Check the network and HTTPS_PROXY, and run the same command again: it goes on"
        " where it stopped.",
    )


def _fetch_once(
    opener: urllib.request.OpenerDirector, address: str, part: Path, size: int
) -> bool:
    """One attempt; whether the file is whole now, as far as lengths tell."""
    have = part.stat().st_size if part.exists() else 0
    if size and have >= size:
        return True
    headers = {"User-Agent": "postroom-bring-models", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    try:
        asked = urllib.request.Request(address, headers=headers)  # noqa: S310 -- checked above
        response = opener.open(asked, timeout=60)
    except urllib.error.HTTPError as error:
        if error.code != 416 or not have:
            raise
        part.unlink()  # it holds more than there is: not this file; start over
        return False
    with response:
        if have and not _goes_on_at(response, have):
            have = 0
        total = have + int(response.headers.get("Content-Length") or 0)
        _refuse_other_lengths(address, total, have, size)
        need_room(part.parent, (total - have) // MIB + 64, "the model file")
        _write(response, part, have, total)
    return not total or part.stat().st_size >= total


def _goes_on_at(response: HTTPResponse, have: int) -> bool:
    """Whether the server sends the rest from there, rather than all of it again."""
    sent = response.headers.get("Content-Range", "")
    return response.status == 206 and sent.startswith(f"bytes {have}-")


def _refuse_other_lengths(address: str, total: int, have: int, size: int) -> None:
    if size and total > have and total != size:
        raise TroubleError(
            f"{address} offers {total:,} bytes, and the catalogue says {size:,}.",
            "It is another file, or a web page from a proxy or a login. Nothing was kept.",
        )


def _write(response: HTTPResponse, part: Path, have: int, total: int) -> None:
    """Writes a response's bytes behind those already there, with a line of progress."""
    progress = _Progress(have, total)
    with part.open("r+b" if have else "wb") as target:
        target.seek(have)
        target.truncate()
        while block := response.read(BLOCK):
            if not target.tell():
                _refuse_web_page(response, block, part)
            target.write(block)
            progress.show(target.tell())
    progress.end()


def _refuse_web_page(response: HTTPResponse, block: bytes, part: Path) -> None:
    """Raises TroubleError where the first bytes are a page for people, not a model."""
    start = block[:512].lstrip().lower()
    kind = response.headers.get("Content-Type", "").lower()
    if kind.startswith("text/html") or start.startswith((b"<!doctype html", b"<html")):
        part.unlink(missing_ok=True)
        raise TroubleError(
            "A web page came instead of a model.",
            "A proxy or a login page stands in between, or the address is that of the page"
            " about the model rather than of its file.",
        )


class _Progress:
    """The line under a transfer: share, speed and time left, measured from its start."""

    def __init__(self, have: int, total: int) -> None:
        self._have = have
        self._total = total
        self._started = time.monotonic()
        self._live = sys.stdout.isatty()
        self._due = 1.0 if self._live else 10.0

    def show(self, now_at: int) -> None:
        """Shows the line where it is time for it."""
        elapsed = time.monotonic() - self._started
        if elapsed < self._due:
            return
        self._due = elapsed + (1.0 if self._live else 10.0)
        speed = (now_at - self._have) / elapsed
        text = f"  {now_at // MIB:,} MB, {speed / MIB:.1f} MB/s"
        if self._total:
            left = (self._total - now_at) / max(speed, 1.0)
            text = f"  {100 * now_at // self._total} % of {self._total // MIB:,} MB"
            text += f", {speed / MIB:.1f} MB/s, {left / 60:.0f} min left"
        print(("\r" + text.ljust(60)) if self._live else text, end="", flush=True)
        if not self._live:
            print(flush=True)

    def end(self) -> None:
        """Leaves the cursor on a line of its own."""
        if self._live:
            print(flush=True)
