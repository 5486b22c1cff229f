"""Forms about bodies: what they are, who sits on them, what they oversee."""

import datetime as dt

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.text import slugify

from actions.forms.seen import SeenForm
from actions.models import MailPreference, Member
from boards.models import Body, Meeting, Oversight, Seat
from boards.proposals import BARE, LONGEST_NAME
from boards.services import Decision
from boards.waiting import suggested_part
from improvement.gds.fields import DateField, can_be_seen
from improvement.models import User

DECIDE_LATER = ("", "Decide later")
NOT = "not"
_EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # before there was any page to read


class BodyForm(SeenForm):
    """A body, with its other names one a line."""

    aliases = forms.CharField(
        label="Other names",
        help_text="One on each line: every other way in which documents write it, such as “IB”",
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    class Meta:
        model = Body
        fields = ["name", "short_name", "aliases", "kind", "reports_to", "remit"]
        widgets = {"kind": forms.RadioSelect, "remit": forms.Textarea({"rows": 4})}
        help_texts = {
            "short_name": "What people call it, such as “LSCB”. Leave empty if there is none",
            "remit": "What it is there to do, in a sentence or two",
        }

    def __init__(self, *args, council, **kwargs):
        super().__init__(*args, **kwargs)
        self.council = self.instance.council = council
        self.others = list(council.bodies.exclude(pk=self.instance.pk))
        self.initial["aliases"] = "\n".join(self.instance.aliases)
        self.fields["reports_to"].queryset = council.bodies.exclude(pk=self.instance.pk)
        self.fields["reports_to"].empty_label = "None of the council’s bodies"
        self.fields["kind"].choices = Body.Kind.choices
        for name in ("name", "short_name"):
            self.fields[name].validators.append(can_be_seen)

    def clean_name(self):
        return self._not_taken(" ".join(self.cleaned_data["name"].split()))

    def clean_short_name(self):
        return self._not_taken(" ".join(self.cleaned_data["short_name"].split()))

    def clean_aliases(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["aliases"].splitlines()]
        names = list(dict.fromkeys(filter(None, lines)))
        for name in names:
            if len(name) > LONGEST_NAME:
                raise forms.ValidationError(f"Each name must be {LONGEST_NAME} characters or fewer")
            self._not_taken(name)
        return names

    def _not_taken(self, name):
        for body in self.others:
            if name and name.casefold() in [held.casefold() for held in body.names]:
                raise forms.ValidationError(f"“{name}” is already a name of {body.name}")
        return name

    def clean_reports_to(self):
        above = self.cleaned_data["reports_to"]
        by_key = {body.pk: body for body in self.others}
        step, passed = above, set()
        while step is not None and step.pk not in passed:
            passed.add(step.pk)
            if step.reports_to_id == self.instance.pk and self.instance.pk:
                raise forms.ValidationError(f"{above} reports to this body already")
            step = by_key.get(step.reports_to_id)
        return above

    def save(self, commit=True):
        if not self.instance.slug:
            self.instance.slug = self._free_slug()
        return super().save(commit)

    def _free_slug(self):
        wanted = slugify(self.instance.called)[:40] or "body"
        taken = {body.slug for body in self.others} | {"add"}
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in [wanted, *numbered] if slug not in taken)


class SeatForm(SeenForm):
    """A seat. Whoever sits is a person of the notice, so that they can read what they oversee."""

    class Meta:
        model = Seat
        fields = ["user", "office", "from_on", "until_on"]
        field_classes = {"from_on": DateField, "until_on": DateField}
        widgets = {"office": forms.RadioSelect}
        help_texts = {"until_on": "Leave empty while there is none. A past day ends the seat"}

    def __init__(self, *args, notice, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.body = self.instance.body = body
        self.fields["office"].choices = Seat.Office.choices
        if self.instance.pk:
            del self.fields["user"]
            return
        members = Member.objects.current(timezone.localdate()).filter(notice=notice)
        self.fields["user"].queryset = User.objects.filter(pk__in=members.values("user"))
        self.fields["user"].empty_label = "Choose a person"
        self.initial["from_on"] = timezone.localdate()

    def clean(self):
        data = super().clean()
        user = data.get("user") or (self.instance.user if self.instance.pk else None)
        first, last = data.get("from_on"), data.get("until_on")
        if user and first and self._sits_already(user, first, last):
            raise forms.ValidationError(f"{user} already has a seat on this body at that time")
        return data

    def _sits_already(self, user, first, last):
        others = self.body.seats.filter(user=user).exclude(pk=self.instance.pk)
        if self.instance.pk is None:
            # The same form sent twice asks for the same seat, which is given once.
            others = others.exclude(from_on=first, office=self.cleaned_data.get("office"))
        overlapping = others.current(first) | others.filter(from_on__gte=first)
        if last:
            overlapping = overlapping.filter(from_on__lte=last)
        return overlapping.exists()


class MeetingForm(SeenForm):
    """A day on which the body meets, and by when the leads are asked for an update before it."""

    class Meta:
        model = Meeting
        fields = ["meets_on", "updates_due_on", "is_cancelled"]
        field_classes = {"meets_on": DateField, "updates_due_on": DateField}
        labels = {"is_cancelled": "This meeting is cancelled"}
        help_texts = {
            "meets_on": "For example, 18 September 2026",
            "updates_due_on": (
                "From the moment you save, the leads of what the body oversees are asked for an "
                "update by this day. Leave it empty to ask nobody"
            ),
            "is_cancelled": "Nobody is then asked for an update before it. It stays in the record",
        }

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.body = self.instance.body = body
        if self.instance.pk is None:
            del self.fields["is_cancelled"]

    @property
    def is_cancelling(self):
        return "is_cancelled" in self.changed_data and self.cleaned_data["is_cancelled"]

    def clean(self):
        data = super().clean()
        meets_on, due_on = data.get("meets_on"), data.get("updates_due_on")
        if meets_on and self._is_taken(meets_on, due_on):
            self.add_error("meets_on", f"{self.body.called} already has a meeting on that day")
        if meets_on and due_on and due_on > meets_on:
            self.add_error(
                "updates_due_on", "Updates must be due on or before the day of the meeting"
            )
        return data

    def _is_taken(self, meets_on, due_on):
        others = self.body.meetings.filter(meets_on=meets_on).exclude(pk=self.instance.pk)
        if self.instance.pk is None:
            # The same form sent twice asks for the same meeting, which is written down once.
            others = others.exclude(updates_due_on=due_on, is_cancelled=False)
        return others.exists()


class MailForm(forms.ModelForm):
    """Which mails somebody wants."""

    class Meta:
        model = MailPreference
        fields = ["digest", "wants_reminders"]
        widgets = {"digest": forms.RadioSelect}
        labels = {
            "digest": "A digest of what is asked of you, due and overdue",
            "wants_reminders": "Remind me before a date",
        }
        help_texts = {
            "digest": "Nothing is sent when nothing is asked, due or overdue",
            "wants_reminders": (
                "14 and 3 days before an action is due, each week once it is overdue, 7 days "
                "before a next step is due, and 7 days and 1 day before an update is"
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["digest"].choices = MailPreference.Digest.choices


class ReadForm(forms.Form):
    """Up to when somebody has read what changed: when their page was made."""

    up_to = forms.DateTimeField(validators=[MinValueValidator(_EARLIEST)])


class OverseenForm(forms.Form):
    """What one body has to do with each of these actions. Only what was changed is written."""

    CHOICES = [("", "Does not oversee it"), *Oversight.Part.choices]

    def __init__(self, *args, actions, held, **kwargs):
        super().__init__(*args, **kwargs)
        self.actions = {f"action-{action.pk}": action for action in actions}
        for name, action in self.actions.items():
            self.fields[name] = forms.ChoiceField(
                label=action.ref,
                choices=self.CHOICES,
                required=False,
                initial=held.get(action.pk, ""),
                # What the page was shown with goes along, so that an answer that was left alone
                # never undoes what somebody else chose meanwhile.
                show_hidden_initial=True,
            )

    @property
    def rows(self):
        return [(action, self[name]) for name, action in self.actions.items()]

    @property
    def parts(self):
        return {self.actions[name]: self.cleaned_data[name] for name in self.changed_data}


class ProposalsForm(forms.Form):
    """An answer to each thing that was found. Nothing is chosen until a person chooses it."""

    def __init__(self, *args, proposals, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        self.bodies = {body.pk: body for body in bodies}
        self.held = [(str(body.pk), body.name) for body in bodies]
        if any(finding.is_question for one in proposals for finding in one.findings):
            self.fields["bare"] = forms.ChoiceField(
                label=f"Wherever you leave “{BARE}” open below, it means",
                choices=[("", "Decide each one"), *self.held],
                required=False,
            )
        for proposal in proposals:
            for finding in proposal.to_decide:
                self._ask(proposal, finding)
        self.not_held = self._ask_about_those_not_held()

    def _ask(self, proposal, finding):
        name = self._name(proposal, finding)
        if finding.is_question:
            self.fields[name] = forms.ChoiceField(
                label=f"Which body does {proposal.action.ref} mean?",
                choices=[DECIDE_LATER, *self.held, (NOT, "None of these")],
                required=False,
            )
            self.fields[f"{name}-part"] = forms.ChoiceField(
                label="What is its part?",
                choices=Oversight.Part.choices,
                required=False,
                initial=suggested_part(finding),
            )
            return
        self.fields[name] = forms.ChoiceField(
            label=f"{self.bodies[finding.body].name}: does it oversee {proposal.action.ref}?",
            choices=[DECIDE_LATER, *self._parts(finding), (NOT, "No: it is only named")],
            required=False,
        )

    def _parts(self, finding):
        suggested = suggested_part(finding)
        return [
            (value, f"{label} (suggested)" if value == suggested else label)
            for value, label in Oversight.Part.choices
        ]

    def _ask_about_those_not_held(self):
        """The words that name no body held -> the findings, with a box to leave them for good."""
        found = {}
        for proposal in self.proposals:
            for finding in proposal.not_held:
                found.setdefault(finding.words, []).append((proposal.action, finding))
        for words in found:
            self.fields[f"not-held-{slugify(words)}"] = forms.BooleanField(
                label="It does not oversee actions: do not ask again", required=False
            )
        return found

    @staticmethod
    def _name(proposal, finding):
        return f"{proposal.action.pk}-{finding.body or 'which'}"

    # For the page

    @property
    def sections(self):
        """(action, [(finding, body's name, its fields)]) where there is something to decide."""
        return [
            (proposal.action, [self._row(proposal, finding) for finding in proposal.to_decide])
            for proposal in self.proposals
            if proposal.to_decide
        ]

    def _row(self, proposal, finding):
        name = self._name(proposal, finding)
        names = [name, f"{name}-part"] if finding.is_question else [name]
        body = self.bodies.get(finding.body)
        return finding, body.name if body else "", [self[name] for name in names]

    @property
    def bare(self):
        return self["bare"] if "bare" in self.fields else None

    @property
    def has_suggestions(self):
        return any(not finding.is_question for one in self.proposals for finding in one.to_decide)

    @property
    def unknown(self):
        return [
            (words, found, self[f"not-held-{slugify(words)}"])
            for words, found in self.not_held.items()
        ]

    # What was answered

    def decisions(self, accept_the_rest=False):
        """The answers. With `accept_the_rest`, bodies left open get the part that was suggested."""
        for proposal in self.proposals:
            for finding in proposal.to_decide:
                yield from self._decision(proposal, finding, accept_the_rest)
        for words, found in self.not_held.items():
            if self.cleaned_data[f"not-held-{slugify(words)}"]:
                yield from (Decision(action, words) for action, _ in found)

    def _decision(self, proposal, finding, accept_the_rest):
        name = self._name(proposal, finding)
        answer = self.cleaned_data[name]
        if finding.is_question:
            answer = answer or self.cleaned_data["bare"]
            if answer == NOT:
                yield Decision(proposal.action, finding.words)
            elif answer:
                part = self.cleaned_data[f"{name}-part"] or suggested_part(finding)
                yield Decision(proposal.action, finding.words, self.bodies[int(answer)], part)
            return
        body = self.bodies[finding.body]
        if answer == NOT:
            yield Decision(proposal.action, finding.words, body)
        elif answer or accept_the_rest:
            part = answer or suggested_part(finding)
            yield Decision(proposal.action, finding.words, body, part)
