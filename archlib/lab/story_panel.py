"""The notes' story of three messages in the page: a step at a time, every one an event of a real run."""

import json
from html import escape
from typing import Any

import anywidget
import traitlets

from archlib.course.cast import Cast
from archlib.course.claims import claims
from archlib.course.steps import Step, steps
from archlib.course.stories import STORIES, Staged, told
from archlib.errors import ParameterError, nearest
from archlib.lab.assets import STATIC, module
from archlib.lab.gate import Gate, behind
from archlib.lab.told import Told
from archlib.lab.warmth import warmed

WORDS = {c.id: c.claim for c in claims()}


class StoryWidget(Told, anywidget.AnyWidget):
    """Shows a story of messages, step by step.

    Attributes
    ----------
    scene : the story's name in `archlib.course.stories.STORIES`
    steps : its steps
    at : the step that is shown, from 0
    """

    _esm = module("story_parts", "story")
    _css = STATIC / "story.css"

    story = traitlets.Dict().tag(sync=True)
    scenes: Any = traitlets.List().tag(sync=True)
    at = traitlets.Int(0).tag(sync=True)

    def __init__(self, scene: str = "notes") -> None:
        self.scene, self.steps = _found(scene)
        named = [{"name": name, "title": staged.title} for name, staged in STORIES.items()]
        super().__init__(story=_content(self.scene, self.steps), scenes=named)
        self.on_msg(self._heard)

    def show(self, scene: str) -> None:
        """Exchange the story, and begin it anew.

        Raises
        ------
        ParameterError
            if there is no such story
        """
        self.scene, self.steps = _found(scene)
        with self.hold_sync():
            self.at, self.story = 0, _content(self.scene, self.steps)

    def _heard(self, _: Any, said: Any, __: Any) -> None:
        if isinstance(said, dict) and said.get("type") == "scene" and said.get("name") in STORIES:
            self.show(said["name"])

    # --- without a page ---

    def text(self) -> str:
        """Return all steps as text, with the counters after each and the claims that it is about."""
        staged = STORIES[self.scene]
        return "\n".join([f"Story: {staged.title}", staged.about, *(_line(i, s) for i, s in enumerate(self.steps, 1))])

    def html(self) -> str:
        """Return all steps as an HTML list."""
        staged = STORIES[self.scene]
        items = "".join(f"<li>{escape(_line(0, step))}</li>" for step in self.steps)
        return f"<h3>Story: {escape(staged.title)}</h3><p>{escape(staged.about)}</p><ol>{items}</ol>"


def story(scene: str = "notes", *, after: str | None = None) -> StoryWidget | Gate:
    """Return a story of three messages to step through, with buttons or with the arrow keys.

    Parameters
    ----------
    scene : "notes", "timeout too short", "worker 1 crashes" or "stranded"; the buttons lead to the others too
    after : the bet that must be placed before it opens, such as "04.P1"

    Raises
    ------
    ParameterError
        if there is no such story; the message names the nearest
    """
    if scene not in STORIES:
        raise ParameterError(f"scene={scene!r} is not there; {nearest(str(scene), STORIES)}")
    return behind(after, lambda: StoryWidget(scene))


def _found(scene: str) -> tuple[str, tuple[Step, ...]]:
    if scene not in STORIES:
        raise ParameterError(f"scene={scene!r} is not there; {nearest(str(scene), STORIES)}")
    with warmed():
        return scene, steps(told(scene))


def _content(scene: str, found: tuple[Step, ...]) -> dict[str, Any]:
    """Return a story as JSON-able content for the page."""
    staged: Staged = STORIES[scene]
    cast = Cast(told(scene))
    bodies = {str(m.n): json.dumps(cast.message(m.n), indent=2) for m in found[-1].now.messages}
    return {
        "scene": scene,
        "about": staged.about,
        "queue": cast.queue,
        "bucket": cast.bucket,
        "bodies": bodies,
        "steps": [_step(step) for step in found],
    }


def _step(step: Step) -> dict[str, Any]:
    now = step.now
    return {
        "clock": step.clock,
        "text": step.text,
        "claims": [[name, WORDS[name]] for name in step.claims],
        "counters": now.counters,
        "messages": [[m.n, m.state, m.receives, m.by] for m in now.messages],
        "workers": [[w.n, w.state, w.message] for w in now.workers],
        "message": step.message,
        "who": list(step.workers),
    }


def _line(i: int, step: Step) -> str:
    counters = ", ".join(f"{name} {value}" for name, value in step.now.counters.items())
    number = f"{i:2}. " if i else ""
    named = f" [{' '.join(step.claims)}]" if step.claims else ""
    return f"{number}{step.clock} {step.text}{named} ({counters})"
