"""Tables as text files: nothing runs, and the same words come back."""

import csv
import datetime as dt
import io

from hypothesis import given
from hypothesis import strategies as st

from actions.importing.guards import unguarded
from actions.reports import Column, Facts, Table
from actions.writing import write_csv
from actions.writing.text import printable
from tests.actions.writing.texts import HOSTILE

COLUMNS = (Column("Ref", 8), Column("Action", 70))


def csv_of(*rows, columns=COLUMNS):
    file = io.BytesIO()
    write_csv(Table("A title", columns, rows), file)
    return file.getvalue()


@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=5))
def test_no_cell_of_a_text_file_begins_a_formula_and_all_are_there(rows):
    data = csv_of(*rows)

    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))

    assert len(read) == len(rows) + 1
    for written, row in zip(rows, read[1:], strict=True):
        for text, cell in zip(written, row, strict=True):
            assert cell[:1] not in "=+@\t\r＝＋＠" or not cell
            assert unguarded(cell) == printable(text)


def test_a_text_file_begins_with_the_mark_that_excel_knows():
    assert csv_of(("IN1", "Café")).startswith(b"\xef\xbb\xbf")
    assert "Café" in csv_of(("IN1", "Café")).decode("utf-8-sig")


def test_a_date_and_facts_are_words():
    facts = Facts((("Stage", "In progress"), ("Due", "31 March 2014")))

    found = csv_of((dt.date(2013, 9, 18), facts)).decode()

    assert '"18 September 2013","Stage: In progress\nDue: 31 March 2014"' in found


def test_a_number_is_a_number_and_a_text_like_one_is_kept_from_running():
    found = csv_of((-13_492, "-13492"), (0, None)).decode()

    assert '"-13492","\'-13492"' in found
    assert '"0",""' in found
