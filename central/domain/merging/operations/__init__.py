"""Changes of possible duplicates and mergings."""

from central.domain.merging.operations.deciding import dismiss_pair, propose_pair_again
from central.domain.merging.operations.merging import merge_persons
from central.domain.merging.operations.undoing import undo_merge

__all__ = ["dismiss_pair", "merge_persons", "propose_pair_again", "undo_merge"]
