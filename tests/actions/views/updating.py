"""What a browser sends of the update page, for its tests."""

from actions.forms.update import UpdateForm
from actions.models import Action

URL = "/notices/ce/actions/IN2/update/"


def boxes_of(form):
    """What a browser sends of this form as it stands, nothing changed."""
    data = {"shown": form.shown, "form_id": str(form.form_id)}
    data |= {f"rows-{kind}": str(number) for kind, number in form.rows.items()}
    for part in form.forms:
        for field in part:
            value = field.value()
            if value not in (None, False):
                data[field.html_name] = value
    return data


def shown_form(action):
    """What a browser sends of the page as it is shown now, nothing changed."""
    return boxes_of(UpdateForm(Action.objects.get(pk=action.pk)))


def sent_back(response):
    """What the browser sends of a page that came back, nothing changed since."""
    return boxes_of(response.context["form"])


def text_of(response):
    return " ".join(response.content.decode().split())
