"""A topology played in SimPy: the way of each request, from station to station."""

from collections.abc import Iterator
from itertools import count

import numpy as np

from archlib.engine.inputs import Inputs
from archlib.outcome.trace import Reason
from archlib.timeline import Spell
from archlib.topology import Call, Fleet, Pool, Queue, Receive, Send, Topology
from archlib.topology.edges import Entry
from tests.oracles.clock import ARRIVE, COMPLETE, DEADLINE, RETRY, Clock
from tests.oracles.desks import Desk, slowness, suffers
from tests.oracles.faults import Services, plan_faults
from tests.oracles.fleets import Crew
from tests.oracles.jobs import Jobs
from tests.oracles.pauses import draws, pause_s
from tests.oracles.queues import MessageQueue
from tests.oracles.requests import CLIENT, Message, Request

WORK = "work"


class World:
    """One run; `play` returns the jobs."""

    def __init__(self, topology: Topology, inputs: Inputs, spells: tuple[Spell, ...] = ()) -> None:
        self.topology, self.inputs, self.clock = topology, inputs, Clock()
        working = [s for s in topology.stations if isinstance(s, (Pool, Fleet))]
        self.jobs = Jobs(len(inputs.arrive), frozenset(c for s in working for c in s.does))
        self.launches = count()
        self.services = Services(topology)
        self.desks = {s.name: Crew(self, s) if isinstance(s, Fleet) else Desk(self, s) for s in working}
        self.queues = {s.name: MessageQueue(self, s) for s in topology.stations if isinstance(s, Queue)}
        self.draws: dict[str, np.ndarray] = {}
        plan_faults(self, spells)
        door = topology.entry("upload")
        for video, time in enumerate(inputs.arrive):
            self.clock.plan(float(time), ARRIVE, lambda v=video: self.call(door, CLIENT, v))

    def play(self) -> "World":
        """Run to the end of the inputs."""
        self.clock.play(self.inputs.end_s)
        for desk in self.desks.values():
            if isinstance(desk, Crew):
                desk.settle()
        return self

    def count(self, uses: str, name: str) -> None:
        """Count a use of an edge or a queue, up to the horizon."""
        if self.clock.now <= self.inputs.horizon_s:
            getattr(self.jobs, uses)[name] += 1

    # a request's way

    def request(self, edge: Entry | Call | Receive, parent: object, video: int, attempt: int = 1) -> Request:
        """Return a new request, not yet on its way."""
        desk = self.desks.get(edge.target)
        return Request(video, edge, parent, desk, self.steps(desk) if desk else iter(()), attempt)

    def steps(self, desk: Desk) -> Iterator[object]:
        """What a station does for a video: edges before, own work, edges after."""
        yield from self.topology.outgoing(desk.name, "upload", "before")
        if desk.station.does:
            yield WORK
        yield from self.topology.outgoing(desk.name, "upload", "after")

    def call(self, edge: Entry | Call, parent: Request | str, video: int, attempt: int = 1) -> Request:
        """Make a call now."""
        request = self.request(edge, parent, video, attempt)
        if isinstance(parent, Request):
            parent.child = request
        self.enter(request)
        return request

    def enter(self, request: Request) -> None:
        """Come to a station, where the caller's patience begins; or leave a message, which is answered at once."""
        if request.edge.target in self.queues:
            refusal = self.services.refusal(request.edge.target)
            self.answer(request, refusal or Reason.OK)
            if refusal is None:
                self.queues[request.edge.target].send(request.video)
            return
        timeout = request.edge.policy.timeout_s
        if timeout < np.inf:
            request.deadline = self.clock.plan(timeout, DEADLINE, lambda: self.give_up(request))
        request.desk.admit(request)

    def advance(self, request: Request) -> None:
        """Do the next steps, until one takes time."""
        for step in request.way:
            if step == WORK:
                request.work = self.clock.plan(self.seconds(request), COMPLETE, lambda: self.worked(request))
                return
            request.calls = isinstance(step, (Call, Send))
            if isinstance(step, Call):
                self.call(step, request, request.video)
                return
            refusal = self.services.refusal(step.target)
            if refusal is not None:
                self.count("failed", step.name)
                self.finish(request, refusal)
                return
            self.count("ok", step.name)
            if isinstance(step, Send):
                self.queues[step.target].send(request.video)
        self.finish(request, Reason.OK)

    def seconds(self, request: Request) -> float:
        """How long the own work of a station takes if it begins now."""
        columns = [self.inputs.work[c][request.video] for c in request.desk.station.does]
        work = sum(columns[1:], columns[0])
        return work * (slowness(request.desk.struck) * slowness(request.instance.struck))

    def worked(self, request: Request) -> None:
        """Own work is done; a place that errs gives a wrong answer."""
        if suffers(request.instance.struck, "error") or suffers(request.desk.struck, "error"):
            self.finish(request, Reason.ERROR)
        else:
            request.worked = True
            self.advance(request)

    def finish(self, request: Request, reason: Reason) -> None:
        """Leave the station and answer."""
        child, request.child = request.child, None
        if child is not None:
            child.abandon()
            if child.edge.policy.cancels_callee or child.state == "pausing":
                self.finish(child, Reason.CANCELLED)
        desk, was = request.desk, request.state
        request.state = "over"
        if was == "waiting":
            desk.line.remove(request)
        if reason is Reason.OK or (request.worked and request.calls):
            # its part of the video is done, whatever becomes of the answer to a call that it makes then
            self.jobs.complete(request.video, desk.station.does, request.instance.place, self.clock.now)
        if request.instance is not None:
            desk.release(request)
        if isinstance(request.parent, Message):
            self.queues[request.edge.source].delivered(request, reason)
        else:
            request.forget_plans()
            self.answer(request, reason)
        desk.pull()

    # answers

    def answer(self, request: Request, reason: Reason) -> None:
        """Tell who called, if anybody still listens."""
        parent = request.parent
        if parent is None:
            return
        if reason is not Reason.OK:
            self.refused(request, parent, reason)
            return
        self.count("ok", request.edge.name)
        if parent == CLIENT:
            self.jobs.ack[request.video], self.jobs.reason[request.video] = self.clock.now, Reason.OK
        else:
            parent.child = None
            self.advance(parent)

    def give_up(self, request: Request) -> None:
        """The caller's patience is over; what it called goes on, unless giving up cancels it."""
        parent, request.parent = request.parent, None
        self.refused(request, parent, Reason.TIMED_OUT)
        if request.edge.policy.cancels_callee:
            self.finish(request, Reason.CANCELLED)

    def refused(self, request: Request, parent: Request | str, reason: Reason) -> None:
        """A try has failed: pause and try again, or fail too."""
        self.count("failed", request.edge.name)
        if request.attempt < request.edge.policy.tries:
            again = self.request(request.edge, parent, request.video, request.attempt + 1)
            again.state = "pausing"
            if isinstance(parent, Request):
                parent.child = again
            again.pause = self.clock.plan(self.pause(request), RETRY, lambda: self.enter(again))
        elif parent == CLIENT:
            self.jobs.reason[request.video] = reason
        else:
            parent.child = None
            self.finish(parent, reason)

    def pause(self, failed: Request) -> float:
        """Backoff that doubles up to its cap, of which a share is drawn."""
        policy, name = failed.edge.policy, failed.edge.name
        if name not in self.draws:
            self.draws[name] = draws(self.inputs.seed, name, len(self.inputs.arrive), policy.tries)
        return pause_s(policy, self.draws[name][failed.video], failed.attempt)
