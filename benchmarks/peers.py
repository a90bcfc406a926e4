"""Other engines on the same inputs; each returns when every job was done, float array (n,), seconds."""

from collections import deque
from heapq import heappop, heappush

import numpy as np

from benchmarks.cases import BOOT_S, LARGEST, TARGET, TICK_S, Case

Times = np.ndarray


def drawing(case: Case) -> Times:
    """The limit: draw two exponentials a job and pass over memory once."""
    rng = np.random.default_rng(2)
    gaps, work = rng.exponential(1.0, case.jobs), rng.exponential(1.0, case.jobs)
    np.add(gaps, work, out=work)
    return work


def heap_of_servers(case: Case) -> Times:
    """Plain Python, made for M/M/c and nothing else: a heap of the times at which servers are free."""
    free, done = [0.0] * case.servers, []
    for arrive, work in zip(case.inputs.arrive.tolist(), case.work.tolist(), strict=True):
        at = heappop(free)
        at = (at if at > arrive else arrive) + work
        heappush(free, at)
        done.append(at)
    return np.array(done)


def simpy_callbacks(case: Case) -> Times:
    """SimPy, tuned by hand: one event a happening, callbacks instead of processes."""
    import simpy

    env, line = simpy.Environment(), deque[int]()
    arrive, work = case.inputs.arrive.tolist(), case.work.tolist()
    done, free, last = [0.0] * case.jobs, case.servers, case.jobs - 1

    def at(delay: float, value: int, callback) -> None:
        event = simpy.Event(env)
        event._ok, event._value, event.callbacks = True, value, [callback]
        env.schedule(event, delay=delay)

    def come(event) -> None:
        nonlocal free
        i = event._value
        if i < last:
            at(arrive[i + 1] - arrive[i], i + 1, come)
        if free:
            free -= 1
            at(work[i], i, go)
        else:
            line.append(i)

    def go(event) -> None:
        nonlocal free
        done[event._value] = env._now
        if line:
            i = line.popleft()
            at(work[i], i, go)
        else:
            free += 1

    at(arrive[0], 0, come)
    env.run()
    return np.array(done)


def simpy_processes(case: Case) -> Times:
    """SimPy as its tutorial writes it: a process a job, a Resource for the servers."""
    import simpy

    env = simpy.Environment()
    servers, done = simpy.Resource(env, capacity=case.servers), [0.0] * case.jobs
    arrive, work = case.inputs.arrive.tolist(), case.work.tolist()

    def job(i: int):
        with servers.request() as turn:
            yield turn
            yield env.timeout(work[i])
        done[i] = env.now

    def source():
        for i, time in enumerate(arrive):
            yield env.timeout(time - env.now)
            env.process(job(i))

    env.process(source())
    env.run()
    return np.array(done)


def ciw_network(case: Case) -> Times:
    """Ciw with the same sequences of gaps and work."""
    import ciw

    gaps = np.diff(case.inputs.arrive, prepend=0.0).tolist()
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, 1e12])],
        service_distributions=[ciw.dists.Sequential(case.work.tolist())],
        number_of_servers=[case.servers],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(case.jobs, method="Finish")
    records = sorted(simulation.get_all_records(), key=lambda r: r.arrival_date)
    return np.array([r.exit_date for r in records[: case.jobs]])


def scaled_callbacks(case: Case) -> Times:
    """The autoscaled day in SimPy, tuned by hand: callbacks, and the records that the engine keeps too."""
    import simpy

    env, line = simpy.Environment(), deque[int]()
    arrive, work = case.inputs.arrive.tolist(), case.work.tolist()
    done, last, end = [0.0] * case.jobs, case.jobs - 1, case.inputs.end_s
    start, by = [0.0] * case.jobs, [0] * case.jobs  # when and by whom each job is served
    idle: list[int] = []
    launched, lives, ticks = [], [], []  # of each worker, and what each decision saw and did
    busy = booting = 0

    def at(delay: float, value: int, callback, priority: int = 1) -> None:
        event = simpy.Event(env)
        event._ok, event._value, event.callbacks = True, value, [callback]
        env.schedule(event, priority, delay)

    def serve(_=None) -> None:
        nonlocal busy
        while idle and line:
            i = line.popleft()
            by[i], start[i] = idle.pop(), env._now
            busy += 1
            at(work[i], i, go)

    def come(event) -> None:
        i = event._value
        if i < last:
            at(arrive[i + 1] - arrive[i], i + 1, come)
        line.append(i)
        serve()

    def go(event) -> None:
        nonlocal busy
        i = event._value
        done[i] = env._now
        busy -= 1
        idle.append(by[i])
        serve()

    def boot(event) -> None:
        nonlocal booting
        booting -= 1
        idle.append(event._value)
        at(0.0, 0, serve, 3)  # after the tick of this instant

    def tick(event) -> None:
        nonlocal booting
        desired = min(LARGEST, -int(-(len(line) + busy) // TARGET))
        live = busy + len(idle) + booting
        while live > desired and idle:
            worker = idle.pop(0)
            lives.append((launched[worker], env._now))
            live -= 1
        for _ in range(desired - live):
            launched.append(env._now)
            booting += 1
            at(BOOT_S, len(launched) - 1, boot, 1)
        ticks.append((env._now, len(line), busy, desired, booting, busy + len(idle)))
        if env._now + TICK_S <= end:
            at(TICK_S, 0, tick, 2)

    at(arrive[0], 0, come)
    at(0.0, 0, tick, 2)
    env.run()
    return np.array(done)


def scaled_processes(case: Case) -> Times:
    """The autoscaled day in SimPy as its tutorial would write it: a process a worker, a Store as the queue."""
    import simpy

    env = simpy.Environment()
    jobs, done = simpy.Store(env), [0.0] * case.jobs
    arrive, work = case.inputs.arrive.tolist(), case.work.tolist()
    idle: dict = {}
    count = {"live": 0, "busy": 0}

    def worker():
        yield env.timeout(BOOT_S)
        me = env.active_process
        idle[me] = True
        try:
            yield env.timeout(0)  # after the tick of this instant
            while True:
                get = jobs.get()
                try:
                    i = yield get
                except simpy.Interrupt:
                    get.cancel()
                    return
                idle.pop(me, None)
                count["busy"] += 1
                yield env.timeout(work[i])
                count["busy"] -= 1
                done[i] = env.now
                idle[me] = True
        except simpy.Interrupt:
            return

    def source():
        for i, time in enumerate(arrive):
            yield env.timeout(time - env.now)
            yield jobs.put(i)

    def group():
        while env.now <= case.inputs.end_s:
            desired = min(LARGEST, -int(-(len(jobs.items) + count["busy"]) // TARGET))
            for process in list(idle)[: max(0, count["live"] - desired)]:
                del idle[process]
                process.interrupt()
                count["live"] -= 1
            while count["live"] < desired:
                env.process(worker())
                count["live"] += 1
            yield env.timeout(TICK_S)

    env.process(source())
    env.process(group())
    env.run()
    return np.array(done)
