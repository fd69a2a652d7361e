"""E-mails (eml, msg) and mailboxes: their words, and the files in them."""

from __future__ import annotations

import email
import email.header
import email.policy
import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from functools import partial
from typing import Any, cast

from oxmsg import Message as OutlookMessage
from oxmsg.attachment import Attachment
from oxmsg.domain import constants

from app.readers.answers import Refused
from app.readers.cleaning import clean_name, clean_text
from app.readers.encodings import decode
from app.readers.markup import html_text
from app.readers.requests import ReadCaps
from app.readers.rich_text import rtf_text, unpack_rtf
from app.readers.sources import Source

__all__ = ["Letter", "read_eml", "read_msg"]

SUBJECT_LENGTH = 2_000
SHORT_NAME = 0x3704  # PidTagAttachFilename
PACKED_RTF = 0x1009  # PidTagRtfCompressed
# Leaves that belong to the sending of a mail and say nothing to its reader.
ENVELOPE = {
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "message/delivery-status",
    "text/rfc822-headers",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """An e-mail as it is sorted.

    Attributes:
        text: Subject, blank line, body.
        files: Name and bytes of each file and message attached.
    """

    text: str
    files: tuple[tuple[str, bytes], ...]


def read_eml(data: bytes) -> Letter:
    """The words of an e-mail as mail programs save it, and the files attached to it."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    subject = header_text(message, "subject")
    body = best_body(message)
    return Letter(text=letter_text(subject, body), files=tuple(attached(message)))


def letter_text(subject: str, body: str) -> str:
    """Subject, blank line, body; only one of them where the other is missing."""
    return "\n\n".join(part for part in (subject.strip(), body.strip()) if part)


def header_text(message: Message, name: str) -> str:
    """A header field as one line of text; bytes that are no ASCII are guessed at."""
    value = message.get(name)
    if value is None:
        return ""
    raw = str(value)
    pieces = []
    # The library's decoder raises on charsets it does not know.
    try:
        decoded = email.header.decode_header(raw)
    except Exception:  # noqa: BLE001
        decoded = [(raw, None)]
    for piece, charset in decoded:
        if isinstance(piece, str):
            pieces.append(piece)
        else:
            pieces.append(decode_bytes(piece, charset))
    return " ".join(clean_text("".join(pieces)).split())[:SUBJECT_LENGTH]


def decode_bytes(data: bytes, charset: str | None) -> str:
    """Text of bytes in the charset they claim, or in the one that they look like."""
    if charset and charset.casefold() not in {"unknown-8bit", "us-ascii", "ascii"}:
        try:
            return data.decode(charset, errors="replace")
        except (LookupError, ValueError):
            pass
    return decode(data)[0]


def parts_of(message: Message) -> Iterator[Message]:
    """The leaves of a message in order; attached messages are leaves too."""
    pending = [message]
    while pending:
        part = pending.pop()
        if part.get_content_type() == "message/rfc822":
            yield part
        elif part.is_multipart():
            payload: Any = part.get_payload()
            pending.extend(reversed(payload))
        else:
            yield part


def is_body(part: Message) -> bool:
    """Whether a leaf is something to read rather than a file."""
    return (
        part.get_content_type() in {"text/plain", "text/html"}
        and part.get_content_disposition() != "attachment"
        and not part.get_filename()
    )


def best_body(message: Message) -> str:
    """The words of a message: of alternatives the plain one, unless it is empty."""
    texts: list[str] = []
    for group in body_groups(message):
        plain = [
            part_text(part) for part in group if part.get_content_type() == "text/plain"
        ]
        text = "\n\n".join(piece for piece in plain if piece.strip())
        if not text.strip():
            rich = [
                html_text(part_text(part))
                for part in group
                if part.get_content_type() == "text/html"
            ]
            text = "\n\n".join(piece for piece in rich if piece.strip())
        if text.strip():
            texts.append(text.strip())
    return "\n\n".join(texts)


def body_groups(message: Message) -> Iterator[list[Message]]:
    """The bodies of a message, those that are alternatives of each other together."""
    if message.get_content_type() == "multipart/alternative":
        group = [part for part in parts_of(message) if is_body(part)]
        if group:
            yield group
    elif message.get_content_type() == "message/rfc822":
        return
    elif message.is_multipart():
        payload: Any = message.get_payload()
        for part in payload:
            yield from body_groups(part)
    elif is_body(message):
        yield [message]


def part_text(part: Message) -> str:
    """The text of a leaf, whatever its charset claims."""
    payload: Any = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    return clean_text(decode_bytes(data, charset))


def attached(message: Message) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every leaf that is no body, pictures inside the text too."""
    for part in parts_of(message):
        if is_body(part):
            continue
        if part.get_content_type() == "message/rfc822":
            payload: Any = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            if inner is None:
                continue
            subject = header_text(inner, "subject")
            yield (
                clean_name(f"{(subject or 'message').replace('/', '-')[:80]}.eml"),
                inner.as_bytes(),
            )
            continue
        data: Any = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data or is_ornament(part, data):
            continue
        yield file_name(part), data


def is_ornament(part: Message, data: bytes) -> bool:
    """Whether a leaf is a small picture that belongs to the text, such as a logo."""
    return (
        part.get_content_maintype() == "image"
        and part.get_content_disposition() != "attachment"
        and part.get("content-id") is not None
        and len(data) < 20_000
    ) or part.get_content_type() in ENVELOPE


def file_name(part: Message) -> str:
    """The name of an attached file; one made of its type where it has none."""
    name = ""
    # The library raises on names whose charset it does not know.
    try:
        name = part.get_filename() or ""
        if "=?" in name:
            name = "".join(
                piece if isinstance(piece, str) else decode_bytes(piece, charset)
                for piece, charset in email.header.decode_header(name)
            )
    except Exception:  # noqa: BLE001
        name = ""
    ending = {
        "text/html": ".html",
        "text/plain": ".txt",
        "text/calendar": ".ics",
        "application/pdf": ".pdf",
    }.get(part.get_content_type(), "")
    if not ending and part.get_content_maintype() == "image":
        ending = f".{part.get_content_subtype()}"
    return clean_name(last_step(name) or f"attachment{ending}")


def last_step(name: str) -> str:
    """A file's own name without the folders before it."""
    return name.replace("\\", "/").rpartition("/")[2]


def read_msg(source: Source, caps: ReadCaps) -> Letter:
    """The words of an e-mail as Outlook saves it, and the files attached to it.

    Raises:
        Refused: It is damaged.
    """
    logging.getLogger("olefile").setLevel(logging.CRITICAL)
    data = source.whole(caps)
    # oxmsg and olefile raise errors of any class on damaged files.
    try:
        message = OutlookMessage.load(io.BytesIO(data))
        subject = clean_text(message.subject or "")
        body = outlook_body(message)
        files = tuple(outlook_files(message))
    except Exception as error:  # noqa: BLE001
        raise Refused(
            f"The e-mail is damaged ({type(error).__name__}).", "damaged"
        ) from None
    return Letter(text=letter_text(subject, body), files=files)


def outlook_body(message: OutlookMessage) -> str:
    """The plain body, or the HTML or RTF one as text."""
    plain = attempt(lambda: message.body)
    if plain and plain.strip():
        return clean_text(plain)
    raw = attempt(lambda: message.properties.binary_prop_value(constants.PID_HTML))
    rich = decode(raw)[0] if raw else attempt(lambda: message.html_body)
    if rich and rich.strip():
        return html_text(rich)
    packed = attempt(lambda: message.properties.binary_prop_value(PACKED_RTF))
    return rtf_body(packed) if packed else ""


def attempt(action: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever it gives
    """What an action gives, or None where the library stumbles over a damaged property."""
    try:
        return action()
    except Exception:  # noqa: BLE001 - struct, key, unicode and assertion errors alike
        return None


def rtf_body(packed: bytes) -> str:
    """The text of a body in compressed RTF (MS-OXRTFCP)."""
    rtf = unpack_rtf(packed).decode("latin-1")
    return rtf_text(rtf)


def outlook_files(message: OutlookMessage) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the files attached to an Outlook message; messages as text."""
    for attachment in message.attachments:
        found = attempt(partial(outlook_file, attachment))
        if found is not None:
            yield found


def outlook_file(attachment: Attachment) -> tuple[str, bytes] | None:
    """Name and bytes of one attachment; None for a mere link to a file."""
    data = attachment.file_bytes
    if not data:
        return embedded(attachment)
    short = attachment.properties.str_prop_value(SHORT_NAME)
    return clean_name(last_step(attachment.file_name or short or "attachment")), data


def embedded(attachment: Attachment) -> tuple[str, bytes] | None:
    """A message attached to an Outlook message, written anew as an e-mail."""
    storages = [
        storage
        for storage in cast(Any, attachment)._storage.storages  # noqa: SLF001 - no other way
        if storage.path.endswith("__substg1.0_3701000D")
    ]
    if not storages:
        return None
    message = OutlookMessage(storages[0])
    subject, body = clean_text(message.subject or ""), outlook_body(message)
    written = EmailMessage()
    written["Subject"] = " ".join(subject.split())
    written["From"] = "unknown"
    written.set_content(body)
    for name, data in outlook_files(message):
        written.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name
        )
    return clean_name(
        f"{(subject or 'message').replace('/', '-')[:80]}.eml"
    ), written.as_bytes()
