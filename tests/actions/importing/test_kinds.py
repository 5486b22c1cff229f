"""Every kind of file through the same pipeline, told by its first bytes alone."""

import json
import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actions.importing import calamine, grid, kinds, rows, sandbox
from actions.importing.problems import Severity, Unreadable
from actions.importing.sheet_notes import _SAID

from . import files, hostile, hostile_kinds
from .sheets import HEADINGS, make_workbook

FIXTURES = Path("fixtures")
WORKBOOK = FIXTURES / "cheshire-east-improvement-notice.xlsx"
DOCUMENT = FIXTURES / "cheshire-east-improvement-notice.docx"
PASTE = FIXTURES / "notice-as-held.tsv"
EXPECTED = json.loads(Path(__file__).with_name("expected.json").read_text())
LONGEST_SECONDS = 10


def actions_of(sheets):
    return [
        {
            "ref": action.ref,
            "source_ref": action.source_ref,
            "action": action.wording,
            "progress": [item.text for item in action.progress],
            "next_steps": [item.text for item in action.next_steps],
            "cross_refs": [(r.field, r.words, r.target, r.plan) for r in action.references],
        }
        for action in rows.read(sheets, "all").actions
    ]


def expected():
    plain = ("ref", "source_ref", "action", "progress", "next_steps")
    return [
        {
            **{key: each[key] for key in plain},
            "cross_refs": [
                (ref["field"], ref["raw"], ref["target_ref"], ref["external_plan"])
                for ref in each["cross_refs"]
            ],
        }
        for each in EXPECTED
    ]


def cells_of_the_notice():
    """The rows of the table, without the title: a line break in a cell is one."""
    sheet = sandbox.read_file(WORKBOOK, filename="n.xlsx")[0]
    return [[*row.cells, *[""] * (4 - len(row.cells))] for row in sheet.rows[1:]]


def as_csv(delimiter, encoding):
    def quoted(text):
        return '"' + text.replace('"', '""') + '"'

    lines = [delimiter.join(map(quoted, row)) for row in cells_of_the_notice()]
    return "\r\n".join(lines).encode(encoding)


def as_excel_text():
    """Tab-separated text as Excel copies it: only a cell with a line break is quoted."""

    def cell(text):
        return '"' + text.replace('"', '""') + '"' if "\n" in text else text

    return "\r\n".join("\t".join(map(cell, row)) for row in cells_of_the_notice()).encode()


def as_word_html():
    """HTML as Word copies it: each bullet a sign in a font of signs, before a paragraph."""
    bullet = (
        "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>"
        "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·"
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span>"
        "<![endif]><span>{}<o:p></o:p></span></p>"
    )

    def lines(text):
        for line in text.replace("&", "&amp;").replace("<", "&lt;").split("\n"):
            is_item = line.startswith("• ")
            yield bullet.format(line[2:]) if is_item else f"<p class=MsoNormal>{line}</p>"

    table = "".join(
        "<tr style='mso-yfti-irow:1'>"
        + "".join(f"<td width=154 valign=top>\r\n  {''.join(lines(text))}</td>" for text in row)
        + "</tr>\r\n"
        for row in cells_of_the_notice()
    )
    return (
        "Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:0000100000\r\n"
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p {}</style></head>"
        f"<body><!--StartFragment--><table class=MsoTableGrid>{table}</table></body></html>"
    ).encode()


DOORS = {
    "workbook": lambda: WORKBOOK.read_bytes(),
    "workbook with macros": lambda: hostile.zipped(
        {**hostile.parts_of(WORKBOOK.read_bytes()), "xl/vbaProject.bin": b"Sub Bad()"}
    ),
    "document": lambda: DOCUMENT.read_bytes(),
    "paste of the .tsv": lambda: PASTE.read_bytes(),
    "paste of the .tsv in a form": lambda: PASTE.read_bytes().replace(b"\n", b"\r\n"),
    "csv": lambda: as_csv(",", "utf-8-sig"),
    "csv with semicolons": lambda: as_csv(";", "utf-8"),
    "csv in UTF-16": lambda: as_csv("\t", "utf-16"),
    "csv as Windows writes it": lambda: as_csv(",", "cp1252"),
    "paste from Excel": as_excel_text,
    "paste from Word": as_word_html,
    "paste from a page": lambda: files.html_table(*cells_of_the_notice()).encode(),
    "old Excel": lambda: files.xls(cells_of_the_notice()),
    "OpenDocument": lambda: files.ods(
        [[cell.replace("&", "&amp;") for cell in row] for row in cells_of_the_notice()]
    ),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_gives_the_same_actions(door, tmp_path):
    path = tmp_path / "sent"
    path.write_bytes(DOORS[door]())

    sheets = sandbox.read_file(path, filename="whatever.bin")

    assert actions_of(sheets) == expected()
    assert not [p for p in rows.read(sheets, "all").problems if p.severity is Severity.ERROR]


@pytest.mark.parametrize("name", hostile_kinds.BROKEN)
def test_what_cannot_be_read_gets_a_sentence_that_says_why(name, tmp_path):
    data, sentence = hostile_kinds.BROKEN[name]
    path = tmp_path / "sent.xlsx"
    path.write_bytes(data)
    started = time.monotonic()

    with pytest.raises(Unreadable) as raised:
        sandbox.read_file(path, filename="Notice.xlsx")

    assert sentence in raised.value.message
    assert_is_a_sentence(raised.value.message)
    assert time.monotonic() - started < LONGEST_SECONDS
    assert os.listdir(tmp_path) == ["sent.xlsx"]


@pytest.mark.parametrize("name", hostile_kinds.READABLE)
def test_what_is_odd_but_whole_is_read(name, tmp_path):
    path = tmp_path / "sent.xlsx"
    path.write_bytes(hostile_kinds.READABLE[name])

    sheets = sandbox.read_file(path, filename="Notice.xlsx")

    assert rows.read(sheets, "none").actions[0].ref == "A1"
    assert os.listdir(tmp_path) == ["sent.xlsx"]
    assert not Path("/tmp/escaped-docx.xml").exists()  # noqa: S108 - where the file tries to write


def assert_is_a_sentence(text):
    assert text.endswith(".")
    assert text[0].isupper()
    for sign in ("Error", "Exception", "Traceback", "expat", "0x", "None", "zipfile"):
        assert sign not in text


def test_there_are_at_least_sixty_hostile_files():
    assert len(hostile_kinds.BROKEN) + len(hostile_kinds.READABLE) >= 60


@pytest.mark.parametrize(
    "data",
    [
        make_workbook(*files.ROWS),
        files.document(files.word_table(HEADINGS, *files.ROWS)),
        files.html_table(HEADINGS, *files.ROWS).encode(),
    ],
)
def test_a_name_says_nothing_of_what_a_file_is(data):
    assert kinds.read(data, "csv") == kinds.read(data, "tsv") == kinds.read(data)


def test_a_workbook_is_found_under_any_name_within_its_zip():
    parts = hostile.parts_of(make_workbook(*files.ROWS))
    parts["xl/other.xml"] = parts.pop("xl/workbook.xml")
    parts["xl/_rels/other.xml.rels"] = parts.pop("xl/_rels/workbook.xml.rels")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"workbook.xml", b"other.xml")

    assert kinds.read(hostile.zipped(parts)) == kinds.read(make_workbook(*files.ROWS))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (files.xls(), "This is an old Excel file (.xls), which cannot be read here. Open it in"),
        (files.ods(), "This is an OpenDocument spreadsheet (.ods), which cannot be read here."),
    ],
)
def test_without_the_extra_a_sentence_says_what_to_do(data, sentence, monkeypatch):
    monkeypatch.setattr(calamine, "python_calamine", None)

    with pytest.raises(Unreadable) as raised:
        kinds.read(data)

    assert raised.value.message.startswith(sentence)
    assert "Excel Workbook (.xlsx)" in raised.value.message


OF_FILES = {f"{n}.py" for n in ("calamine", "clipboard", "delimited", "word", "workbook")} | {
    "grid.py",
    "sheet_scan.py",
}
NOTED = re.compile(r"""(?:note|say|Note)\(\s*"([a-z]+(?:-[a-z]+)*)"[,)]""")


def test_every_kind_of_note_is_said():
    noted = set()
    for path in Path("actions/importing").glob("*.py"):
        if path.name in OF_FILES:
            noted |= set(NOTED.findall(path.read_text()))

    assert noted >= {"macros-ignored", "nested-table", "hidden-row"}
    assert noted <= _SAID.keys()


SEEDS = {
    "csv": DOORS["csv"],
    "tsv": DOORS["paste of the .tsv"],
    "docx": DOORS["document"],
    "html": DOORS["paste from Word"],
}


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(sorted(SEEDS)),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=20),
    st.integers(0, 10**6),
)
@example("docx", [], 10**6)
def test_any_bytes_give_sheets_or_a_sentence(kind, flips, length):
    data = bytearray(SEED_DATA[kind])
    for place, value in flips:
        data[place % len(data)] = value

    assert_reads_or_says_why(bytes(data[:length]))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["word/document.xml", "word/styles.xml", "word/numbering.xml"]), st.data())
def test_a_broken_part_of_a_document_gives_sheets_or_a_sentence(name, data):
    parts = hostile.parts_of(SEED_DATA["docx"])
    part = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(part)))
        part[start : start + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=10))
    parts[name] = bytes(part)

    assert_reads_or_says_why(hostile.zipped(parts))


PIECES = st.sampled_from(
    ['"', '""', ",", ";", "\t", "\r\n", "\n", "\r", "'", "=", "- ", "\\n", "x", " ", "•", "\0",
     "<table>", "<tr>", "<td>", "</td>", "</table>", "<td rowspan=3>", "<li>", "<br>", "<b>",
     "</b>", "<p style='mso-list:l0 level1'>", "<span style='mso-list:Ignore'>", "</span>",
     "<!--", "-->", "<![if x]>", "&#xD800;", "&nbsp;", "<del>", "<s>", "<script>", "<pre>"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES).map("".join))
def test_any_text_gives_sheets_or_a_sentence(text):
    assert_reads_or_says_why(text.encode())
    assert_reads_or_says_why(f"<table>{text}".encode())


WORD_PIECES = st.sampled_from(
    ["<w:tbl>{}</w:tbl>", "<w:tr>{}</w:tr>", "<w:tc>{}</w:tc>", "<w:p>{}</w:p>", "<w:r>{}</w:r>",
     "<w:t>{}</w:t>", "<w:del>{}</w:del>", "<w:rPr>{}</w:rPr>", "<w:pPr>{}</w:pPr>", "{}",
     "<mc:AlternateContent>{}</mc:AlternateContent>", "<mc:Fallback>{}</mc:Fallback>"]
)  # fmt: skip


@settings(deadline=None)
@given(
    st.recursive(
        st.sampled_from(["x", "<w:br/>", "<w:tab/>", '<w:vMerge w:val="restart"/>', "<w:strike/>"]),
        lambda inner: st.tuples(WORD_PIECES, st.lists(inner, max_size=4)).map(
            lambda made: made[0].format("".join(made[1]))
        ),
        max_leaves=40,
    )
)
def test_any_document_gives_sheets_or_a_sentence(body):
    assert_reads_or_says_why(files.document(body))


@settings(deadline=None, max_examples=12)
@given(
    st.sampled_from([files.xls(), files.ods()]),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6),
)
def test_any_bytes_of_other_spreadsheets_give_sheets_or_a_sentence(data, flips):
    """Through the child: what reads these may take its whole process down."""
    data = bytearray(data)
    for place, value in flips:
        data[place % len(data)] = value
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"fuzzed-{os.getpid()}"  # noqa: S108
    path.write_bytes(data)
    try:
        sandbox.read_file(path, filename="Notice.xls")
    except Unreadable as error:
        assert_is_a_sentence(error.message)
    finally:
        path.unlink()


def assert_reads_or_says_why(data):
    try:
        sheets = kinds.read(data)
    except Unreadable as error:
        assert_is_a_sentence(error.message)
    else:
        assert grid.from_json(grid.to_json(sheets)) == sheets
        for sheet in sheets:
            for row in sheet.rows:
                "".join(row.cells).encode()


SEED_DATA = {name: make() for name, make in SEEDS.items()}


def test_declaration_that_makes_no_sense_gets_a_sentence():
    with pytest.raises(Unreadable, match="damaged"):
        kinds.read(b"<html><table><tr><td>Ref</td></tr></table><![\x00")
