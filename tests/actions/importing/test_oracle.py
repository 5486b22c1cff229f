"""Our own reader of workbooks beside openpyxl's: the same text for each cell, whatever is in it."""

import datetime as dt
from io import BytesIO
from xml.sax.saxutils import escape

import openpyxl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from actions.importing import workbook
from actions.importing.cell_values import as_shown
from actions.importing.characters import clean
from actions.importing.columns import column_letter

from . import hostile
from .sheets import to_bytes

# What a person can type into a cell; control characters have a test of their own.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))
WORDS = TEXT.filter(lambda text: text.strip() and not text.startswith("="))
RUNS = st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=4).map(
    lambda runs: CellRichText(
        *(TextBlock(InlineFont(b=True), text) if bold else text for text, bold in runs)
    )
)
NUMBERS = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(-1e14, 1e14, allow_nan=False).filter(
        lambda number: number == 0 or abs(number) > 1e-6
    ),
)
DAYS = st.dates(dt.date(1900, 3, 1), dt.date(2200, 1, 1))
MOMENTS = st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0)
)
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
VALUES = st.one_of(WORDS, RUNS, NUMBERS, DAYS, MOMENTS, CLOCKS, st.booleans(), st.none())
FORMATS = {
    float: ["General", "0", "0.00", "0%", "0.0%"],
    dt.date: ["dd/mm/yyyy", "d mmmm yyyy", "yyyy-mm-dd"],
    dt.datetime: ["dd/mm/yyyy hh:mm", "d mmm yy hh:mm"],
    dt.time: ["hh:mm"],
}
TABLES = st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=6)


def as_openpyxl_reads(data):
    """The text of each cell that holds any, by its place, as a person would read it there."""
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    texts = {
        (sheet.title, cell.coordinate): clean(
            as_shown(cell.value, cell.number_format), escapes=True
        )
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    return {place: text for place, text in texts.items() if text}


def as_we_read(data):
    return {
        (sheet.name, f"{column_letter(place)}{row.number}"): text
        for sheet in workbook.read(data)
        for row in sheet.rows
        for place, text in enumerate(row.cells, start=1)
        if text
    }


def rows_with_words(texts):
    """Without the rows in which nothing but white space stands: we pass them over, said or not."""
    filled = {
        (name, place.lstrip("ABCDE")) for (name, place), text in texts.items() if text.strip()
    }
    return {
        (name, place): text
        for (name, place), text in texts.items()
        if (name, place.lstrip("ABCDE")) in filled
    }


def same_cells(data):
    theirs, ours = rows_with_words(as_openpyxl_reads(data)), as_we_read(data)
    blank_at_the_end = {place for place, text in theirs.items() if not text.strip()}
    assert {p: t for p, t in ours.items() if p not in blank_at_the_end} == {
        p: t for p, t in theirs.items() if p not in blank_at_the_end
    }


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(table=TABLES, data=st.data())
def test_every_kind_of_value_reads_the_same(table, data):
    book = openpyxl.Workbook()
    book.active["A1"] = "Ref"
    for row, values in enumerate(table, start=2):
        for column, value in enumerate(values, start=1):
            cell = book.active.cell(row, column)
            cell.value = value
            if formats := FORMATS.get(float if isinstance(value, int) else type(value)):
                cell.number_format = data.draw(st.sampled_from(formats))

    same_cells(to_bytes(book))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(table=TABLES, data=st.data())
def test_what_is_hidden_merged_or_on_another_sheet_reads_the_same(table, data):
    book = openpyxl.Workbook()
    second = book.create_sheet("Hidden one")
    second.sheet_state = "hidden"
    for sheet in book:
        sheet["A1"] = "Ref"
        for values in table:
            sheet.append(values)
        for row in data.draw(st.sets(st.integers(1, 7))):
            sheet.row_dimensions[row].hidden = True
        for column in data.draw(st.sets(st.sampled_from("ABCDE"))):
            sheet.column_dimensions[column].hidden = True
        row, across = data.draw(st.integers(2, 7)), data.draw(st.integers(2, 5))
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=1, end_column=across)

    same_cells(to_bytes(book))


RAW = st.one_of(
    WORDS.map(lambda text: (f'<c r="{{}}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}'
                            "</t></is></c>")),
    st.lists(WORDS, min_size=1, max_size=3).map(
        lambda runs: '<c r="{}" t="inlineStr"><is>'
        + "".join(f'<r><t xml:space="preserve">{escape(run)}</t></r>' for run in runs)
        + "</is></c>"
    ),
    WORDS.map(lambda text: f'<c r="{{}}" t="str"><f>A1&amp;""</f><v>{escape(text)}</v></c>'),
    NUMBERS.map(lambda number: f'<c r="{{}}"><f>1+1</f><v>{number!r}</v></c>'),
    st.just('<c r="{}"><f>SUM(A1:A2)</f></c>'),
    st.sampled_from(["#REF!", "#N/A", "#DIV/0!"]).map(
        lambda error: f'<c r="{{}}" t="e"><f>1/0</f><v>{error}</v></c>'
    ),
    st.booleans().map(lambda said: f'<c r="{{}}" t="b"><v>{int(said)}</v></c>'),
    st.just('<c r="{}"/>'),
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(table=st.lists(st.lists(RAW, min_size=1, max_size=5), min_size=1, max_size=6))
@example(table=[['<c r="{}"><f>SUM(A1:A2)</f></c>', '<c r="{}" t="str"><f>A1</f><v></v></c>']])
def test_formulas_and_texts_within_cells_read_the_same(table):
    rows = [hostile.text_cell("A1", "Ref")]
    for number, cells in enumerate(table, start=2):
        places = [f"{column_letter(place)}{number}" for place in range(1, len(cells) + 1)]
        rows.append(
            "".join(cell.replace("{}", place, 1) for cell, place in zip(cells, places, strict=True))
        )

    same_cells(hostile.with_sheet_data(hostile.table(*rows)))


def test_oracle_tells_a_difference():
    book = openpyxl.Workbook()
    book.active.append(["Ref", 1.5])
    data = hostile.changed(hostile.SHEET, rb"<v>1.5</v>", b"<v>2.5</v>", to_bytes(book))

    assert as_we_read(data) != as_openpyxl_reads(to_bytes(book))
    assert as_we_read(data) == as_openpyxl_reads(data)
