"""How long each kind of file takes to read, how much memory, and how much of it is taken.

    python bench/doors.py --actions 10000 20000 50000

Writes the table of bench/import.py as .xlsx, .csv, .docx, .ods, .xls and the HTML of a paste, and
reads each as the pages do: in the child process with its limits on memory and time.
"""

import argparse
import csv
import importlib.util
import io
import json
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def _benchmark():
    """The other benchmark, whose name is a keyword and can't be imported by it."""
    found = importlib.util.spec_from_file_location("bench_import", ROOT / "bench" / "import.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


# One table, as a file of each kind


def as_csv(rows):
    """The bytes of a .csv."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_html(rows):
    """What a spreadsheet puts on the clipboard."""
    return _table(rows, "<table>", "<tr>", "<td>", "<br>", "</td>", "</tr>", "</table>").encode()


def as_docx(rows):
    """A Word document with one table, each item a paragraph."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    paragraph, end = "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"
    table = _table(
        rows, "<w:tbl>", "<w:tr>", f"<w:tc>{paragraph}", end + paragraph, f"{end}</w:tc>",
        "</w:tr>", "</w:tbl>",
    )  # fmt: skip
    return _zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{packages}"><Relationship Id="r" '
            f'Type="{kinds}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{table}</w:body>'
            "</w:document>",
        }
    )


def as_ods(rows):
    """An OpenDocument spreadsheet of texts."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    table = _table(
        rows, '<table:table table:name="Plan">', "<table:table-row>",
        '<table:table-cell office:value-type="string"><text:p>', "</text:p><text:p>",
        "</text:p></table:table-cell>", "</table:table-row>", "</table:table>",
    )  # fmt: skip
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<office:document-content xmlns:office="{names}:office:1.0" '
            f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0" office:version="1.2">'
            f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def as_xls(rows):
    """An old Excel file ([MS-XLS] in [MS-CFB]): a record for each cell, its letters of 8 bits."""

    def record(number, content):
        return struct.pack("<HH", number, len(content)) + content

    sheet = [record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))]
    sheet.append(record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, 4, 0)))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            place = struct.pack("<HHHHB", row, column, 0, len(text), 0)
            sheet.append(record(0x0204, place + text.replace("•", "-").encode("latin-1")))
    sheet.append(record(0x000A, b""))
    first = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    first += record(0x0042, struct.pack("<H", 1200))
    name = b"\x04\x00Plan"
    offset = len(first) + 4 + 6 + len(name) + 4
    first += record(0x0085, struct.pack("<IH", offset, 0) + name) + record(0x000A, b"")
    return _compound(first + b"".join(sheet))


def _compound(stream):
    """A compound file with this workbook in it: table of sectors, directory, content."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    stream += bytes(max(4096 - len(stream), -len(stream) % sector))
    count = len(stream) // sector
    tables = -(-(count + 1) // (sector // 4 - 2))
    more = max(0, -(-(tables - 109) // 127))  # sectors that list the tables past the first 109
    chain = [0xFFFFFFFD] * tables + [0xFFFFFFFC] * more + [end]
    chain += [*range(len(chain) + 1, len(chain) + count), end]
    chain += [free] * (tables * sector // 4 - len(chain))
    entries = b"".join(
        _entry(name, kind, child, start, size)
        for name, kind, child, start, size in [
            ("Root Entry", 5, 1, end, 0),
            ("Workbook", 2, free, tables + more + 1, len(stream)),
        ]
    ).ljust(sector, b"\x00")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIII", 0, tables, tables + more, 0, 4096)
    header += struct.pack("<IIII", end, 0, tables if more else end, more)
    listed = [*range(tables), *[free] * (109 + 127 * more - tables)]
    header += struct.pack("<109I", *listed[:109])
    lists = b"".join(
        struct.pack("<128I", *listed[109 + 127 * at : 236 + 127 * at], following)
        for at, following in enumerate([*range(tables + 1, tables + more), end][:more])
    )
    return header + struct.pack(f"<{len(chain)}I", *chain) + lists + entries + stream


def _entry(name, kind, child, start, size):
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    entry = encoded.ljust(64, b"\x00") + struct.pack("<HBB", len(encoded), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def _table(rows, table, row, cell, line, cell_end, row_end, table_end):
    return (
        table
        + "".join(
            row
            + "".join(f"{cell}{text.replace(chr(10), line)}{cell_end}" for text in texts)
            + row_end
            for texts in rows
        )
        + table_end
    )


def _zipped(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


KINDS = {"csv": as_csv, "html": as_html, "docx": as_docx, "ods": as_ods, "xls": as_xls}


# The run


def measure(path):
    """Read one file in the sandbox and print what came of it, as JSON."""
    import resource

    from actions.importing.problems import Unreadable
    from actions.importing.sandbox import read_file

    began = time.perf_counter()
    try:
        rows = sum(len(sheet.rows) for sheet in read_file(path, filename=Path(path).name))
        said = f"{rows:,} rows"
    except Unreadable as refusal:
        said = refusal.message
    took = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps([took, memory, said]))


def main():
    """Read each kind at each size, each time in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--actions", type=int, nargs="+", default=[10_000])
    parser.add_argument("--file", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.file:
        measure(options.file)
        return
    with TemporaryDirectory() as folder:
        for actions in options.actions:
            for path in _files(Path(folder), actions):
                command = [sys.executable, __file__, "--file", str(path)]
                done = subprocess.run(  # noqa: S603 - this file
                    command, check=True, stdout=subprocess.PIPE
                )
                took, memory, said = json.loads(done.stdout)
                size = path.stat().st_size / 1e6
                print(
                    f"{actions:>6,} actions {path.suffix:>6} {size:5.1f} MB: {took:4.1f} s, "
                    f"{memory:3.0f} MB: {said}"
                )
                path.unlink()


def _files(folder, actions):
    import openpyxl

    path = folder / "notice.xlsx"
    _benchmark().make_workbook(path, actions)
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    yield path
    for kind, write in KINDS.items():
        path = folder / f"notice.{kind}"
        path.write_bytes(write(rows))
        yield path


if __name__ == "__main__":
    main()
