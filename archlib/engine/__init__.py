"""The only place where time passes: a topology and a scenario become tables, the kernel plays them, a Run comes out."""

from archlib.engine.replay import replay
from archlib.engine.simulate import simulate
from archlib.engine.warm import warm

__all__ = ["replay", "simulate", "warm"]
