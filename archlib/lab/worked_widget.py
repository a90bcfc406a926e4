"""A worked example in the page: its last steps may be left blank, to be filled in one by one."""

from archlib.course.catalogue import worked as found
from archlib.course.exercise import Step, Worked
from archlib.errors import ParameterError
from archlib.lab.ask import Ask
from archlib.lab.asking import Part, Tone, View, button, listed, named, plain, said
from archlib.lab.known import known, when_known


class WorkedWidget(Ask):
    """Shows a calculation; `done` steps are in sight, the next blank one is asked for."""

    def __init__(self, worked: Worked, blanks: int = 0) -> None:
        if not 0 <= blanks <= len(worked.steps):
            rule = f"0 to {len(worked.steps)}, the number of its steps"
            raise ParameterError(f"blanks={blanks!r} does not fit {worked.id}: give {rule}")
        self.worked = worked
        notebook = worked.id.partition(".")[0]
        self.done = len(worked.steps) - (0 if known(notebook) else blanks)
        self.told, self.tone = "", ""
        super().__init__()
        when_known(notebook, self._show_all)

    @property
    def left(self) -> int:
        """How many steps are still blank."""
        return len(self.worked.steps) - self.done

    def act(self, name: str) -> None:
        if name == "show":
            self.done, self.told, self.tone = self.done + 1, "", ""
        elif name == "check" and self.left:
            judged = self.worked.check(self.done, self.values.get(self._key, ""))
            self.told, self.tone = judged.text, "right" if judged.ok else "wrong"
            self.done += judged.ok

    def current(self) -> View:
        steps = self.worked.steps
        above = [listed([step.line for step in steps[: self.done]])] if self.done else []
        asked = [_blank(self._key, self.done, len(steps), steps[self.done])] if self.left else []
        actions = [button("check", "Check", main=True), button("show", "Show this step")] if self.left else []
        later = [f"Step {i}: {step.text}" for i, step in enumerate(steps, 1) if i > self.done + 1]
        return View(
            f"Worked example {self.worked.id} · {self.worked.title}",
            self.worked.question,
            above=tuple(above),
            inputs=tuple(asked),
            actions=tuple(actions),
            status=self.trouble or self.told,
            tone="wrong" if self.trouble else self._tone,
            below=(said("\n\n".join(later)),) if later else (),
            values={self._key: ""} | self.values,
        )

    @property
    def _key(self) -> str:
        return f"step {self.done}"

    @property
    def _tone(self) -> Tone:
        return "right" if self.tone == "right" else "wrong" if self.tone == "wrong" else ""

    def _show_all(self) -> None:
        self.done, self.told = len(self.worked.steps), ""
        self.refresh()


def worked(id: str, blanks: int = 0) -> WorkedWidget:
    """Return a worked example of the course, such as "01.W1", with so many of its last steps blank.

    Raises
    ------
    ParameterError
        if no worked example has this id, or it has fewer steps than are to be blank
    """
    return WorkedWidget(found(id), blanks)


def _blank(key: str, i: int, n: int, step: Step) -> Part:
    label = f"Step {i + 1} of {n}: {plain(step.text)}"
    return {"kind": "number", "key": key, "label": label, "unit": named(step.unit), "enter": "check"}
