"""The forms of an account, in plain words."""

from concurrent.futures import ThreadPoolExecutor

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.validators import MaxLengthValidator
from django.template.loader import render_to_string

from improvement import history
from improvement.models import User

SECONDS_BETWEEN_MAILS = 60
# Mail leaves beside the request, so that its time doesn't tell whether an account exists.
postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="postman")


class LoginForm(auth_forms.AuthenticationForm):
    """One message for a wrong password, an unknown address and a closed account."""

    error_messages = {
        "invalid_login": "The email address or the password is not right. Check both and try again",
        "inactive": "The email address or the password is not right. Check both and try again",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Email address"
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )
        # The library only tells the browser; an endless address stops SQLite's search for it.
        longest = self.fields["username"].max_length
        self.fields["username"].validators.append(MaxLengthValidator(longest))

    def clean_username(self):
        return self.cleaned_data["username"].strip()


class PasswordResetForm(auth_forms.PasswordResetForm):
    """Sends a link to the address of an open account, and says the same where there is none.

    Somebody who was added without a password sets the first one this way.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Email address"

    def get_users(self, email):
        return User.objects.active().named(email)

    def send_mail(self, subject_template, body_template, context, from_email, to_email, **kwargs):
        if not cache.add(f"password-reset-{context['user'].pk}", True, SECONDS_BETWEEN_MAILS):
            return
        subject = " ".join(render_to_string(subject_template, context).split())
        body = render_to_string(body_template, context)
        postman.submit(EmailMessage(subject, body, from_email, [to_email]).send)


class PlainWords:
    """The words of a form that sets a password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "new_password1"
        ].help_text = (
            "At least 12 characters. Three words that have nothing to do with each other are good"
        )
        self.fields["new_password2"].label = "New password again"
        self.fields["new_password2"].help_text = ""


class NewPasswordForm(PlainWords, auth_forms.SetPasswordForm):
    """The new password of somebody who followed the link in a mail."""

    def save(self, commit=True):
        with history.act(by=self.user, reason="Set a new password by a mailed link"):
            return super().save(commit)


class PasswordChangeForm(PlainWords, auth_forms.PasswordChangeForm):
    """The new password of somebody who knows the old one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Current password"
        self.fields["old_password"].widget.attrs.pop("autofocus")

    def save(self, commit=True):
        with history.act(reason="Changed the password"):
            return super().save(commit)
