"""What a person says of the references of one action: all on one page, saved at once."""

from django import forms
from django.utils.text import Truncator

from actions import services
from actions.action_references import Field
from actions.models import Action
from actions.references import canonical_ref
from improvement.gds.widgets import SmallRadios

LATER, NONE, ELSEWHERE = "", "none", "elsewhere"
NOT_SAID = "Answered what refers to other actions"


class ReferencesForm(forms.Form):
    """An answer to each offer, and what becomes of each link. Nothing is chosen beforehand."""

    ref = forms.CharField(
        label="Reference of the other action",
        help_text="For example, IN2. Leave it empty to add no link",
        max_length=30,
        required=False,
    )
    plan = forms.ModelChoiceField(None, label="Of which plan?", required=False, empty_label=None)
    note = forms.CharField(
        label="Why does this action rely on it?",
        help_text="You can leave this empty",
        max_length=300,
        required=False,
    )
    shows_items = forms.BooleanField(
        label="Show its progress and next steps on the page of this action",
        required=False,
        initial=True,
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Needed where you remove a link. It stays in the history",
        max_length=1000,
        required=False,
    )

    def __init__(self, *args, held, **kwargs):
        super().__init__(*args, **kwargs)
        self.held, self.action = held, held.action
        self.offers = {f"offer-{offer.key}": offer for offer in held.offers}
        self.links = {link.pk: link for link in [*held.made, *held.leading_nowhere]}
        self.declined = {f"again-{declined.pk}": declined for declined in held.declined}
        for name, offer in self.offers.items():
            self.fields[name] = self._question(offer)
        for link in self.links.values():
            self._ask_about(link)
        for name, declined in self.declined.items():
            said = f"Ask again about “{declined.words}”"
            self.fields[name] = forms.BooleanField(label=said, required=False)
        self._offer_plans(held.plans)

    def _question(self, offer):
        found = self.held.targets.get(offer.ref, [])
        choices = [(LATER, "Decide later"), *((target.pk, self._named(target)) for target in found)]
        if not found:
            choices.append((ELSEWHERE, f"Yes: {offer.ref} is in another plan"))
        return forms.ChoiceField(
            label=f"Does “{offer.words}” refer to {offer.ref}?",
            choices=[*choices, (NONE, "No: it is no reference")],
            widget=SmallRadios,
            required=False,
        )

    def _named(self, target):
        of = "" if target.notice_id == self.action.notice_id else f" of {target.notice.title}"
        return f"Link it to {target.ref}{of}: {Truncator(target.wording).chars(90)}"

    def _ask_about(self, link):
        found = self.held.targets.get(link.plan_ref, []) if link.plan_ref else []
        found = [target for target in found if target.pk != self.action.pk]
        if found:
            self.fields[f"means-{link.pk}"] = forms.ChoiceField(
                label=f"Which {link.plan_ref} is meant?",
                choices=[(LATER, "Decide later")] + [(one.pk, self._named(one)) for one in found],
                widget=SmallRadios,
                required=False,
            )
        if link.target_id and link.field != Field.WORDING:
            # A box for what it would change, so that one left alone never undoes what somebody
            # else chose meanwhile.
            name, label = self._switch(link)
            self.fields[name] = forms.BooleanField(label=label, required=False)
        self.fields[f"remove-{link.pk}"] = forms.BooleanField(
            label=f"Remove the link of “{Truncator(link).chars(60)}”", required=False
        )

    @staticmethod
    def _switch(link):
        if link.shows_items:
            return f"fold-{link.pk}", "Stop showing here what is recorded there"
        return f"show-{link.pk}", "Show here what is recorded there"

    def _offer_plans(self, plans):
        if len(plans) == 1:
            del self.fields["plan"]
            return
        self.fields["plan"].queryset = type(plans[0]).objects.filter(
            pk__in=[plan.pk for plan in plans]
        )
        self.initial["plan"] = self.action.notice_id

    # For the page

    @property
    def questions(self):
        """(offer, its radios)"""
        return [(offer, self[name]) for name, offer in self.offers.items()]

    @property
    def made(self):
        """(link, its boxes) of each that leads to an action."""
        return [(link, self._boxes(link)) for link in self.held.made]

    @property
    def leading_nowhere(self):
        return [(link, self._boxes(link)) for link in self.held.leading_nowhere]

    @property
    def answered_no(self):
        return [self[name] for name in self.declined]

    @property
    def by_hand(self):
        return [
            self[name] for name in ("ref", "plan", "note", "shows_items") if name in self.fields
        ]

    def _boxes(self, link):
        names = [f"means-{link.pk}", self._switch(link)[0], f"remove-{link.pk}"]
        return [self[name] for name in names if name in self.fields]

    # What was answered

    def clean(self):
        data = super().clean()
        self.target = self._target(data)
        if self._removed and not data.get("reason"):
            self.add_error("reason", "Say why you remove the link")
        return data

    def _target(self, data):
        """The action to link by hand, or None."""
        typed = data.get("ref", "")
        if not typed:
            if data.get("note"):
                self.add_error("ref", "Enter the reference of the action that this one relies on")
            return None
        plan = data.get("plan") or self.action.notice
        actions = Action.objects.standing().filter(notice=plan).select_related("notice")
        found = actions.filter(ref__in={typed, canonical_ref(typed) or typed}).first()
        if found is None:
            self.add_error("ref", f"There is no {typed} in {plan}. Check the reference")
        elif found.pk == self.action.pk:
            self.add_error("ref", f"{found.ref} cannot be linked to itself")
        elif self.action.references_made.filter(field=Field.BY_HAND, target=found).exists():
            self.add_error("ref", f"{found.ref} is linked by hand already")
        else:
            return found
        return None

    @property
    def _removed(self):
        return [link for pk, link in self.links.items() if self.cleaned_data.get(f"remove-{pk}")]

    def save(self, *, by):
        """Write every answer, inside one act. Says whether there was any."""
        said = {"by": by, "reason": self.cleaned_data["reason"] or NOT_SAID}
        done = [
            *self._answer_offers(said),
            *self._change_links(said),
            *self._link_by_hand(said),
        ]
        return any(done)

    def _answer_offers(self, said):
        for name, offer in self.offers.items():
            answer = self.cleaned_data[name]
            if answer == NONE:
                about = {"action": self.action, "words": offer.words, "ref": offer.ref}
                services.decline(**about, **said)
            elif answer:
                found = {str(one.pk): one for one in self.held.targets.get(offer.ref, [])}
                target = found.get(answer)
                services.make_reference(action=self.action, offer=offer, target=target, **said)
            yield bool(answer)
        for name, declined in self.declined.items():
            if self.cleaned_data[name]:
                services.ask_again(declined=declined, **said)
                yield True

    def _change_links(self, said):
        removed = self._removed
        for link in self.links.values():
            if link in removed:
                services.remove_reference(reference=link, **said)
                yield True
                continue
            if target := self.cleaned_data.get(f"means-{link.pk}"):
                found = {str(one.pk): one for one in self.held.targets[link.plan_ref]}
                services.point_at(reference=link, target=found[target], **said)
                yield True
            if self.cleaned_data.get(self._switch(link)[0]):
                services.switch_items(reference=link, shows_items=not link.shows_items, **said)
                yield True

    def _link_by_hand(self, said):
        if self.target is not None:
            services.make_by_hand(
                action=self.action,
                target=self.target,
                note=self.cleaned_data["note"],
                shows_items=self.cleaned_data["shows_items"],
                **said,
            )
            yield True
