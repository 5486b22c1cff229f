"""The versions that tell what happened to one action, as far as each of its pages tells it."""

from dataclasses import dataclass

from actions.models import (
    Action,
    Contributor,
    CrossReference,
    DateChange,
    DeclinedReference,
    Evidence,
    EvidenceCheck,
    EvidenceFile,
    NextStep,
    NoChange,
    ProgressItem,
)
from improvement.history import TimelineOf
from improvement.written_once import Given

_ACTION = Given("action")


def _of_its_items():
    yield Action.history.filter(id=_ACTION)
    yield ProgressItem.history.filter(action_id=_ACTION)
    yield NextStep.history.filter(action_id=_ACTION)


def _of_all_that_hangs_on_it(reads_restricted):
    yield from _of_its_items()
    yield Contributor.history.filter(action_id=_ACTION)
    yield CrossReference.history.filter(action_id=_ACTION)
    yield DeclinedReference.history.filter(action_id=_ACTION)
    yield NoChange.history.filter(action_id=_ACTION)
    yield from _of_evidence(reads_restricted)
    yield DateChange.history.filter(action_id=_ACTION)
    # These stand in an app above this one, and lead here.
    for name in ("decisions", "oversights"):
        above = Action._meta.get_field(name).related_model
        yield above.history.filter(action_id=_ACTION)


def _of_evidence(reads_restricted):
    """Of what is or was restricted only where the reader reads that."""
    pieces = Evidence.objects.filter(action=_ACTION).order_by()
    if not reads_restricted:
        pieces = pieces.filter(was_restricted=False)
    keys = pieces.values("pk")
    yield Evidence.history.filter(id__in=keys)
    yield EvidenceFile.history.filter(evidence_id__in=keys)
    yield EvidenceCheck.history.filter(evidence_id__in=keys)


def _of_one(item):
    yield _ITEMS[item].history.filter(action_id=_ACTION, id=Given("item"))


_ITEMS = {"progress": ProgressItem, "step": NextStep}
# Asked with `action`, the key of one; the whole also with whether what is restricted is read.
OF_ITS_ITEMS = TimelineOf(_of_its_items)
OF_ALL_THAT_HANGS_ON_IT = TimelineOf(_of_all_that_hangs_on_it)
# Asked with which kind of item, and with `action` and `item`, their keys.
OF_ONE_ITEM = TimelineOf(_of_one)


@dataclass(frozen=True)
class ItemOfAction:
    """An item whose history can be read by itself, and how an address says which."""

    said: str
    kind: str
    key: int
    text: str

    @property
    def called(self) -> str:
        """Such as “Next step “Hold three workshops””."""
        return f"{str(_ITEMS[self.kind]._meta.verbose_name).capitalize()} “{self.text}”"


def items_of(action: Action) -> list[ItemOfAction]:
    """Every item that the action has, those that were withdrawn among them. Two queries."""
    return [
        ItemOfAction(f"{kind}-{key}", kind, key, text)
        for kind, model in _ITEMS.items()
        for key, text in model.objects.filter(action=action).values_list("pk", "text")
    ]
