"""Who is at what right now: kept in memory by each process, told over the bus, soon forgotten."""

import threading
import time
from dataclasses import dataclass

STAYS_SECONDS = 45.0
"""How long a sign of life holds; browsers send one every 20 s."""
MOST_PLACES = 5000


@dataclass(frozen=True, slots=True)
class Watcher:
    """A person at a place, reading or writing."""

    person_id: int
    name: str
    is_writing: bool


class Presence:
    """The persons at each place (the id of a protocol); used by several threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.places: dict[int, dict[int, tuple[Watcher, float]]] = {}

    def note(self, place: int, watcher: Watcher, *, is_gone: bool = False) -> bool:
        """Take in a sign of life, or of leaving; answers whether others see a difference."""
        with self.lock:
            here = self.places.get(place, {})
            before = here.get(watcher.person_id)
            if is_gone:
                here.pop(watcher.person_id, None)
            elif before or len(self.places) < MOST_PLACES:
                here[watcher.person_id] = watcher, time.monotonic()
            if here:
                self.places[place] = here
            else:
                self.places.pop(place, None)
            after = here.get(watcher.person_id)
            return (before and before[0]) != (after and after[0])

    def at(self, place: int) -> list[Watcher]:
        """Who is at a place, who writes first, then by name."""
        limit = time.monotonic() - STAYS_SECONDS
        with self.lock:
            found = [one for one, seen in self.places.get(place, {}).values() if seen > limit]
        return sorted(found, key=lambda one: (not one.is_writing, one.name, one.person_id))

    def expire(self) -> list[int]:
        """Forget whoever gave no sign for too long; answers the places where somebody went."""
        limit = time.monotonic() - STAYS_SECONDS
        left = []
        with self.lock:
            for place, here in list(self.places.items()):
                kept = {pk: told for pk, told in here.items() if told[1] > limit}
                if len(kept) < len(here):
                    left.append(place)
                    if kept:
                        self.places[place] = kept
                    else:
                        del self.places[place]
        return left
