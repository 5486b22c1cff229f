"""What the page of one action shows: its rows, and what it takes over from other actions."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone
from django.utils.text import get_text_list

from actions.evidence_pages import ActionEvidence
from actions.importing.origin import place_in_words, sheet_of
from actions.inheritance import Graph, Link, inherited
from actions.models import Action, CrossReference, NextStep, ProgressItem
from actions.permissions import can_decide_date, may_decide
from improvement.written_once import AnyReader, Given, WrittenOnce, given_for

PROGRESS, STEPS = CrossReference.Field.PROGRESS, CrossReference.Field.NEXT_STEPS
BY_HAND = CrossReference.Field.BY_HAND
_IN_FIELD = {
    CrossReference.Field.WORDING: "in its wording",
    PROGRESS: "in its progress",
    STEPS: "in its next steps",
    BY_HAND: "by a link made by hand",
}


_AROUND = WrittenOnce(
    lambda: (
        CrossReference.objects.around(Given("action"))
        .shown()
        .with_what_is_visible_to(AnyReader)
        .with_target_changed_at()
        .select_related("action__notice", "target__notice")
    )
)


# These stand in an app above this one, and lead here.
_OVERSIGHTS = WrittenOnce(
    lambda: (
        Action._meta.get_field("oversights")
        .related_model.objects.filter(action=Given("action"))
        .in_force()
        .with_chair(AnyReader, AnyReader.today)
        .select_related("body")
    )
)


def _of_one_of(actions):
    """Of one of so many actions; the first is the one whose page it is."""
    return reduce(or_, (Q(action=Given(f"action_{number}")) for number in range(actions)))


_PROGRESS = WrittenOnce(
    lambda actions: (
        ProgressItem.objects.shown()
        .filter(_of_one_of(actions))
        .with_origin()
        .select_related("came_from_step")
    )
)
_STEPS = WrittenOnce(
    lambda actions: (
        NextStep.objects.filter(_of_one_of(actions))
        .open_or_of(Given("action_0"))
        .with_origin()
        .select_related("owner")
    )
)


@dataclass(frozen=True)
class Source:
    """An action that another takes over from, as its panel names it."""

    action: Action
    changed_at: datetime | None
    is_of_another_notice: bool


class ActionPage:
    """Loads everything beside the action itself in four queries, however long its chains are."""

    def __init__(self, action, user, *, shows_inherited=True):
        self.action = action
        if action.imported_in:
            action.imported_in.notice = action.notice
        self.shows_inherited = shows_inherited
        reader = given_for(user, timezone.localdate())
        self._references = _AROUND.rows(action=action.pk, **reader)
        self._sources = {
            reference.target_id: self._source(reference)
            for reference in self._references
            if reference.sees_target
        }
        shown = {f"action_{n}": key for n, key in enumerate([action.pk, *self._sources])}
        self._progress = _PROGRESS.rows(len(shown), **shown)
        self._steps = _STEPS.rows(len(shown), **shown)
        self.evidence = ActionEvidence(action, user)
        self.evidence.stand_beneath(self._progress, self._steps)
        graph = self._make_graph()
        self._panels = {field: inherited(graph, action.pk, field) for field in (PROGRESS, STEPS)}
        oversights = _OVERSIGHTS.rows(action=action.pk, **reader)
        self.bodies = [
            {
                "body": oversight.body,
                "part": oversight.get_part_display(),
                "url": oversight.body.url_on(action.notice),
            }
            for oversight in oversights
        ]
        chairs = any(oversight.is_chaired_by_reader for oversight in oversights)
        self.may_decide = may_decide(user, action, chairs=chairs)
        self.may_decide_date = can_decide_date(user, action, chairs=chairs)

    @property
    def progress(self):
        """(item, panels of what it takes over) in the document's order."""
        panels = self._panels[PROGRESS]
        return [(item, panels.get(item.pk, ())) for item in self._own(self._progress)]

    @property
    def steps_open(self):
        panels = self._panels[STEPS]
        return [(step, panels.get(step.pk, ())) for step in self._own(self._steps) if step.is_open]

    @property
    def progress_by_hand(self):
        """The panels of what no item names, but a person linked."""
        return self._panels[PROGRESS].get(None, ())

    @property
    def steps_by_hand(self):
        return self._panels[STEPS].get(None, ())

    @property
    def takes_over(self):
        """Whether items of other actions are shown, or would be if they were not hidden."""
        panels = [one for of in self._panels.values() for some in of.values() for one in some]
        return any(not (self.shows_inherited and panel.is_folded) for panel in panels)

    @property
    def refers(self):
        """Whether this action refers to another, or another to it."""
        return any(reference.sees_source for reference in self._references)

    @property
    def notes_by_hand(self):
        """(the action linked by hand, why) where that was said and the reader sees it."""
        return [
            (reference.target, reference.words)
            for reference in self._made
            if reference.field == BY_HAND and reference.sees_target and reference.words
        ]

    @property
    def steps_over(self):
        return [step for step in self._own(self._steps) if not step.is_open]

    @property
    def place(self):
        """The sheet and rows that the action itself came from, in words."""
        rows = self.action.imported_rows
        said = f"row{'s' if len(rows) > 1 else ''} {get_text_list(rows, 'and')}" if rows else ""
        sheet = place_in_words(sheet_of(self.action.imported_in.layout))
        return ", ".join(filter(None, [sheet, said]))

    @property
    def origins(self):
        """(kind of item, its text, the file, sheet and row it came from) of those of a file."""
        own = [("Progress", item) for item in self._own(self._progress)]
        own += [("Next step", step) for step in self._own(self._steps)]
        return [(kind, item.text, _origin(item)) for kind, item in own if item.imported_in]

    @property
    def wording_refers_to(self):
        """The actions that the wording itself names."""
        return [
            reference.target
            for reference in self._made
            if reference.field == CrossReference.Field.WORDING and reference.sees_target
        ]

    @property
    def leads_nowhere(self):
        """The references that lead to nothing this person can read: (words, why), each once."""
        named = {}
        for reference in self._made:
            if not reference.sees_target:
                # Nothing stands for an action of a plan that is not theirs to read.
                ref = None if reference.target_id else reference.plan_ref
                named.setdefault(reference.words, []).append(ref)
        return [(words, self._why_nowhere(refs)) for words, refs in named.items()]

    @property
    def relied_on_by(self):
        """(action that takes over from this one, the fields that say so), each once, in order."""
        fields = {}
        for reference in self._references:
            if reference.target_id == self.action.pk and reference.sees_source:
                named = fields.setdefault(reference.action, [])
                if (said := _IN_FIELD[reference.field]) not in named:
                    named.append(said)
        in_order = sorted(fields, key=lambda action: (action.notice_id, action.sort_key))
        return [(action, get_text_list(fields[action], "and")) for action in in_order]

    @property
    def _made(self):
        return [
            reference for reference in self._references if reference.action_id == self.action.pk
        ]

    def _own(self, items):
        return [item for item in items if item.action_id == self.action.pk]

    def _source(self, reference):
        return Source(
            action=reference.target,
            changed_at=reference.target_changed_at,
            is_of_another_notice=reference.target.notice_id != self.action.notice_id,
        )

    def _make_graph(self):
        items = {}
        for item in self._progress:
            items.setdefault((item.action_id, PROGRESS), []).append(item)
        for step in self._steps:
            if step.is_open:
                items.setdefault((step.action_id, STEPS), []).append(step)
        links = [
            Link(
                source=reference.action_id,
                field=field,
                item=reference.progress_item_id or reference.next_step_id,
                words=reference.words,
                target=reference.target_id if reference.sees_target else None,
                shows=reference.shows_items and self.shows_inherited,
            )
            for reference in self._references
            # What is linked by hand takes over both.
            for field in ((PROGRESS, STEPS) if reference.field == BY_HAND else (reference.field,))
        ]
        return Graph(actions=self._sources, items=items, links=links)

    def _why_nowhere(self, refs):
        """A reader who may not see a target learns no more than the words printed here."""
        prefix = self.action.notice.ref_prefix
        named = [ref for ref in refs if ref]
        own = [ref for ref in named if prefix and ref.startswith(prefix)]
        others = [ref for ref in named if ref not in own]
        verbs = "is" if len(others) == 1 else "are"
        found = []
        if others:
            found.append(f"{get_text_list(others, 'and')} {verbs} in a plan that is not held here.")
        if own:
            found.append(f"There is no {get_text_list(own, 'or')} in this register.")
        if None in refs:
            what = "The rest" if named else "This"
            found.append(f"{what} refers to a plan that you have no role on.")
        return " ".join(found)


def _origin(item):
    place = place_in_words(sheet_of(item.imported_in.layout), item.imported_row)
    return ", ".join(filter(None, [str(item.imported_in), place]))
