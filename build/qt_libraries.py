"""Which system libraries Qt misses on this Linux, and what Debian and Ubuntu call them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from steps import TroubleError, quiet_environment, run_shown, say

__all__ = ["ensure", "missing_in", "needed_by", "packages_for"]

# Shared library -> package, on Debian 12 and Ubuntu 22.04 and later (24.04 renames some
# of them and still answers to these names). Found with ldd and dpkg -S on PySide6 6.12.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgomp.so.1": "libgomp1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libpng16.so.16": "libpng16-16",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# Parts of Qt that this program loads.
PARTS = (
    "PySide6/QtGui.abi3.so",
    "PySide6/QtWidgets.abi3.so",
    "PySide6/QtSvg.abi3.so",
    "PySide6/QtTest.abi3.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/xcbglintegrations/libqxcb-egl-integration.so",
    "PySide6/Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
    "llama_cpp/lib/libllama.so",
)
PARTS_ON_WAYLAND = ("PySide6/Qt/plugins/platforms/libqwayland.so",)

# Qt draws boxes for letters, with a warning each, where there is no font at all.
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FONT_PACKAGE = "fonts-dejavu-core"


def missing_in(ldd_output: str) -> list[str]:
    """The libraries that ldd did not find, without Qt's own, in order of appearance."""
    lines = (line for line in ldd_output.splitlines() if "=> not found" in line)
    names = (line.partition("=>")[0].strip() for line in lines)
    return [name for name in dict.fromkeys(names) if not name.startswith("libQt6")]


def packages_for(libraries: Iterable[str]) -> tuple[list[str], list[str]]:
    """The packages that hold these libraries, sorted; and the libraries nobody listed."""
    wanted = list(libraries)
    packages = {PACKAGES[name] for name in wanted if name in PACKAGES}
    return sorted(packages), [name for name in wanted if name not in PACKAGES]


def needed_by(site_packages: Path) -> list[str]:
    """The libraries that Qt and the model runtime cannot find on this system."""
    on_wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    parts = PARTS + (PARTS_ON_WAYLAND if on_wayland else ())
    files = [str(site_packages / part) for part in parts if (site_packages / part).exists()]
    if not files or shutil.which("ldd") is None:
        return []
    found = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False)
    return missing_in(found.stdout)


def ensure(site_packages: Path, log: Path) -> bool:
    """Installs what Qt lacks where we may, names it where not; whether all is there."""
    if not sys.platform.startswith("linux"):
        return True
    packages, unknown = packages_for(needed_by(site_packages))
    if not any(next(folder.rglob("*.[to]tf"), None) for folder in FONT_FOLDERS):
        packages.append(FONT_PACKAGE)
    if packages and shutil.which("apt-get") and _is_root():
        _install(packages, log)
        packages, unknown = packages_for(needed_by(site_packages))
    if packages or unknown:
        _name(packages, unknown)
    return not packages and not unknown


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _install(packages: list[str], log: Path) -> None:
    """Installs Debian packages; a failure is told and does not end the set-up."""
    env = quiet_environment(DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    try:
        run_shown(
            ["apt-get", "update"],
            "Reading the list of system packages",
            short=str,
            log=log,
            env=env,
        )
        run_shown(
            install,
            f"Installing {len(packages)} libraries for Qt",
            short=str,
            log=log,
            env=env,
        )
    except TroubleError as trouble:
        say(f"{trouble.what} {trouble.remedy}")


def _name(packages: list[str], unknown: list[str]) -> None:
    """Says in one line what a person with the right to do so has to install."""
    say("The window needs system libraries that are not here yet; the terminal does not.")
    if packages:
        say(f"  sudo apt-get install {' '.join(packages)}")
    if unknown:
        say(f"  and the packages of your system that hold: {', '.join(unknown)}")
