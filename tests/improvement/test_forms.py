"""Every form comes out as the design system's, whoever wrote it."""

import datetime as dt

import django_filters
import pytest
from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.template.loader import render_to_string
from django.utils import translation

from improvement.gds.fields import DateField, can_be_seen
from improvement.models import User
from tests.improvement.markup import ids, parse, words
from tests.improvement.sample import SampleForm, SampleFormSet

GIVEN = {
    "name": "Board",
    "email": "a@b.example",
    "secret": "x",
    "number": "2",
    "wording": "Improve",
    "due_on": "27 March 2014",
    "stage": "in_progress",
    "rating": "red",
    "areas": ["f", "c"],
    "sure": "on",
    "version": "3",
}


def page(form, formset=None):
    summary = render_to_string("components/error_summary.html", {"form": form, "formset": formset})
    return parse(
        f"<!DOCTYPE html><html lang=en><head><title>A form</title></head><body>{summary}"
        f"<form>{form}{formset or ''}</form></body></html>"
    )


def controls(tree):
    return [
        element
        for element in tree.iter()
        if element.tag in ("input", "select", "textarea") and element.get("type") != "hidden"
    ]


@pytest.fixture(params=["empty", "wrong"])
def tree(request):
    data = {} if request.param == "wrong" else None
    rows = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-text": ""}
    return page(SampleForm(data), SampleFormSet(rows if data == {} else None, prefix="rows"))


def test_markup_is_valid_and_ids_are_unique(tree):
    assert len(ids(tree)) == len(set(ids(tree)))


def test_each_control_has_the_class_of_its_kind(tree):
    kinds = {element.get("name"): element.get("class").split()[0] for element in controls(tree)}

    assert kinds == {
        "name": "govuk-input",
        "email": "govuk-input",
        "secret": "govuk-input",
        "number": "govuk-input",
        "wording": "govuk-textarea",
        "due_on": "govuk-input",
        "stage": "govuk-select",
        "rating": "govuk-radios__input",
        "areas": "govuk-checkboxes__input",
        "sure": "govuk-checkboxes__input",
        "file": "govuk-file-upload",
    } | {name: "govuk-input" for name in kinds if name.startswith("rows-")}


def test_each_control_has_a_label(tree):
    labels = {label.get("for") for label in tree.iter("label")}

    assert [c.get("name") for c in controls(tree) if c.get("id") not in labels] == []


def test_each_description_is_there(tree):
    wanted = [
        part for element in tree.iter() for part in (element.get("aria-describedby") or "").split()
    ]

    assert wanted != []
    assert [part for part in wanted if part not in ids(tree)] == []


def test_browser_leaves_the_judging_to_us(tree):
    assert [c.get("name") for c in controls(tree) if c.get("required") is not None] == []


def test_radios_and_groups_of_checkboxes_are_fieldsets(tree):
    legends = [words(legend) for legend in tree.iter("legend")]

    assert legends == ["Rating", "Areas"]


def test_summary_leads_to_each_control_and_says_what_to_do():
    tree = page(SampleForm({}))
    links = list(tree.iter("a"))

    assert [words(link) for link in links] == [
        "Check the wording before you send it",
        "Enter name",
        "Enter email address",
        "Enter password",
        "Enter how many",
        "Enter wording",
        "Enter due date",
        "Select stage",
        "Select rating",
        "Select areas",
        "Tick “I have checked the wording”",
        "Select evidence",
    ]
    assert [link.get("href") for link in links if link.get("href")[1:] not in ids(tree)] == []


def test_errors_are_marked_on_their_control():
    tree = page(SampleForm(GIVEN | {"name": "", "due_on": "31 February 2014"}))
    by_name = {control.get("name"): control for control in controls(tree)}

    assert by_name["name"].get("aria-invalid") == "true"
    assert "govuk-input--error" in by_name["name"].get("class")
    assert by_name["name"].get("aria-describedby") == "id_name_helptext id_name_error"
    assert by_name["number"].get("aria-invalid") is None
    assert "Due date must be a real date, like 27 March 2014" in words(tree)


def test_summary_names_rows_of_a_formset():
    rows = {"rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "2", "rows-0-text": "Done"}
    tree = page(forms.Form({}), SampleFormSet(rows, prefix="rows"))

    assert [(a.get("href"), words(a)) for a in tree.iter("a")] == [
        ("#id_rows-1-text", "Enter next step")
    ]


def test_no_summary_without_an_error():
    form = SampleForm(GIVEN)

    assert render_to_string("components/error_summary.html", {"form": SampleForm()}).strip() == ""
    assert list(form.errors) == ["file"]


def test_what_was_typed_stays_and_is_escaped():
    tree = page(SampleForm(GIVEN | {"name": '"><script>', "wording": "</textarea><b>"}))
    by_name = {control.get("name"): control for control in controls(tree)}

    assert by_name["name"].get("value") == '"><script>'
    assert "".join(by_name["wording"].itertext()).strip() == "</textarea><b>"


class PeopleFilter(django_filters.FilterSet):
    class Meta:
        model = User
        fields = {"full_name": ["icontains"], "is_active": ["exact"], "joined_at": ["date__gte"]}


@pytest.mark.parametrize("make", [lambda: PeopleFilter().form, AuthenticationForm])
def test_forms_that_others_wrote_come_out_the_same(make):
    tree = page(make())

    assert [c for c in controls(tree) if not c.get("class", "").startswith("govuk-")] == []
    assert [d.get("class") for d in tree.iter("p")] == []


class DateForm(forms.Form):
    due_on = forms.DateField(required=False)


@pytest.mark.parametrize(
    "typed",
    [
        "27 March 2014",
        "27 march 2014",
        "27 Mar 2014",
        "27th March 2014",
        "27/3/2014",
        "27/03/14",
        "27.3.2014",
        "27-3-2014",
        "27 3 2014",
        "27-Mar-2014",
        "2014-03-27",
        " 27  March  2014 ",
    ],
)
def test_date_is_read_as_people_write_it(typed):
    form = DateForm({"due_on": typed})

    assert form.is_valid()
    assert form.cleaned_data["due_on"] == dt.date(2014, 3, 27)


@pytest.mark.parametrize("typed", ["1 Sept 2014", "1st September 2014", "01-Sep-14"])
def test_september_is_read_in_all_its_spellings(typed):
    form = DateForm({"due_on": typed})

    assert form.is_valid()
    assert form.cleaned_data["due_on"] == dt.date(2014, 9, 1)


@pytest.mark.parametrize("typed", ["31 February 2014", "3/27/2014", "soon", "March 2014", "0"])
def test_date_that_is_none_is_refused(typed):
    assert not DateForm({"due_on": typed}).is_valid()


def test_date_is_written_as_people_read_it_and_read_again_unchanged():
    form = DateForm(initial={"due_on": dt.date(2014, 3, 5)})
    again = DateForm({"due_on": "5 March 2014"}, initial={"due_on": dt.date(2014, 3, 5)})

    with translation.override("en-gb"):
        assert 'value="5 March 2014"' in str(form["due_on"])
        assert not again.has_changed()


def test_date_says_how_to_write_it():
    assert "For example, 27 March 2014" in str(DateForm())


def test_help_that_quotes_a_file_runs_nothing():
    class FileForm(forms.Form):
        column = forms.CharField(help_text="<script>alert(1)</script> & more")
        sure = forms.BooleanField(help_text="<b>bold</b>")

    tree = page(FileForm())

    assert [element for element in tree.iter() if element.tag in ("script", "b")] == []
    assert "<script>alert(1)</script> & more" in words(tree)
    assert "<b>bold</b>" in words(tree)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (forms.CharField(), "a\0b", "Box holds a character that cannot be seen. Type it again"),
        (forms.CharField(max_length=3), "long", "Box must be 3 characters or fewer"),
        (forms.CharField(min_length=9), "long", "Box must be 9 characters or more"),
        (forms.IntegerField(), "x", "Box must be a whole number"),
        (forms.IntegerField(max_value=3), "4", "Box must be 3 or less"),
        (forms.IntegerField(min_value=3), "2", "Box must be 3 or more"),
        (forms.DecimalField(), "x", "Box must be a number"),
        (
            forms.EmailField(),
            "x",
            "Enter an email address in the right form, like name@example.org",
        ),
        (forms.ChoiceField(), "x", "Select box from those that are offered"),
        (forms.MultipleChoiceField(), ["x"], "Select box from those that are offered"),
        (
            forms.ModelChoiceField(User.objects.none()),
            "x",
            "Select box from those that are offered",
        ),
        (
            forms.URLField(assume_scheme="https"),
            "http://[",
            "Enter a whole web address, like https://www.example.org",
        ),
        (forms.DurationField(), "x", "Box cannot be read. Enter it again"),
        (forms.CharField(error_messages={"required": "Own {words}"}), "", "Own {words}"),
        (DateField(), "40 March 2014", "Box must be a real date, like 27 March 2014"),
        (DateField(), "1 March 0001", "The year must be between 1990 and 2100"),
        (DateField(), "31 December 1989", "The year must be between 1990 and 2100"),
        (DateField(), "2101-01-01", "The year must be between 1990 and 2100"),
    ],
)
@pytest.mark.django_db
def test_framework_says_nothing_in_its_own_words(field, value, said):
    class OneBoxForm(forms.Form):
        box = field

    assert OneBoxForm({"box": value})["box"].messages == [said]


@pytest.mark.parametrize("day", ["1 January 1990", "31 December 2100"])
def test_likely_days_are_read(day):
    assert DateField().clean(day)


def test_label_with_braces_is_said_as_it_is():
    class OneBoxForm(forms.Form):
        box = forms.CharField(label="{A} of {0}")
        sure = forms.BooleanField(label="{B}")

    form = OneBoxForm({})

    assert form["box"].messages == ["Enter {A} of {0}"]
    assert form["sure"].messages == ["Tick “{B}”"]


@pytest.mark.parametrize(
    ("label", "field", "value", "said"),
    [
        (
            "When was it delivered?",
            DateField,
            "40 March 2014",
            "The answer to “When was it delivered?” must be a real date, like 27 March 2014",
        ),
        (
            "Does “See IN1, as {1}?” refer to IN1?",
            forms.ChoiceField,
            "x",
            "Select an answer to “Does “See IN1, as {1}?” refer to IN1?” from those that are "
            "offered",
        ),
        ("Why?", forms.CharField, "", "Enter an answer to “Why?”"),
        (
            "What should the board know? (optional)",
            forms.CharField,
            "a\0b",
            "The answer to “What should the board know?” holds a character that cannot be seen. "
            "Type it again",
        ),
        (
            "Search references, wording and progress",
            forms.CharField,
            "a\0b",
            "What you search for holds a character that cannot be seen. Type it again",
        ),
        ("New due date (optional)", forms.IntegerField, "x", "New due date must be a whole number"),
    ],
)
def test_label_that_is_no_name_is_not_pasted_into_a_sentence(label, field, value, said):
    class OneBoxForm(forms.Form):
        box = field(label=label)

    assert OneBoxForm({"box": value})["box"].messages == [said]


def test_hidden_box_that_was_changed_asks_to_open_the_page_again():
    class OneBoxForm(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput)

    (said,) = OneBoxForm({"version": "x"})["version"].messages

    assert said.endswith("Open the page again, then send it")


@pytest.mark.parametrize("name", ["", " \t", "\u202e", "\u200b\u00ad", "\u3164\u2800", "\u0301"])
def test_name_of_which_nothing_shows_is_refused(name):
    with pytest.raises(forms.ValidationError, match="nothing in it that can be seen"):
        can_be_seen(name)


@pytest.mark.parametrize("name", ["a", "\u202ea", "é", "逾期", "!", "👩\u200d🏫"])
def test_name_of_which_something_shows_is_taken(name):
    can_be_seen(name)
