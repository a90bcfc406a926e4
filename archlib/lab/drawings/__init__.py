"""The drawing of a topology, laid out by what calls what, in which a run can be played."""

from archlib.architectures import Architecture
from archlib.errors import ParameterError
from archlib.lab.drawings.widget import Drawing, title_of
from archlib.outcome import Run
from archlib.topology import Topology

__all__ = ["Drawing", "drawing"]


def drawing(what: Topology | Architecture | Run, job: int | None = None, *, parts: bool = False) -> Drawing:
    """Return the drawing of a topology, an architecture or a run; a run can be played.

    Parameters
    ----------
    what : what is drawn
    job : the number of a video that is followed from the beginning; a run only
    parts : whether each service is marked as producer or consumer of messages, or as both

    Raises
    ------
    ParameterError
        for something else, or for a video that the run has not
    """
    if isinstance(what, Run):
        return Drawing(what.topology, title_of(what.label, what.topology), what, job, parts=parts)
    if isinstance(what, Architecture):
        return Drawing(what.built, title_of(what.kind, what.built), job=job, parts=parts)
    if isinstance(what, Topology):
        return Drawing(what, title_of("Topology", what), job=job, parts=parts)
    raise ParameterError(
        f"drawing(what={what!r:.60}) is refused: it draws a Topology, an Architecture or a Run. "
        "Give one, such as al.Monolith()"
    )
