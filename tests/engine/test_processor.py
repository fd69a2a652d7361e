import pytest

from app.engine import processor
from app.engine.processor import linux_features, processor_problem, worker_threads

OLD = "processor\t: 0\nflags\t\t: fpu sse2 avx f16c\n"
NEW = "processor\t: 0\nflags\t\t: fpu sse2 avx avx2 fma f16c bmi2\n"


@pytest.fixture
def intel(monkeypatch):
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr("sys.platform", "linux")

    def claim(text, tmp_path):
        path = tmp_path / "cpuinfo"
        path.write_text(text)
        features = linux_features(path)
        monkeypatch.setattr(processor, "linux_features", lambda: features)

    return claim


def test_an_old_processor_is_named_with_what_it_lacks(intel, tmp_path):
    intel(OLD, tmp_path)
    assert processor_problem().startswith(
        "This computer's processor lacks AVX2, FMA, BMI2, which the language model needs."
    )


def test_a_processor_with_all_instructions_has_no_problem(intel, tmp_path):
    intel(NEW, tmp_path)
    assert processor_problem() == ""


def test_a_list_of_processors_that_cannot_be_read_is_no_problem(tmp_path):
    assert processor.missing_among(linux_features(tmp_path / "none")) == ()


def test_an_arm_processor_is_not_asked_for_intel_instructions(intel, tmp_path, monkeypatch):
    intel(OLD, tmp_path)
    monkeypatch.setattr("platform.machine", lambda: "arm64")
    assert processor_problem() == ""


def test_there_are_one_to_four_threads():
    assert 1 <= worker_threads() <= 4
