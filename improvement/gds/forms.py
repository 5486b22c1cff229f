"""One renderer for every form, so that each comes out as the design system's, whoever wrote it."""

from django import forms
from django.forms.renderers import TemplatesSetting

from .words import in_words

WIDGET_CLASSES = [  # the first that fits
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.DateInput, "govuk-input govuk-input--width-10"),
    (forms.NumberInput, "govuk-input govuk-input--width-5"),
    (
        forms.PasswordInput,
        "govuk-input govuk-password-input__input govuk-js-password-input-input",
    ),
    (forms.Widget, "govuk-input"),
]
EXAMPLE_DATE = "For example, 27 March 2014"


def css_class(widget):
    return next(css for kind, css in WIDGET_CLASSES if isinstance(widget, kind))


class DesignSystemBoundField(forms.BoundField):
    """Gives each widget the design system's classes, and errors that say what to do."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if isinstance(field, forms.DateField) and not self.help_text:
            self.help_text = EXAMPLE_DATE

    @property
    def is_checkbox(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def first_id(self):
        """The id of the control that the error summary leads to."""
        if isinstance(self.field.widget, forms.MultiWidget):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.subwidgets[0].id_for_label

    @property
    def messages(self):
        """The errors of this field in words that say what to do, naming the field."""
        return [in_words(error, self) for error in self.errors.as_data()]

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)  # our own errors say more than the browser's bubble
        if widget.is_hidden:
            return attrs
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)  # not an attribute of one radio button; the error is
        css = css_class(widget)  # on the fieldset
        own = attrs.get("class") or widget.attrs.get("class")
        error = f"{css.split()[0]}--error" if self.errors and not css.endswith("s__input") else ""
        return attrs | {"class": " ".join(filter(None, [own, css, error]))}


class DesignSystemRenderer(TemplatesSetting):
    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"
    bound_field_class = DesignSystemBoundField
