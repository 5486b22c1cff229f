"""What a file is, how it is called, whether it is clean: told without a database."""

import io
import sys
import zipfile

import pytest
from django.test import override_settings

from actions.uploads import kinds, office
from actions.uploads.names import shown_name
from actions.uploads.refused import RefusedFile
from actions.uploads.scanner import INFECTED, OUT_OF_ORDER, scan
from tests.actions.hostile_evidence import EICAR, PDF, REFUSED, TAKEN, ooxml, types, zipped

CLEAN = io.BytesIO(b"Clean")


@pytest.mark.parametrize("what", REFUSED)
def test_hostile_file_is_refused_with_a_sentence(what):
    name, data, said = REFUSED[what]

    with pytest.raises(RefusedFile) as refusal:
        kinds.kind_of(shown_name(name), io.BytesIO(data))

    assert said in refusal.value.sentence
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize("what", TAKEN)
def test_honest_file_is_taken_under_a_harmless_name(what):
    name, data, shown = TAKEN[what]
    opened = io.BytesIO(data)

    kind = kinds.kind_of(shown_name(name), opened)

    assert shown_name(name) == shown
    assert kind.media_type in kinds.SAFE_TYPES
    assert opened.tell() == 0


def test_there_are_enough_hostile_files():
    assert len(REFUSED) >= 40


@pytest.mark.parametrize("what", ["web page called a text", "program called a text"])
def test_without_a_look_at_the_bytes_a_lying_name_would_do(what, monkeypatch):
    name, data, _ = REFUSED[what]
    monkeypatch.setitem(kinds._LOOKED_AT_BY, "text", lambda *looked_at: None)

    assert kinds.kind_of(name, io.BytesIO(data)).media_type == "text/plain"


def test_without_a_look_into_the_zip_macros_would_do(monkeypatch):
    name, data, _ = REFUSED["macros called a document"]
    monkeypatch.setattr(office, "_HOLD_PROGRAMS", ())

    assert kinds.kind_of(name, io.BytesIO(data))


def test_a_long_list_of_parts_is_refused_before_it_is_read(monkeypatch):
    def read(*args):
        raise AssertionError("The list was read")

    monkeypatch.setattr(zipfile, "ZipFile", read)
    name, data, said = REFUSED["zip with thousands of parts"]

    with pytest.raises(RefusedFile, match=said):
        kinds.kind_of(name, io.BytesIO(data))


def test_no_more_of_a_part_is_inflated_than_a_list_of_types_can_need(monkeypatch):
    read = []

    class Counted(zipfile.ZipExtFile):
        def read(self, size=-1):
            read.append(size)
            return super().read(size)

    data = zipped({"[Content_Types].xml": types("docx") + b" " * 9_000_000, "a.xml": b""})
    monkeypatch.setattr(zipfile, "ZipExtFile", Counted)
    with pytest.raises(RefusedFile):
        kinds.kind_of("letter.docx", io.BytesIO(data))

    assert read == [office._MOST_OF_A_PART + 1]


def test_a_document_of_a_strange_but_honest_kind_is_taken():
    more = {f"word/embeddings/sheet{number}.bin": b"x" for number in range(300)}

    assert kinds.kind_of("letter.docx", io.BytesIO(ooxml("docx", more)))


def test_a_long_name_keeps_its_ending():
    assert shown_name("a" * 400 + ".xlsx") == "a" * 175 + ".xlsx"
    assert shown_name("a" * 400) == "a" * 180
    assert shown_name("") == shown_name("...") == shown_name("\u202e") == "file"


# The scanner


def scanner(code):
    """A command that says this, whatever it is given."""
    return f'{sys.executable} -c "{code}"'


def looks_for_the_test_virus(opened):
    return EICAR not in opened.read()


def answers_nothing(opened):
    pass


def test_without_a_scanner_nothing_is_scanned():
    with override_settings(EVIDENCE_SCANNER=""):
        scan(io.BytesIO(EICAR))


@pytest.mark.parametrize(
    "found_by",
    [
        scanner("import sys; sys.exit(b'EICAR' in sys.stdin.buffer.read())"),
        f"{__name__}.looks_for_the_test_virus",
    ],
)
def test_what_the_scanner_finds_is_refused_and_what_is_clean_is_taken(found_by):
    with override_settings(EVIDENCE_SCANNER=found_by):
        scan(clean := io.BytesIO(PDF))
        with pytest.raises(RefusedFile, match=INFECTED):
            scan(io.BytesIO(b"x" * 99 + EICAR))

    assert clean.tell() == 0


@pytest.mark.parametrize(
    "out_of_order",
    [
        "/nowhere/clamdscan -",
        "clamdscan-that-is-not-there",
        scanner("import sys; sys.exit(2)"),
        scanner("import os; os.kill(os.getpid(), 9)"),
        scanner("import time; time.sleep(30)"),
        "nowhere.scan",
        f"{__name__}.answers_nothing",
        f"{__name__}.CLEAN",
    ],
)
def test_a_scanner_that_is_out_of_order_passes_nothing(out_of_order):
    with (
        override_settings(EVIDENCE_SCANNER=out_of_order, EVIDENCE_SCANNER_SECONDS=1),
        pytest.raises(RefusedFile) as refusal,
    ):
        scan(io.BytesIO(PDF))

    assert refusal.value.sentence == OUT_OF_ORDER
