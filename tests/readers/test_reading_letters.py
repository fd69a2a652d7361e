from __future__ import annotations

import io
import mailbox
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.readers import ReadCaps
from app.records import DocumentState
from tests.readers.building import make_docx, make_msg, make_pdf, make_zip
from tests.readers.conftest import Read


def mail(subject: str = "Broken lamp", body: str = "The lamp is out.\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "ann@example.org"
    message["To"] = "city@example.org"
    message["Subject"] = subject
    message["Message-ID"] = "<1@example.org>"
    message.set_content(body)
    return message


def test_a_mail_is_its_subject_and_its_body(read: Read, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("Größe", "Straße gesperrt.\n").as_bytes())
    outcome = read(tmp_path / "a.eml")
    assert outcome.items[0].text == "Größe\n\nStraße gesperrt."
    assert outcome.document.kind == "mail"
    assert [part.first for part in outcome.parts] == [1]


def test_a_mail_of_html_alone_is_turned_to_text(read: Read, tmp_path: Path) -> None:
    message = mail()
    message.set_content(
        "<html><style>p{}</style><p>The lamp&nbsp;is out.</p>"
        "<p>Please <b>repair</b> it.</p>",
        subtype="html",
    )
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    assert read(tmp_path / "a.eml").items[0].text == (
        "Broken lamp\n\nThe lamp is out.\n\nPlease repair it."
    )


def test_of_two_alternatives_the_plain_one_is_read_once(read: Read, tmp_path: Path) -> None:
    message = mail()
    message.add_alternative("<p>The lamp is out.</p>", subtype="html")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    outcome = read(tmp_path / "a.eml")
    assert outcome.items[0].text == "Broken lamp\n\nThe lamp is out."
    assert not outcome.inner


def test_attachments_and_attached_mails_become_documents(
    read: Read, tmp_path: Path
) -> None:
    letter = make_pdf(tmp_path / "l.pdf", [["The enclosed letter"]]).read_bytes()
    message = mail()
    for _ in range(2):
        message.add_attachment(
            letter, maintype="application", subtype="pdf", filename="../letter.pdf"
        )
    message.add_attachment(mail("Forwarded", "An older mail.\n"))
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    outcome = read(tmp_path / "a.eml")
    assert [one.inner for one in outcome.inner] == [
        ("letter.pdf",), ("letter (2).pdf",), ("Forwarded.eml",),
    ]  # fmt: skip
    assert read(outcome.inner[1]).items[0].text == "The enclosed letter"
    assert read(outcome.inner[2]).items[0].text == "Forwarded\n\nAn older mail."
    assert read(outcome.inner[1]).document.sha256


def test_a_mail_with_a_charset_nobody_knows_is_read_all_the_same(
    read: Read, tmp_path: Path
) -> None:
    raw = (
        b"From: a@example.org\r\nSubject: =?x-unknown?q?Caf=E9?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=x-klingon\r\n\r\nCaf\xe9 closed\xff.\r\n"
    )
    (tmp_path / "a.eml").write_bytes(raw)
    assert read(tmp_path / "a.eml").items[0].text.startswith("Café\n\nCafé closed")


def test_an_outlook_message_is_read_with_its_attachment(read: Read, tmp_path: Path) -> None:
    path = make_msg(
        tmp_path / "a.msg", "Lamp", "It is out.", ("note.txt", b"A note " * 800)
    )
    outcome = read(path)
    assert outcome.items[0].text == "Lamp\n\nIt is out."
    assert [one.name for one in outcome.inner] == ["a.msg > note.txt"]
    assert read(outcome.inner[0]).items[0].text.startswith("A note")


def test_a_mailbox_becomes_one_document_a_message(read: Read, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "a.mbox")
    for number in range(3):
        box.add(mail(f"Mail {number}", "Dear city,\n\nFrom here it looks bad.\n"))
    box.flush()
    box.close()
    outcome = read(tmp_path / "a.mbox")
    assert outcome.document.kind == "archive"
    assert not outcome.items
    assert [read(one).items[0].text.splitlines()[0] for one in outcome.inner] == [
        "Mail 0", "Mail 1", "Mail 2",
    ]  # fmt: skip
    assert "\nFrom here" in read(outcome.inner[0]).items[0].text


def test_a_word_letter_is_read_with_headers_tables_and_text_boxes(
    read: Read, tmp_path: Path
) -> None:
    box = (
        "<mc:AlternateContent><mc:Choice><w:txbxContent>"
        "<w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    body = (
        "<w:p><w:r><w:t>Dear </w:t></w:r><w:r><w:t>city,</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Lamp</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>broken</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        f"<w:p><w:r><w:del><w:t>gone</w:t></w:del>{box}</w:r></w:p>"
    )
    path = make_docx(
        tmp_path / "a.docx", body, header1="<w:p><w:r><w:t>Ann Smith</w:t></w:r></w:p>"
    )
    outcome = read(path)
    assert outcome.items[0].text == "Ann Smith\n\nDear city,\nLamp\tbroken\n\nIn a box"
    assert outcome.document.kind == "letter"


def test_a_word_letter_that_defines_entities_is_refused(read: Read, tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "a.docx",
        {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
    )
    assert read(path).document.reason_code == "damaged"


def test_a_word_letter_that_is_a_bomb_is_refused(read_capped: Read, tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx", " " * 3_000_000)
    assert read_capped(path, ReadCaps(entry_bytes=10**6)).document.reason_code == "too big"


def test_rtf_and_plain_text_and_html_are_read(read: Read, tmp_path: Path) -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1252 The stra\'dfe is \b closed\b0 .\par Thanks}"
    (tmp_path / "a.rtf").write_bytes(rtf)
    assert read(tmp_path / "a.rtf").items[0].text == "The straße is closed.\nThanks"
    (tmp_path / "a.txt").write_bytes("Straße\r\ngesperrt".encode("utf-16"))
    assert read(tmp_path / "a.txt").items[0].text == "Straße\ngesperrt"
    (tmp_path / "a.html").write_text("<p>Lamp &lt;out&gt;</p><script>x</script>", "utf-8")
    assert read(tmp_path / "a.html").items[0].text == "Lamp <out>"


def test_a_file_of_an_unknown_kind_fails_by_name(read: Read, tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(100))
    outcome = read(tmp_path / "a.7z")
    assert outcome.document.reason_code == "unsupported"
    assert "7-Zip" in outcome.document.reason


def test_an_empty_file_is_empty_and_counted(read: Read, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    outcome = read(tmp_path / "a.txt")
    assert outcome.document.state is DocumentState.EMPTY
    assert [item.text for item in outcome.items] == [""]


def test_a_file_that_is_gone_is_missing(read: Read, tmp_path: Path) -> None:
    outcome = read(tmp_path / "gone.pdf")
    assert outcome.document.reason_code == "missing"


def test_an_archive_becomes_its_files_and_leads_nowhere_else(
    read: Read, tmp_path: Path
) -> None:
    members = {
        "../../evil.txt": b"One letter", "letters/b.txt": b"Another letter",
        "__MACOSX/._b.txt": b"x", "letters/.DS_Store": b"x",
    }  # fmt: skip
    outcome = read(make_zip(tmp_path / "a.zip", members))
    assert [one.name for one in outcome.inner] == [
        "a.zip > evil.txt",
        "a.zip > letters/b.txt",
    ]
    assert [read(one).items[0].text for one in outcome.inner] == [
        "One letter",
        "Another letter",
    ]
    assert outcome.document.state is DocumentState.READ
    assert not outcome.items


def test_archives_in_archives_end_at_the_cap(read_capped: Read, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "text")
    outer = make_zip(tmp_path / "a.zip", {"b.zip": inner.getvalue()})
    first = read_capped(outer, ReadCaps(depth=1))
    (found,) = first.inner
    second = read_capped(found, ReadCaps(depth=1))
    assert not second.inner
    assert "deeper than 1 level" in second.document.reason


def test_a_member_that_unpacks_too_far_is_refused(
    read_capped: Read, tmp_path: Path
) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.txt": b" " * 3_000_000})
    (found,) = read_capped(path, ReadCaps()).inner
    outcome = read_capped(found, ReadCaps(entry_bytes=10**6))
    assert outcome.document.reason_code == "too big"


@pytest.mark.parametrize(
    "name", ["a.docx", "a.eml", "a.msg", "a.rtf", "a.zip", "a.pdf", "a.xlsx"]
)
def test_noise_under_any_name_ends_in_a_named_state(
    read: Read, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(bytes(range(256)) * 20)
    outcome = read(tmp_path / name)
    assert outcome.document.state in {DocumentState.FAILED, DocumentState.READ}
    assert outcome.document.state is DocumentState.READ or outcome.document.reason
