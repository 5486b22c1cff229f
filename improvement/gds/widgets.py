"""Widgets that the design system has and Django has not."""

from django import forms


class SmallRadios(forms.RadioSelect):
    """Radios for a page of many questions, where the large ones would push the words apart."""

    template_name = "django/forms/widgets/small_radio.html"
