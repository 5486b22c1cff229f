"""What is said where the framework finds a box wrong: a sentence that names it and what to do."""

from django import forms
from django.utils.functional import Promise

_SENT_WRONG = "Something that this page sends by itself was lost. Open the page again, then send it"
_CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)
# By the kind of box, the first that fits, for what cannot be read at all.
_UNREADABLE = (
    (forms.DateField, "{Label} must be a real date, like 27 March 2014"),
    (forms.DecimalField, "{Label} must be a number"),
    (forms.IntegerField, "{Label} must be a whole number"),
    (forms.EmailField, "Enter an email address in the right form, like name@example.org"),
    (forms.URLField, "Enter a whole web address, like https://www.example.org"),
    (forms.FileField, "Select {label} once more"),
)
_BY_CODE = {
    "null_characters_not_allowed": "{Label} holds a character that cannot be seen. Type it again",
    "invalid_choice": "Select {label} from those that are offered",
    "invalid_list": "Select {label} from those that are offered",
    "invalid_pk_value": "Select {label} from those that are offered",
    "max_length": "{Label} must be {limit} characters or fewer",
    "min_length": "{Label} must be {limit} characters or more",
    "max_value": "{Label} must be {limit} or less",
    "min_value": "{Label} must be {limit} or more",
    "empty": "The file is empty. Select another",
    "unique": "{Label} is in use already. Enter another",
}


def in_words(error, bound) -> str:
    """Return what is said of an error of a bound field.

    Sentences of our own stay as they are: the framework's alone are there to be translated.
    """
    if not isinstance(error.message, Promise):
        return error.messages[0]
    if bound.is_hidden:
        return _SENT_WRONG
    said = _sentence(error.code, bound)
    label = _called(bound.label)
    limit = (error.params or {}).get("limit_value", (error.params or {}).get("max"))
    subject = label.replace("an answer to “", "the answer to “", 1)
    return said.format(label=label, Label=subject[:1].upper() + subject[1:], limit=limit)


def _sentence(code, bound):
    if code == "required":
        return _required(bound)
    if code in _BY_CODE:
        return _BY_CODE[code]
    unreadable = (said for kind, said in _UNREADABLE if isinstance(bound.field, kind))
    return next(unreadable, "{Label} cannot be read. Enter it again")


def _required(bound):
    if bound.is_checkbox:
        return f"Tick “{_braces_kept(bound.label)}”"
    return "Select {label}" if isinstance(bound.field, _CHOSEN) else "Enter {label}"


def _braces_kept(text):
    return str(text).replace("{", "{{").replace("}", "}}")


def _called(label):
    """What a box is called within a sentence: a question or an instruction is no name of one."""
    label = label.removesuffix("(optional)").strip()
    if "?" in label:
        return f"an answer to “{label}”"
    if label.startswith("Search "):
        return "what you search for"
    return _within(label)


def _within(label):
    """A label as it stands within a sentence: an abbreviation keeps its capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
