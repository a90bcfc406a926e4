"""Who decides: at each tick the manager counts messages, asks the policy, and launches or dismisses workers."""

import math

from archlib.engine.guard import Trouble, guarded
from archlib.engine.wrong import policy_error
from archlib.live.messages import Counts
from archlib.live.site import Site
from archlib.live.worker import Worker
from archlib.topology import Fleet, OwnPolicy

NOTHING = Counts(0, 0, 0.0)  # what is known before the first count has come


def a_worker_a_message(visible: int, in_flight: int, workers: int, oldest_s: float) -> int:
    """Return as many workers as there are messages: the policy "ceil" with a target of one."""
    return visible + in_flight


class Manager:
    """Keeps the size of a fleet.

    It does what `archlib.topology.Scaling` says of ticks, of the age of a count, of bounds and of idle time. A cooldown
    and a scale-in that ends busy workers are left out.
    """

    def __init__(self, site: Site, fleet: Fleet) -> None:
        self.site, self.fleet, self.rules = site, fleet, fleet.scaling
        self.workers: list[Worker] = []
        self._launched = 0
        self._troubles: list[Trouble] = []
        self._desired = guarded(self.rules.own or OwnPolicy(a_worker_a_message), self._troubles)

    def all(self) -> None:
        """Decide at every tick, the first at 0, until everything ends."""
        late = math.ceil(self.rules.metric_delay_s / self.rules.tick_s)
        counted: list[Counts] = []
        while self.site.clock.until(len(counted) * self.rules.tick_s):
            counted.append(self.site.queue.counts(self.site.clock.now_s))
            known = counted[-1 - late] if len(counted) > late else NOTHING
            self._resize(self._wanted(known))

    def _wanted(self, known: Counts) -> int:
        """Ask the policy; a PolicyError says how it failed."""
        wanted = self._desired(known.visible, known.in_flight, len(self.workers), known.oldest_s)
        if self._troubles:
            raise policy_error(self._troubles[0], self.site.clock.now_s, 0.0)
        return min(max(wanted, self.fleet.min_size), self.fleet.max_size)

    def _resize(self, wanted: int) -> None:
        while len(self.workers) < wanted:
            self._launched += 1
            worker = Worker(self.site, self._launched, self.fleet.boot_s + self.fleet.app_start_s)
            self.workers.append(worker)
            self.site.journal.launched.append(self.site.clock.now_s)
            worker.start()
        while len(self.workers) > wanted:
            ended = self.site.dismiss(self.rules.idle_s)
            if ended is None:
                return
            self.workers.remove(ended)
            self.site.journal.ended.append(self.site.clock.now_s)
