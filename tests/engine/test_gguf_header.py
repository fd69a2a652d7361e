import contextlib
import random
import struct
from pathlib import Path

import pytest

from app.engine.gguf_header import read_header
from app.records import PostroomError
from tests.engine.synthetic_gguf import gguf, number_value, string_value, tensor, write_gguf


def refused(tmp_path, content):
    with pytest.raises(PostroomError) as caught:
        read_header(write_gguf(tmp_path / "model.gguf", content))
    return caught.value.what


def test_a_sound_file_says_what_it_is(tmp_path):
    header = read_header(write_gguf(tmp_path / "model.gguf"))
    assert (header.architecture, header.title, header.licence) == ("llama", "Tiny", "mit")
    assert header.languages == ("en", "es")
    assert header.parameters == 1024


def test_the_starter_model_has_a_sound_header(smollm2):
    assert read_header(Path(smollm2.path)).architecture == "llama"


def test_another_kind_of_file_is_refused(tmp_path):
    assert "not a GGUF file" in refused(tmp_path, b"PK\x03\x04" + bytes(100))


def test_an_empty_file_is_refused(tmp_path):
    assert "ends inside its header" in refused(tmp_path, b"")


def test_an_unknown_version_is_refused(tmp_path):
    assert "version" in refused(tmp_path, b"GGUF" + struct.pack("<I", 9) + gguf()[8:])


def test_a_file_that_was_cut_short_is_refused_wherever_it_ends(tmp_path):
    whole = gguf()
    for length in range(0, len(whole), 61):
        assert refused(tmp_path, whole[:length])


def test_impossible_counts_are_refused(tmp_path):
    whole = gguf()
    head = b"GGUF" + struct.pack("<IQQ", 3, 2**60, 2**60)
    assert "impossible counts" in refused(tmp_path, head + whole[24:])


def test_a_string_longer_than_the_file_is_refused(tmp_path):
    bomb = b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 2**62)
    assert "too long" in refused(tmp_path, bomb)


def test_lists_within_lists_are_refused(tmp_path):
    nested = struct.pack("<Q", 1) + b"x" + struct.pack("<IIQIQ", 9, 9, 1, 9, 1)
    assert "unknown kind" in refused(tmp_path, gguf(values=(nested,)))


def test_a_tensor_beyond_the_end_is_refused(tmp_path):
    tensors = (tensor("a", (32, 32), 0, 1 << 40),)
    assert "end is missing" in refused(tmp_path, gguf(tensors=tensors))


def test_a_tensor_whose_size_overflows_is_refused(tmp_path):
    tensors = (tensor("a", (2**32, 2**32, 2**32, 2**32), 0, 0),)
    assert "end is missing" in refused(tmp_path, gguf(tensors=tensors))


def test_one_part_of_several_is_refused(tmp_path):
    assert "one part of several" in refused(
        tmp_path, gguf(values=(number_value("split.count", 3),))
    )


def test_the_same_name_twice_is_refused(tmp_path):
    twice = (string_value("general.name", "other"),)
    assert "same thing twice" in refused(tmp_path, gguf(values=twice))


def test_a_model_that_only_makes_vectors_is_refused(tmp_path):
    assert "no language model" in refused(tmp_path, gguf(architecture="bert"))


def test_a_broken_header_is_read_or_refused_and_nothing_else(tmp_path):
    chance = random.Random(7)
    whole = gguf(data=64)
    path = tmp_path / "model.gguf"
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken) - 64)] = chance.randrange(256)
        path.write_bytes(bytes(broken))
        with contextlib.suppress(PostroomError):
            read_header(path)
