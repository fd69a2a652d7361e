"""Set-up knows what is done, what is missing, and what to say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import llama_wheel
import make_locks
import pytest
import qt_libraries
import set_up
import steps
from steps import TroubleError

ROOT = Path(__file__).parents[2]
LOCK = "llama-cpp-python==0.3.36 \\\n    --hash=sha256:" + "a" * 64 + "\n"


def key(**changes: str) -> str:
    facts = {"lock": LOCK, "flags": "-DX=ON", "python": "cp311", "machine": "linux-x86_64"}
    return llama_wheel.wheel_key(**{**facts, **changes})


def test_the_wheels_folder_says_what_it_holds():
    assert key().startswith("llama-cpp-python-0.3.36-cp311-linux-x86_64-")
    assert key() == key()


@pytest.mark.parametrize(
    "change",
    [
        {"lock": LOCK.replace("aaa", "bbb")},
        {"flags": "-DX=OFF"},
        {"python": "cp312"},
        {"machine": "linux-aarch64"},
    ],
)
def test_a_wheel_built_otherwise_is_kept_elsewhere(change):
    assert key(**change) != key()


def test_the_runtime_is_never_built_for_the_very_processor_it_is_built_on():
    for machine in ("x86_64", "AMD64", "aarch64", "arm64"):
        assert "-DGGML_NATIVE=OFF" in llama_wheel.cmake_flags(machine)


def test_avx2_is_named_on_x86_only():
    assert "-DGGML_AVX2=ON" in llama_wheel.cmake_flags("x86_64")
    assert "AVX2" not in llama_wheel.cmake_flags("arm64")


def test_wheels_are_kept_in_the_cache_and_in_the_checkout(tmp_path):
    assert llama_wheel.places(tmp_path, {"HOME": "/home/a"}) == [
        Path("/home/a/.cache/postroom/wheels"),
        tmp_path / ".wheels",
    ]
    told = {"HOME": "/home/a", "POSTROOM_WHEELS": "/w"}
    assert llama_wheel.places(tmp_path, told) == [Path("/w"), tmp_path / ".wheels"]


@pytest.mark.parametrize("env", [{}, {"HOME": ""}, {"HOME": "relative"}])
def test_without_a_home_wheels_are_kept_in_the_checkout(tmp_path, env):
    assert llama_wheel.places(tmp_path, env) == [tmp_path / ".wheels"]


def test_a_kept_wheel_is_found_and_a_damaged_one_is_not(tmp_path):
    wheel = tmp_path / "x-1-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    kept = llama_wheel.keep(wheel, tmp_path / "store")
    assert llama_wheel.kept_wheel(tmp_path / "store") == kept
    kept.write_bytes(b"whee")
    assert llama_wheel.kept_wheel(tmp_path / "store") is None


def test_a_compiler_line_is_shortened_to_share_and_file():
    line = "[37/148] /usr/bin/c++ -O3 -o x.o -c /a/vendor/llama.cpp/src/llama-vocab.cpp"
    assert llama_wheel.short_of_a_build(line) == "25 %  step 37 of 148  llama-vocab.cpp"
    assert llama_wheel.short_of_a_build("-- Detecting C compile features") == ""


LDD = """\
/v/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibxcb.so.1 => /lib/x86_64-linux-gnu/libxcb.so.1 (0x00007f)
\tlibQt6Core.so.6 => not found
/v/PySide6/QtGui.abi3.so:
\tlibEGL.so.1 => not found
\tlibxcb-cursor.so.0 => not found
\tlibodd.so.9 => not found
"""


def test_missing_libraries_are_read_out_of_ldd_once_each():
    found = ["libxcb-cursor.so.0", "libEGL.so.1", "libodd.so.9"]
    assert qt_libraries.missing_in(LDD) == found


def test_libraries_are_named_as_the_distribution_names_them():
    packages, unknown = qt_libraries.packages_for(qt_libraries.missing_in(LDD))
    assert packages == ["libegl1", "libxcb-cursor0"]
    assert unknown == ["libodd.so.9"]


def test_one_line_tells_what_to_install(capsys):
    qt_libraries._name(["libegl1", "libxcb-cursor0"], [])
    said = capsys.readouterr().out.splitlines()
    assert said[-1].strip() == "sudo apt-get install libegl1 libxcb-cursor0"


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES from the requirements", "another file"),
        ("Temporary failure in name resolution", "HTTPS_PROXY"),
        ("No CMAKE_CXX_COMPILER could be found.", "build-essential"),
        ("c++: fatal error: Killed signal terminated program cc1plus", "memory"),
        ("something else", "look there"),
    ],
)
def test_a_failure_comes_with_advice(output, word):
    assert word in steps.advice(output, "look there")


def test_a_failing_command_ends_in_a_plain_sentence_and_a_log(tmp_path, capsys):
    command = [
        sys.executable,
        "-c",
        "print('No space left on device'); raise SystemExit(3)",
    ]
    log = tmp_path / "out" / "log"
    with pytest.raises(TroubleError) as caught:
        steps.run_shown(command, "Trying", short=str, log=log)
    assert caught.value.what == "Trying: failed (exit code 3)."
    assert "disk is full" in caught.value.remedy
    assert "No space left" in log.read_text()
    assert "No space left" in capsys.readouterr().err


def test_a_command_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(TroubleError, match="cannot be started"):
        steps.run_shown(["/no/such/tool"], "Trying", short=str, log=tmp_path / "log")


def test_too_little_room_is_told_with_both_figures(tmp_path):
    with pytest.raises(TroubleError, match="MB free on the disk"):
        steps.need_room(tmp_path, 10**9, "setting up")


def test_the_environments_interpreter_is_not_resolved():
    assert set_up.venv_python(Path("v"), "posix") == Path("v/bin/python")
    assert set_up.venv_python(Path("v"), "nt") == Path("v/Scripts/python.exe")


def test_marks_change_with_what_they_stand_for():
    assert set_up.digest(b"a", b"b") == set_up.digest(b"a", b"b")
    assert set_up.digest(b"a", b"b") != set_up.digest(b"ab", b"")


def test_an_old_python_is_told_what_to_install():
    script = (ROOT / "build" / "set_up.py").read_text(encoding="utf-8")
    guard = script.partition("import hashlib")[0].replace("(3, 11)", "(9, 0)")
    done = subprocess.run(
        [sys.executable, "-c", guard], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "sudo apt-get install python3.11" in done.stderr


def test_the_locks_name_no_host_and_hash_everything():
    for lock in sorted((ROOT / "build" / "lock").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        assert "http" not in text.replace("httpcore", "").replace("httpx", "")
        assert os.sep + "tmp" not in text
        packages = make_locks.blocks(text)
        assert packages
        assert all(any("sha256:" in line for line in block) for block in packages.values())


def test_the_locks_hold_no_hub_client():
    for name in ("runtime.txt", "development.txt"):
        text = (ROOT / "build" / "lock" / name).read_text(encoding="utf-8")
        packages = set(make_locks.blocks(text))
        assert not packages & {"huggingface-hub", "hf-xet", "httpx", "llama-cpp-python"}


def test_what_only_a_left_out_package_asks_for_is_left_out_too():
    lock = "\n".join(
        [
            *("a==1 \\", "    --hash=sha256:0", "    # via postroom (pyproject.toml)"),
            *("hub==1 \\", "    --hash=sha256:0", "    # via", "    #   a"),
            *(
                "net==1 \\",
                "    --hash=sha256:0",
                "    # via",
                "    #   hub",
                "    #   wire",
            ),
            *("wire==1 \\", "    --hash=sha256:0", "    # via net"),
            *("both==1 \\", "    --hash=sha256:0", "    # via", "    #   a", "    #   hub"),
        ]
    )
    assert list(make_locks.without(lock, frozenset({"hub"}))) == [
        "a",
        "net",
        "wire",
        "both",
    ]
    plain = lock.replace("    #   wire\n", "")
    assert list(make_locks.without(plain, frozenset({"hub"}))) == ["a", "both"]
