"""Labels: words of the hotel's own that conversations are sorted by."""

from uuid import UUID

from backend.errors import Conflict, NotFound
from backend.features.audit.service import record
from backend.features.labels import repository
from backend.features.labels.schemas import LabelInput, LabelPatch, LabelView
from backend.models import Label
from backend.work import Work


async def list_labels(work: Work) -> list[LabelView]:
    """By name."""
    return [_view(row) for row in await repository.list_labels(work)]


async def get_label(work: Work, label_id: UUID) -> LabelView:
    return _view(await find_label(work, label_id))


async def add_label(work: Work, data: LabelInput) -> LabelView:
    """Raises Conflict for a name that is taken."""
    await _keep_free(work, data.name)
    row = Label(hotel_id=work.hotel_id, name=data.name, colour=data.colour)
    work.session.add(row)
    await work.session.flush()
    await record(work, "label.create", subject=str(row.id), detail={"name": row.name})
    return _view(row)


async def update_label(work: Work, label_id: UUID, patch: LabelPatch) -> LabelView:
    row = await find_label(work, label_id)
    if patch.name is not None and patch.name.lower() != row.name.lower():
        await _keep_free(work, patch.name)
    row.name, row.colour = patch.name or row.name, patch.colour or row.colour
    await work.session.flush()
    detail = patch.model_dump(mode="json", exclude_unset=True)
    await record(work, "label.update", subject=str(row.id), detail=detail)
    return _view(row)


async def remove_label(work: Work, label_id: UUID) -> None:
    """It is gone from every conversation as well."""
    row = await find_label(work, label_id)
    await work.session.delete(row)
    await work.session.flush()
    await record(work, "label.delete", subject=str(row.id), detail={"name": row.name})


async def put_on(work: Work, conversation_id: UUID, label_id: UUID) -> Label | None:
    """None: it carried the label already. Raises NotFound."""
    row = await find_label(work, label_id)
    return row if await repository.put_on(work, conversation_id, label_id) else None


async def take_off(work: Work, conversation_id: UUID, label_id: UUID) -> Label | None:
    """None: it did not carry the label. Raises NotFound."""
    row = await find_label(work, label_id)
    return row if await repository.take_off(work, conversation_id, label_id) else None


async def find_label(work: Work, label_id: UUID) -> Label:
    row = await repository.get_label(work, label_id)
    if row is None:
        raise NotFound("There is no such label.")
    return row


async def _keep_free(work: Work, name: str) -> None:
    if await repository.label_named(work, name) is not None:
        raise Conflict("There is a label of this name already.")


def _view(row: Label) -> LabelView:
    return LabelView(id=row.id, name=row.name, colour=row.colour)
