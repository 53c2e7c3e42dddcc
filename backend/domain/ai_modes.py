"""What the AI may do for one guest: the hotel's mode, or less where the hotel wants a person."""

from backend.domain.words import AiMode


def mode_for(hotel: AiMode, *, vip: bool, drafts_for_vips: bool) -> AiMode:
    """An exception only ever takes away: a hotel with the AI off has it off for every guest."""
    if hotel is AiMode.AUTO and vip and drafts_for_vips:
        return AiMode.DRAFT
    return hotel
