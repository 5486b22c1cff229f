"""What the page of one action shows: its rows, and what it takes over from other actions."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import get_text_list

from actions.importing.origin import place_in_words, sheet_of
from actions.inheritance import Graph, Link, inherited
from actions.models import Action, CrossReference, NextStep, ProgressItem

PROGRESS, STEPS = CrossReference.Field.PROGRESS, CrossReference.Field.NEXT_STEPS


@dataclass(frozen=True)
class Source:
    """An action that another takes over from, as its panel names it."""

    action: Action
    changed_at: datetime | None
    is_of_another_notice: bool


class ActionPage:
    """Loads everything beside the action itself in four queries, however long its chains are."""

    def __init__(self, action, user):
        self.action = action
        self._references = list(
            CrossReference.objects.around(action)
            .shown()
            .with_what_is_visible_to(user)
            .with_target_changed_at()
            .select_related("action__notice", "target__notice")
        )
        self._sources = {
            reference.target_id: self._source(reference)
            for reference in self._references
            if reference.sees_target
        }
        shown = [action.pk, *self._sources]
        self._progress = list(ProgressItem.objects.shown().filter(action__in=shown).with_origin())
        steps = NextStep.objects.filter(action__in=shown).open_or_of(action)
        self._steps = list(steps.with_origin().select_related("owner"))
        self._graph = self._make_graph()
        self.bodies = [
            {
                "body": oversight.body,
                "part": oversight.get_part_display(),
                "url": oversight.body.url_on(action.notice),
            }
            for oversight in action.oversights.in_force().select_related("body")
        ]

    @property
    def progress(self):
        """(item, panels of what it takes over) in the document's order."""
        panels = inherited(self._graph, self.action.pk, PROGRESS)
        return [(item, panels.get(item.pk, ())) for item in self._own(self._progress)]

    @property
    def steps_open(self):
        panels = inherited(self._graph, self.action.pk, STEPS)
        return [(step, panels.get(step.pk, ())) for step in self._own(self._steps) if step.is_open]

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
                refs = named.setdefault(reference.words, [])
                if reference.plan_ref:
                    refs.append(reference.plan_ref)
        return [(words, self._why_nowhere(refs)) for words, refs in named.items()]

    @property
    def relied_on_by(self):
        """The actions that take over from this one, each once, in order."""
        actions = {
            reference.action_id: reference.action
            for reference in self._references
            if reference.target_id == self.action.pk and reference.sees_source
        }
        return sorted(actions.values(), key=lambda action: (action.notice_id, action.sort_key))

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
                field=reference.field,
                item=reference.progress_item_id or reference.next_step_id,
                words=reference.words,
                target=reference.target_id if reference.sees_target else None,
            )
            for reference in self._references
        ]
        return Graph(actions=self._sources, items=items, links=links)

    def _why_nowhere(self, refs):
        """A reader who may not see a target learns no more than the words printed here."""
        prefix = self.action.notice.ref_prefix
        own = [ref for ref in refs if prefix and ref.startswith(prefix)]
        others = [ref for ref in refs if ref not in own]
        verbs = "is" if len(others) == 1 else "are"
        found = []
        if others:
            found.append(f"{get_text_list(others, 'and')} {verbs} in a plan that is not held here.")
        if own:
            found.append(f"There is no {get_text_list(own, 'or')} in this register.")
        return " ".join(found)


def _origin(item):
    place = place_in_words(sheet_of(item.imported_in.layout), item.imported_row)
    return ", ".join(filter(None, [str(item.imported_in), place]))
