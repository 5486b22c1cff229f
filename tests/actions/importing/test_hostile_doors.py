"""Hostile files at the doors that people use: the upload page, the paste and `import_notice`."""

import io
import os
import tempfile
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from actions.importing import child, heading_names, kinds, remarks, rows, sandbox
from actions.importing.problems import Unreadable
from actions.models import Action, Import
from tests.factories import make_notice, person_with_role

from . import hostile, hostile_kinds
from .hostile_doors import AN_ACTION, FILES, REFERENCES_WITHOUT_END, csv

LONGEST_SECONDS, MOST_MEGABYTES = 10, 300
UPLOADS = "/notices/ce/imports/"
EARLIER = {
    name: ("Notice.xlsx", *found)
    for found_in in (hostile.BROKEN, hostile_kinds.BROKEN)
    for name, found in found_in.items()
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(settings, tmp_path, monkeypatch):
    """A browser that gets a page of an error, as in use, and not the error itself."""
    assert not settings.DEBUG
    (tmp_path / "uploads").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "uploads"))
    notice = make_notice(slug="ce")
    client = Client(raise_request_exception=False)
    client.force_login(person_with_role(notice, "administrator"))
    return client


@pytest.fixture
def read_once(monkeypatch):
    """The second door finds what the child made of the same bytes for the first."""
    read, made = sandbox.read_file, {}

    def read_file(path, *, filename):
        key = Path(path).read_bytes()
        if key not in made:
            try:
                made[key] = read(path, filename=filename)
            except Unreadable as refusal:
                made[key] = refusal
        if isinstance(made[key], Unreadable):
            raise made[key]
        return made[key]

    monkeypatch.setattr(sandbox, "read_file", read_file)


def text_of(response):
    return " ".join(response.content.decode().split())


def upload(client, name, data):
    file = SimpleUploadedFile(name, data)
    return client.post(UPLOADS, {"file": file})


def command(path):
    """(exit code, what it printed)"""
    out, err = io.StringIO(), io.StringIO()
    said = ["--notice", "ce", "--accept", "all"]
    with pytest.raises(SystemExit) as ended:
        call_command("import_notice", str(path), *said, stdout=out, stderr=err)
    return ended.value.code, out.getvalue() + err.getvalue()


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", [name for name, (*_, said) in FILES.items() if said])
def test_what_cannot_be_read_is_refused_at_both_doors_and_not_kept(
    name, administrator, read_once, tmp_path
):
    filename, data, sentence = FILES[name]
    sent = tmp_path / "sent"
    sent.write_bytes(data)

    page = upload(administrator, filename, data)
    code, printed = command(sent)

    assert page.status_code == 200
    assert sentence in page.context["form"].errors["file"][0] or sentence in text_of(page)
    assert "There is a problem" in text_of(page)
    assert (code, sentence in printed) == (2, True)
    assert Import.objects.count() == 0
    assert files_in(tmp_path) == [sent]
    assert_within_limits()


@pytest.mark.parametrize("name", EARLIER)
def test_what_the_reader_refuses_is_refused_by_the_page(name, administrator, tmp_path, settings):
    filename, data, sentence = EARLIER[name]
    if len(data) > settings.UPLOAD_MAX_BYTES:
        sentence = "The file must be smaller than 10"

    page = upload(administrator, filename, data)

    assert page.status_code == 200
    assert sentence in str(page.context["form"].errors["file"][0])
    assert Import.objects.count() == 0
    assert files_in(tmp_path) == []
    assert_within_limits()


@pytest.mark.parametrize("name", [name for name, (*_, said) in FILES.items() if not said])
def test_what_is_odd_goes_all_the_way_or_says_what_stops_it(
    name, administrator, read_once, tmp_path
):
    filename, data, _ = FILES[name]
    sent = tmp_path / "sent"
    sent.write_bytes(data)
    before = os.listdir(tmp_path.anchor), os.listdir(tempfile.gettempdir())

    check = upload(administrator, filename, data).url
    pages = [administrator.get(check), administrator.post(check, {"do": "take-all"}, follow=True)]
    pages += [administrator.get(f"{check}{page}") for page in ("rows/2/", "columns/")]
    said = {"do": "confirm", "fingerprint": pages[1].context["found"].plan.fingerprint}
    pages.append(administrator.post(check, said, follow=True))
    command(sent)

    assert {page.status_code for page in pages} == {200}
    record = Import.objects.get(number=1)
    if record.status == Import.Status.APPLIED:
        assert Action.objects.count() > 0
    else:
        assert pages[-1].context["refused"]
        assert "There is a problem" in text_of(pages[-1])
    with record.file.open() as kept:
        assert kept.read() == data
    assert not files_in(tmp_path / "uploads")
    assert {path.parent for path in files_in(tmp_path)} <= {tmp_path, tmp_path / "media/imports"}
    assert before == (os.listdir(tmp_path.anchor), os.listdir(tempfile.gettempdir()))
    assert_within_limits()


def assert_within_limits():
    """What limits the child: `test_sandbox` shows that one which goes past it is stopped."""
    assert sandbox.WALL_SECONDS < LONGEST_SECONDS
    assert child.MEMORY_BYTES <= MOST_MEGABYTES * 1024 * 1024
    assert child.CPU_SECONDS < LONGEST_SECONDS


def test_there_are_at_least_sixty_here():
    assert len(FILES) >= 60


@pytest.mark.parametrize("door", ["pasted", "pasted_html"])
@pytest.mark.parametrize(
    "table",
    [
        "Ref\tAction\nA1\tOpen\0 the\ud800 parks\u202e",
        "<table><tr><td>Ref<td>Action<tr><td>A1<td>Open\0 the\ud800 parks</table>",
    ],
)
def test_paste_of_broken_characters_is_read(door, table, administrator):
    said = {"pasted": "Ref\tAction\nA1\tOpen", door: table.encode("utf-8", "surrogatepass")}

    response = administrator.post(
        UPLOADS, urlencode(said), content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 302, text_of(response)
    assert "Open" in text_of(administrator.get(response.url))


def test_paste_that_is_too_large_is_told_so(administrator, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    response = administrator.post(UPLOADS, {"pasted": "Ref\tAction\n" + "A1\tx\n" * 1_000})

    assert response.status_code == 400
    assert "pasted is too large to take in. Nothing was saved. Go back," in text_of(response)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", {"do": "save", "box": ["tick-\0", "tick-" + "9" * 9000], "tick": ["tick-\0"]}),
        ("", {"do": "confirm", "fingerprint": "\0", "register": "9" * 9000}),
        ("", {"do": "\0"}),
        ("columns/", {"sheet": "9" * 9000, "header_row": "9" * 9000}),
        ("columns/", {"sheet": "0", "header_row": "9" * 9000, "column-0": "\0"}),
        ("take-back/", {"key": "\0", "row": "9" * 9000}),
        ("mends/x/undo/", {"row": "٣"}),
        ("rows/2/", {"do": "ref.set", "ref-ref": "\0", "ref-id": "\0", "ref-shown": "\0"}),
        ("rows/2/", {"do": "wording.\0", "wording-at": "\0", "wording-place": "9" * 9000}),
    ],
)
def test_form_that_no_page_sent_is_no_error_of_the_server(path, said, administrator):
    check = upload(administrator, "n.csv", csv(AN_ACTION)).url

    response = administrator.post(f"{check}{path}", said, follow=True)
    again = administrator.get(check)

    assert response.status_code in (200, 400, 404, 409)
    assert again.status_code == 200


def test_number_without_end_in_the_register_it_was_shown_with(administrator):
    """It is looked at only where the register moved on."""
    check = upload(administrator, "n.csv", csv(AN_ACTION)).url
    said = {"do": "confirm", "fingerprint": "another", "register": "9" * 9000}

    assert administrator.post(check, said).status_code == 409


@pytest.mark.parametrize(
    "name",
    ["a\u202efdp.exe", os.fsdecode(b"\xff\xfe"), "x" * 250 + ".csv", "a\nb", "\x01", "'; --"],
)
def test_name_of_a_file_is_only_shown(name, administrator, tmp_path):
    (tmp_path / name).write_bytes(csv(AN_ACTION))

    code, _ = command(tmp_path / name)
    kept = administrator.get(f"{UPLOADS}1/file/")

    assert code == 0
    assert administrator.get(f"{UPLOADS}1/").status_code == 200
    assert b"".join(kept.streaming_content) == csv(AN_ACTION)


def test_file_of_references_without_end_is_told_so(administrator, tmp_path):
    (tmp_path / "sent").write_bytes(REFERENCES_WITHOUT_END)

    page = administrator.get(
        upload(administrator, "n.csv", REFERENCES_WITHOUT_END).url, follow=True
    )
    code, printed = command(tmp_path / "sent")

    assert page.status_code == 200
    assert "refers more than 20,000 times from one action to another" in text_of(page)
    assert (code, "refers more than 20,000 times" in printed) == (2, True)


def test_without_its_bound_a_file_of_references_is_taken(monkeypatch):
    """The twin."""
    monkeypatch.setattr(remarks, "MAX_REFERENCES", 10**9)

    found = rows.read(kinds.read(REFERENCES_WITHOUT_END), "none")

    assert len(found.problems) > 20_000


def test_without_its_bound_a_long_cell_is_read_as_a_heading(monkeypatch):
    """The twin: only the start of a cell may be a heading."""
    assert len(heading_names.plain_heading("x" * 5_000)) == 1_000
    monkeypatch.setattr(heading_names, "_LONGEST", 10**9)

    assert len(heading_names.plain_heading("x" * 5_000)) == 5_000
