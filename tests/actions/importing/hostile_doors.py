"""Yet more files that nobody sends on purpose: what each is, its name, and what is said of it.

None stands where a sentence is said for a file that is read: it goes on to be checked and imported.
Those of `hostile` and `hostile_kinds` are the reader's; these came up at the doors.
"""

import warnings
import zipfile
from io import BytesIO

from . import hostile
from .files import document, html_table, ods, ole, paragraph, run, word_cell, word_row, word_table
from .files import xls as old_excel
from .hostile import HEADER, MEGABYTE, ROW, SHEET, table, text_cell, with_part, with_sheet_data
from .sheets import HEADINGS, make_workbook

AN_ACTION = ("A1", "Open the parks.", "• Opened", "Close them")
LONGEST = "x" * 32_767


def workbook(*rows):
    """A workbook of the headings and of rows that are XML."""
    return with_sheet_data(table(HEADER) + "".join(rows).encode())


def sheet_row(number, *texts):
    each = (text_cell(f"{c}{number}", t) for c, t in zip("ABCD", texts, strict=False))
    return f'<row r="{number}">{"".join(each)}</row>'


def twice_in_a_zip(name, content):
    """A workbook that holds one part twice; the second is the one that counts in its directory."""
    file = BytesIO(make_workbook(AN_ACTION))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the name that is there already
        with zipfile.ZipFile(file, "a") as package:
            package.writestr(name, content)
    return file.getvalue()


def zips_within_zips(depth):
    data = hostile.zipped({"0.txt": 1})
    for number in range(depth):
        data = hostile.zipped({f"{number}.zip": data})
    return data


def csv(*rows, encoding="utf-8"):
    lines = (",".join(f'"{cell}"' for cell in row) for row in (HEADINGS, *rows))
    return "\r\n".join(lines).encode(encoding, "surrogatepass")


def merged(*marks):
    """A Word table whose first column is one cell over rows, or what the marks make of it."""
    return document(
        word_table(
            HEADINGS,
            *(
                word_row(
                    word_cell("A1", f"<w:vMerge{mark}/>"), *(word_cell(t) for t in AN_ACTION[1:])
                )
                for mark in marks
            ),
        )
    )


def changes(tag):
    return (
        f'<w:{tag} w:id="1" w:author="x">'
        + run("words").replace("w:t", "w:delText")
        + f"</w:{tag}>"
    )


def numbers_of(*values):
    """The sheet of a row whose cells are numbers, dates or errors: (value, style or type)."""
    return "".join(
        f'<c r="{c}2" {kind}><v>{v}</v></c>' for c, (v, kind) in zip("BCD", values, strict=True)
    )


READ = None
FILES = {
    # name: (file's name, bytes, sentence)
    "empty file": ("n.xlsx", b"", "empty"),
    "one byte": ("n.xlsx", b"P", "plain text without columns"),
    "one zero": ("n.csv", b"\x00", "nothing but empty bytes"),
    "only spaces": ("n.csv", b" " * 5_000_000, "nothing but empty bytes or spaces"),
    "a PDF called .xlsx": ("notice.xlsx", b"%PDF-1.7\n%\xe2\xe3", "This is a PDF"),
    "a picture called .docx": ("n.docx", b"\x89PNG\r\n\x1a\n" + bytes(99), "This is a picture"),
    "text called .docx": ("n.docx", b"Dear all,\nthe plan follows.\n", "no row with the headings"),
    "rich text from the clipboard": ("n.rtf", b"{\\rtf1\\trowd Ref\\cell}", "rich text document"),
    "rich text within a table": ("n.csv", csv(("A1", "{\\rtf1 x}", "", "")), READ),
    "email": ("n.eml", b"From: a@b\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nHi", "email message"),
    "Outlook message": ("n.msg", ole({"__substg1.0_1000001F": b"x"}), "email message (.msg)"),
    "workbook with a password": ("n.xlsx", ole({"EncryptedPackage": b"x" * 9000}), "password"),
    "old Excel cut short": ("n.xls", old_excel()[:-3000], "damaged"),
    "old Excel of one sector": ("n.xls", old_excel()[:512], "damaged"),
    "old Excel that loops": (
        "n.xls",
        old_excel().replace(b"\xfe\xff\xff\xff", bytes(4)),
        "damaged",
    ),
    "web page called .xls": ("n.xls", html_table(HEADINGS, AN_ACTION).encode(), READ),
    "XML spreadsheet of 2003 called .xls": (
        "n.xls",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:s"/>',
        "This is an XML file",
    ),
    "binary workbook": (
        "n.xlsb",
        hostile.zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": bytes(99)}),
        "Excel Binary Workbook (.xlsb)",
    ),
    "Numbers": ("n.numbers", hostile.zipped({"Index/Document.iwa": "x"}), "Apple Numbers"),
    "zips within zips": ("n.zip", zips_within_zips(30), "zip file of something else"),
    "zip bomb within a workbook": ("n.xlsx", with_part(SHEET, 400), "too large"),
    "zip bomb of relationships": ("n.xlsx", with_part("_rels/.rels", 400), "too large"),
    "zip bomb of types": ("n.xlsx", with_part("[Content_Types].xml", 400), READ),
    "zip that says its parts are larger": (
        "n.xlsx",
        make_workbook(AN_ACTION).replace(b"PK\x01\x02", b"PK\x01\x03"),
        "damaged",
    ),
    "part twice, the second empty": ("n.xlsx", twice_in_a_zip(SHEET, b""), "damaged"),
    "part twice, the second another": (
        "n.xlsx",
        twice_in_a_zip(SHEET, hostile.parts_of(make_workbook(AN_ACTION))[SHEET]),
        READ,
    ),
    "part that climbs out": (
        "../../n.xlsx",
        hostile.zipped(
            {**hostile.parts_of(make_workbook(AN_ACTION)), "../../../../tmp/climbed.xml": "x"}
        ),
        READ,
    ),
    "sheet that is outside": (
        "n.xlsx",
        hostile.changed(
            "xl/_rels/workbook.xml.rels", rb"/xl/worksheets/sheet1.xml", b"/../../etc/passwd"
        ),
        "damaged",
    ),
    "rows that share a number": (
        "n.xlsx",
        workbook(*(sheet_row(2, *AN_ACTION).replace(">A1<", f">A{n}<") for n in range(1, 4))),
        READ,
    ),
    "shared text that is not there": (
        "n.xlsx",
        workbook('<row r="2"><c r="A2" t="s"><v>99999</v></c></row>'),
        "damaged",
    ),
    "shared text below nought": (
        "n.xlsx",
        workbook('<row r="2"><c r="A2" t="s"><v>-1</v></c></row>'),
        "damaged",
    ),
    "column past the last": (
        "n.xlsx",
        workbook(f'<row r="2">{text_cell("ZZZZZZZ2", "x")}</row>'),
        "no row below them has a reference",
    ),
    "row 0": ("n.xlsx", workbook(sheet_row(0, *AN_ACTION)), READ),
    "row below nought": (
        "n.xlsx",
        workbook(f'<row r="-5">{text_cell("A-5", "x")}</row>'),
        "no row below them has a reference",
    ),
    "row of a billion": (
        "n.xlsx",
        workbook(f'<row r="1000000000">{text_cell("A1000000000", "x")}</row>'),
        "no row below them has a reference",
    ),
    "row number that is no number": (
        "n.xlsx",
        workbook(f'<row r="x">{text_cell("A2", "x")}</row>'),
        "no row below them has a reference",
    ),
    "row number of digits without end": (
        "n.xlsx",
        workbook(f'<row r="{"9" * 5000}">{text_cell("A2", "x")}</row>'),
        "no row below them has a reference",
    ),
    "padded to column 16,384": (
        "n.xlsx",
        workbook(sheet_row(2, *AN_ACTION).replace("</row>", "<c/>" * 16_380 + "</row>")),
        READ,
    ),
    "dates out of range": (
        "n.xlsx",
        workbook(
            '<row r="2">'
            + text_cell("A2", "A1")
            + numbers_of(("99999999999", 's="1"'), ("-5", 's="1"'), ("1e308", 's="1"'))
            + "</row>"
        ),
        READ,
    ),
    "numbers that are none": (
        "n.xlsx",
        workbook(
            '<row r="2">'
            + text_cell("A2", "A1")
            + numbers_of(("NaN", 't="n"'), ("inf", 't="n"'), ("9" * 5000, 't="n"'))
            + "</row>"
        ),
        None,
    ),
    "errors for references": (
        "n.xlsx",
        workbook(
            *(
                f'<row r="{n}"><c r="A{n}" t="e"><v>#REF!</v></c>{text_cell(f"B{n}", "x")}</row>'
                for n in (2, 3)
            )
        ),
        READ,
    ),
    "runs of rich text and their readings": (
        "n.xlsx",
        workbook(
            '<row r="2">' + text_cell("A2", "A1") + '<c r="B2" t="inlineStr"><is><r>'
            '<t>Open </t></r><r><t>the parks.</t></r><rPh sb="0" eb="1"><t>ア</t></rPh></is></c>'
            "</row>"
        ),
        READ,
    ),
    "a million spaces in one row": ("n.csv", csv(("A1", f"a{' ' * 1_000_000}b", "", "")), READ),
    "32,767 in every cell": (
        "n.xlsx",
        make_workbook(*[(f"A{n}", *[LONGEST] * 3) for n in (1, 2)]),
        READ,
    ),
    "unclosed quotation over megabytes": (
        "n.csv",
        b"Ref,Action,Progress\r\n" + b'A1,"Open the parks,x\r\n' + b"A2,Mend,x\r\n" * 400_000,
        "rows",
    ),
    "quotation marks that take in all": (
        "n.csv",
        b'Ref,Action\r\nA1,"Open' + b" the parks\r\nA2 and mend the roads" * 9_000 + b'"\r\n',
        "100,000 characters in one cell",
    ),
    "NULs in a csv": ("n.csv", b"Ref,Action\r\nA\x001,Open\x00 the parks\r\n", READ),
    "halves of characters": ("n.csv", csv(("A1", "a\ud800b\udc00", "\udfff", "")), READ),
    "UTF-16 and UTF-8 mixed": (
        "n.csv",
        csv(AN_ACTION, encoding="utf-16") + csv(("A2", "Mend", "", "")),
        READ,
    ),
    "look-alike letters in references": (
        "n.xlsx",
        make_workbook(
            ("\u0410\u0031", "Open", "", ""),
            ("\u202eA2\u202c", "Mend", "", ""),
            ("\uff21\uff13", "x", "", ""),
            ("A\u200b4", "y", "", ""),
            ("A٥", "z", "", ""),
        ),
        READ,
    ),
    "no reference that is one": (
        "n.xlsx",
        make_workbook(("\u202e", "Open", "", ""), ("—", "Mend", "", "")),
        READ,
    ),
    "names of ticks for references": (
        "n.csv",
        csv(("tick-A1", "Open", "", ""), ("__proto__", "x", "", ""), ("A1<script>", "y", "", "")),
        READ,
    ),
    "scripts and formulas in cells": (
        "n.csv",
        csv(("A1", "<script>alert(1)</script>{{ 7*7 }}{% debug %}", "=cmd|' /C calc'!A0", "@x")),
        READ,
    ),
    "numbers without end for references": (
        "n.csv",
        csv(("9" * 6000, "Open", "", ""), ("A" + "1" * 300, "Mend", "", "")),
        READ,
    ),
    "table of tables": (
        "n.docx",
        document(
            word_table(HEADINGS, ("A1", word_cell(paragraph("Open") + word_table(AN_ACTION) * 20)))
        ),
        READ,
    ),
    "merged without a beginning": ("n.docx", merged(*[""] * 3), READ),
    "merged without an end": ("n.docx", merged(' w:val="restart"', *[""] * 400), READ),
    "another document put in": (
        "n.docx",
        document(
            '<w:altChunk r:id="rId9"/>', related=[("rId9", "aFChunk", "http://x.example/a.htm")]
        ),
        "no table",
    ),
    "changes tracked": (
        "n.docx",
        document(
            word_table(
                HEADINGS,
                (
                    "A1",
                    word_cell(
                        f"<w:p>{changes('del')}{changes('ins')}"
                        f"{changes('moveFrom')}{run('Open')}</w:p>"
                    ),
                ),
            )
        ),
        READ,
    ),
    "cell that spans a million": (
        "n.docx",
        document(
            word_table(HEADINGS, word_row(word_cell("A1", '<w:gridSpan w:val="1000000"/>'), "x"))
        ),
        None,
    ),
    "100,000 nested tags": (
        "n.html",
        b"<table><tr><td>Ref<td>Action<tr><td>A1<td>" + b"<b><i>" * 50_000 + b"Open",
        "boxes within boxes",
    ),
    "page with scripts": (
        "n.html",
        html_table(HEADINGS, ("A1", "Open<script>x</script><img src=x onerror=y>", "", "")).encode()
        + b"<script>"
        + b"x" * MEGABYTE,
        READ,
    ),
    "OpenDocument of a million rows": (
        "n.ods",
        ods(
            **{
                "content.xml": hostile.parts_of(ods())["content.xml"].replace(
                    b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1048576">'
                )
            }
        ),
        "too",
    ),
    "OpenDocument of a million columns": (
        "n.ods",
        ods(
            **{
                "content.xml": hostile.parts_of(ods())["content.xml"].replace(
                    b"<table:table-cell ",
                    b'<table:table-cell table:number-columns-repeated="999999" ',
                )
            }
        ),
        "column XFD",
    ),
    "brackets without end": (
        "n.csv",
        csv(("A1", "(" * 90_000, "[" * 90_000, "((" * 40_000), ("A2", "(" * 90_000, "", "")),
        READ,
    ),
    "macros": (
        "n.xlsm",
        hostile.zipped({**hostile.parts_of(make_workbook(ROW)), "xl/vbaProject.bin": "Sub Bad()"}),
        READ,
    ),
}
REFERENCES_WITHOUT_END = csv(*[(f"A{n}", "See A1. " * 4_000, "", "") for n in range(1, 9)])
