"""Frames survive a pipe whole, and nothing else passes for one."""

import io
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.isolation.frames import Blob, Frame, FrameError, read_frame, write_frame

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=10,
)
BLOBS = st.lists(
    st.integers(0, 40).map(
        lambda n: Blob(dtype="float32", shape=(n, 2), data=bytes(range(n)) * 8)
    ),
    max_size=3,
)


@given(header=st.dictionaries(st.text(max_size=8), JSON, max_size=4), blobs=BLOBS)
def test_what_is_written_is_read_again(header, blobs):
    pipe = io.BytesIO()
    frame = Frame(header=header, blobs=tuple(blobs))
    write_frame(pipe, frame)
    write_frame(pipe, frame)
    pipe.seek(0)
    assert read_frame(pipe) == frame
    assert read_frame(pipe) == frame
    assert read_frame(pipe) is None


@given(st.binary(min_size=1, max_size=200))
def test_other_bytes_are_refused_and_never_taken_for_a_frame(noise):
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(struct.pack(">I", len(noise)) + noise))


@pytest.mark.parametrize(
    "blobs",
    [
        [["float64", [2]]],
        [["float32", [-1]]],
        [["float32", [2**40]]],
        [["float32", [2**20, 2**20]]],
        [["float32", [1.5]]],
        [["float32"]],
        [[["x"], [1]]],
        [["uint8", [1] * 9]],
        [["uint8", [2**28]]] * 3,
        "float32",
    ],
)
def test_an_impossible_blob_is_refused_before_it_is_read(blobs):
    header = json.dumps({"header": {}, "blobs": blobs}).encode()
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(struct.pack(">I", len(header)) + header))


def test_a_frame_cut_short_is_an_error():
    pipe = io.BytesIO()
    blob = Blob(dtype="uint8", shape=(4,), data=b"abcd")
    write_frame(pipe, Frame(header={"a": 1}, blobs=(blob,)))
    whole = pipe.getvalue()
    for length in range(1, len(whole)):
        with pytest.raises(FrameError):
            read_frame(io.BytesIO(whole[:length]))


def test_a_blob_that_does_not_fit_its_shape_is_not_sent():
    blob = Blob(dtype="float32", shape=(4,), data=b"abcd")
    with pytest.raises(FrameError):
        write_frame(io.BytesIO(), Frame(header={}, blobs=(blob,)))
