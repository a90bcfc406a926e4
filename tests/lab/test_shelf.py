import gc

from archlib.lab.choices import Choices
from archlib.lab.desk import Desk
from archlib.lab.panel import Panel
from archlib.lab.runner import Runner
from archlib.lab.shelf import Shelf
from archlib.lab.topic import Topic


class Holder:
    """Remembers so many bytes."""

    def __init__(self, nbytes: int) -> None:
        self.nbytes = nbytes

    def forget(self) -> None:
        self.nbytes = 0


def test_who_was_used_longest_ago_forgets_first() -> None:
    shelf, holders = Shelf(most_bytes=25), [Holder(10) for _ in range(3)]
    for i in (0, 1, 0, 2):
        shelf.used(holders[i])
    assert [one.nbytes for one in holders] == [10, 0, 10]


def test_who_is_used_now_keeps_its_runs_however_large() -> None:
    shelf, small, large = Shelf(most_bytes=25), Holder(10), Holder(100)
    shelf.used(small)
    shelf.used(large)
    assert (small.nbytes, large.nbytes) == (0, 100)


def test_what_is_gone_counts_no_longer() -> None:
    shelf, kept = Shelf(most_bytes=25), Holder(10)
    shelf.used(kept)
    gone = Holder(10)
    shelf.used(gone)
    del gone
    gc.collect()
    shelf.used(Holder(15))
    assert kept.nbytes == 10


def test_what_a_runner_has_forgotten_it_runs_again_and_gets_the_same(choices: Choices) -> None:
    shelf = Shelf(most_bytes=0)
    first, second = Runner(shelf), Runner(shelf)
    before = first.compare(choices)
    assert first.nbytes > before.runs[0].trace.nbytes > 0
    second.compare(choices)
    assert first.nbytes == 0
    again = first.compare(choices)
    assert again.runs[0] is not before.runs[0]
    assert again.runs[0].trace.ready.tobytes() == before.runs[0].trace.ready.tobytes()


def test_a_panel_that_has_forgotten_its_runs_still_pins_and_moves(choices: Choices) -> None:
    desk = Desk(choices)
    desk.edit({"load.days": "2"})
    (name, one), *_ = desk.choices.architectures.items()
    panel = Panel(Choices(desk.choices.load, {name: one}), Topic(("bill",), pins=True))
    panel.runner.forget()
    panel._act("pin")
    panel._edit({"load.days": "3"})
    assert len(panel.comparison.runs) == 2
    assert "Nothing has been changed" not in panel.pictures["versus"].sentence
