"""Our own rows. What a folder `from_2_50` holds is for the editions from 2.50 on, what `up_to_2_41` holds for those up to 2.41."""

from __future__ import annotations

import re


def is_for(folder: str, edition: tuple[int, ...]) -> bool:
    """Whether what a folder of that name holds is for that edition, `(2, 50)`."""
    found = re.fullmatch(r'(from|up_to)_(\d+)_(\d+)', folder)
    bound = (int(found[2]), int(found[3])) if found else edition
    return edition >= bound if not found or found[1] == 'from' else edition <= bound
