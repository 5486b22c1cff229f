"""The zip that an Office file is: what is wrong with it gets a sentence, our own faults do not."""

import io
import zipfile

import pytest

from actions.importing.package import Package
from actions.importing.problems import Unreadable

PACKED = {"stored": zipfile.ZIP_STORED, "lzma": zipfile.ZIP_LZMA, "bz2": zipfile.ZIP_BZIP2}


def zipped(kind=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as package:
        package.writestr("a.xml", b"<a>" + b"What was done. " * 200 + b"</a>")
    return file.getvalue()


def test_a_part_is_read_whole():
    assert Package(zipped()).read("a.xml").startswith(b"<a>What was done.")


def test_a_way_of_packing_that_is_not_known_gets_a_sentence():
    data = bytearray(zipped())
    for signature, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(signature) + place] = 97

    with pytest.raises(Unreadable, match="packed in a way that cannot be read"):
        Package(bytes(data)).read("a.xml")


@pytest.mark.parametrize("kind", PACKED)
def test_a_broken_part_gets_a_sentence_however_it_is_packed(kind):
    data = bytearray(zipped(PACKED[kind]))
    begin = data.index(b"a.xml") + len(b"a.xml") + 12
    data[begin : begin + 20] = b"\xff" * 20

    with pytest.raises(Unreadable):
        Package(bytes(data)).read("a.xml")


def test_a_fault_of_our_own_is_heard_of(monkeypatch):
    def fails(*args):
        raise RuntimeError("Ours")

    package = Package(zipped())
    monkeypatch.setattr(package._zip, "open", fails)

    with pytest.raises(RuntimeError, match="Ours"):
        package.read("a.xml")
