"""The kernel: the only loop in which time passes.

Form. One function whose helpers are closures, over a few tables of records (`records`). No array is handed to a
function: that costs atomic reference counting at each call (numba issue 2345) and made the same kernel twenty times
slower. What is compiled is a copy of this source in which the closures are written out where they are called (`flat`,
because numba needs half of the compile time to do the same) and the tables are made cheap to look things up in
(`masked`). Compile time grows with the number of call sites times the size, so a step is called from one place, the
dispatch at the end, and a step that wants an event (`w.event`) or another step within this instant (`w.then`) leaves a
wish, which the dispatch fulfils. Without numba this very source runs as plain Python on lists of objects.

Steps. A step is a closure that takes whom it is about (a frame, instance, station or edge) and an information (a
Reason, or as the step says), and returns the next step with its two arguments. NEXT takes what was put off within
this instant, the last first, else the next event. Equal instants: completions, faults, what balancers learn, boots and
initialisations, replacements, ends of idle environments, ramps, deadlines, retries, arrivals, ticks, polls, and within
a kind the order of pushing. A consumer polls only when nothing else happens at that instant, so a tick sees who is
idle.

Nothing is drawn here, and no exp, log or pow is called: compiled and interpreted runs are equal bit for bit.
"""

from archlib.engine.codes import (
    ABSENT,
    ALARM,
    ARRIVE,
    ASK,
    BACKLOG,
    BACKOFF,
    BALANCER,
    BEGIN,
    BOOT,
    BOOTING,
    BYTE,
    CENTRAL,
    COMPLETE,
    CRASH,
    DEADLINE,
    DECIDE,
    DELIVER,
    DELIVERED,
    DO_CALL,
    DO_DELIVER,
    DO_END,
    DO_FORK,
    DO_JOIN,
    DO_READ,
    DO_STORE,
    DO_WORK,
    DONE,
    DRAWS,
    E_ARRIVE,
    E_BOOT,
    E_COMPLETE,
    E_DEADLINE,
    E_FAULT,
    E_IDLE,
    E_INIT,
    E_POLL,
    E_RAMP,
    E_REPLACE,
    E_RETRY,
    E_SEEN,
    E_SHORT,
    E_TICK,
    EMIT,
    ENTER,
    FAULT,
    FEW,
    FINISH,
    FLEET,
    FLOOR,
    FLUSH,
    FORGET,
    FREE,
    FULL,
    FUNCTION,
    GATE,
    GIVE_UP,
    GONE,
    HELD,
    IDLE,
    IN_FLIGHT,
    INITIALISED,
    INVOKE,
    KIND_SHIFT,
    LAUNCH,
    LEAST,
    LINE,
    LOOK,
    MARGIN,
    MESSAGE,
    MORE,
    NEXT,
    OWN,
    PICK,
    POLL,
    POOL,
    PULL,
    PUT_IN,
    QUEUE,
    RAMP,
    RANDOM,
    RECEIVE,
    REFUSED,
    REPLACE,
    RETRY,
    SCALE_IN,
    SEEN,
    SEND,
    SENT,
    SERVE,
    SERVED,
    SHORT,
    SOON,
    SOON_EVENTS,
    STEP,
    STORE,
    TAKE_OUT,
    TICKED,
    TRACK,
    TRIED,
    TWO,
    UP,
    VISIBLE,
    WAITING,
    WAKE,
)  # fmt: skip
from archlib.engine.own import asked
from archlib.engine.records import CLIENT, DETACHED, NONE, ORPHAN
from archlib.outcome.trace import Reason

INF = float("inf")
OK, NO_HOST, NO_ROOM = int(Reason.OK), int(Reason.NO_HOST), int(Reason.NO_ROOM)
TIMED_OUT, CRASHED, ERROR = int(Reason.TIMED_OUT), int(Reason.CRASHED), int(Reason.ERROR)
EXPIRED, DEAD_LETTERED = int(Reason.EXPIRED), int(Reason.DEAD_LETTERED)
RETURNED, CANCELLED = int(Reason.RETURNED), int(Reason.CANCELLED)
THROTTLED, TIME_LIMIT = int(Reason.THROTTLED), int(Reason.TIME_LIMIT)
SHED, CIRCUIT_OPEN, UNREADABLE = int(Reason.SHED), int(Reason.CIRCUIT_OPEN), int(Reason.UNREADABLE)


def run(
    world, stations, instances, frames, edges, ops, heap, buckets, soon, todo, jobs, visits, lives, ticks, ages, rows,
    hits, chosen, seen, arrive, work, shares, backoff, jitter, overtakes, picks, mishaps, matches,
):  # fmt: skip
    """Play events until the end (DONE), the budget (MORE) or a full table (FULL); call again to go on.

    All state is in the tables, so they may be enlarged between two calls.
    """
    w = world[0]

    # === the events to come: those that come soon in buckets, the others in a heap === #

    def file_soon(time, key, what):
        """Put an event into the bucket of its time; 0 where that is too far off, too full, or all places are taken."""
        bucket = int(time * w.per_s)
        if bucket - w.bucket >= SOON or (w.soon_free < 0 and w.soon_used == SOON_EVENTS):
            return 0
        here = buckets[bucket & (SOON - 1)]
        before, after, steps = here.last, NONE, 0
        while (
            before >= 0
            and steps < FEW
            and (soon[before].time > time or (soon[before].time == time and soon[before].key > key))
        ):
            after = before
            before = soon[before].before
            steps += 1
        if steps == FEW:
            return 0
        x = w.soon_free
        if x >= 0:
            w.soon_free = soon[x].after
        else:
            x = w.soon_used
            w.soon_used += 1
        new = soon[x]
        new.time, new.key, new.what, new.before, new.after = time, key, what, before, after
        if before >= 0:
            soon[before].after = x
        else:
            here.first = x
        if after >= 0:
            soon[after].before = x
        else:
            here.last = x
        if w.soon_n == 0 or bucket < w.cursor:
            w.cursor = bucket
        w.soon_n += 1
        return 1

    def push():
        """File the event that the last step wished for; one that comes after the end is not needed."""
        w.seq += 1
        time, key, what = w.event_at, (w.event << KIND_SHIFT) | w.seq, w.event_of
        if w.event == E_COMPLETE or w.event == E_RETRY or w.event == E_INIT:
            frames[what].ticket = key
        elif w.event == E_BOOT:
            instances[what].ticket = key
        elif w.event == E_REPLACE:
            instances[what].replace = key
        elif w.event == E_SHORT:
            instances[what].poll = key
        w.event = NONE
        if time > w.end:
            return
        if file_soon(time, key, what) == 1:
            return
        at = w.heap_n
        w.heap_n += 1
        here = heap[at]
        while at > 0:
            at = (at - 1) >> 1
            above = heap[at]
            if above.time < time or (above.time == time and above.key < key):
                break
            here.time, here.key, here.what = above.time, above.key, above.what
            here = above
        here.time, here.key, here.what = time, key, what

    def take_soon():
        """Remove the first event of the bucket under the cursor."""
        here = buckets[w.cursor & (SOON - 1)]
        x = here.first
        here.first = soon[x].after
        if here.first >= 0:
            soon[here.first].before = NONE
        else:
            here.last = NONE
        soon[x].after = w.soon_free
        w.soon_free = x
        w.soon_n -= 1

    def drop():
        """Remove the first event of the heap."""
        w.heap_n -= 1
        n = w.heap_n
        if n == 0:
            return
        last, here = heap[n], heap[0]
        time, key, what = last.time, last.key, last.what
        at, child = 0, 1
        while child < n:
            low, other = heap[child], heap[child + 1]
            child += (other.time < low.time) | ((other.time == low.time) & (other.key < low.key))
            low = heap[child]
            here.time, here.key, here.what = low.time, low.key, low.what
            here, at, child = low, child, 2 * child + 1
        while at > 0:
            at = (at - 1) >> 1
            above = heap[at]
            if above.time < time or (above.time == time and above.key < key):
                break
            here.time, here.key, here.what = above.time, above.key, above.what
            here = above
        here.time, here.key, here.what = time, key, what

    # === what happens next === #

    def next_step():
        """Take what was put off; else the next event: from the heap, the faults or the arrivals."""
        if w.todo_n > 0:
            w.todo_n -= 1
            row = todo[w.todo_n]
            return row.step, row.who, row.info
        time, kind, what, key, is_soon = INF, E_SHORT + 1, NONE, 0, 0
        if w.soon_n > 0:
            bucket = w.cursor
            while buckets[bucket & (SOON - 1)].first < 0:
                bucket += 1
            w.cursor = bucket
            near = soon[buckets[bucket & (SOON - 1)].first]
            time, key, what, is_soon = near.time, near.key, near.what, 1
            kind = key >> KIND_SHIFT
        if w.heap_n > 0:
            first = heap[0]
            if first.time < time or (first.time == time and first.key < key):
                time, key, what, is_soon = first.time, first.key, first.what, 0
                kind = key >> KIND_SHIFT
        if w.next_row < w.rows:
            due = rows[w.next_row].time
            if due < time or (due == time and kind > E_FAULT):
                time, kind, what = due, E_FAULT, w.next_row
        if w.next_video < w.videos:
            due = arrive[w.next_video]
            if due < time or (due == time and kind > E_ARRIVE):
                time, kind, what = due, E_ARRIVE, w.next_video
        if time > w.end or time == INF:
            w.now = w.end
            return NONE, NONE, NONE
        w.now, w.bucket = time, int(time * w.per_s)
        w.budget -= 1
        if kind == E_ARRIVE:
            w.next_video += 1
            return ARRIVE, what, NONE
        if kind == E_FAULT:
            w.next_row += 1
            return FAULT, what, NONE
        if is_soon == 1:
            take_soon()
        else:
            drop()
        if kind == E_COMPLETE:
            return (COMPLETE if frames[what].ticket == key else NEXT), what, NONE
        if kind == E_DEADLINE:
            edges[what].armed = 0
            return DEADLINE, what, NONE
        if kind == E_TICK:
            return (DECIDE if stations[what].kind == FLEET else LOOK), what, NONE
        if kind == E_POLL:
            stations[what].poll_at = -1.0
            return (POLL if stations[what].queue >= 0 else LINE), what, NONE
        if kind == E_RETRY:
            return (RETRY if frames[what].ticket == key else NEXT), what, NONE
        if kind == E_BOOT:
            return (BOOT if instances[what].ticket == key else NEXT), what, NONE
        if kind == E_INIT:
            return (INITIALISED if frames[what].ticket == key else NEXT), what, NONE
        if kind == E_IDLE:
            stations[what].idle_armed = 0
            return IDLE, what, NONE
        if kind == E_RAMP:
            stations[what].tokens = stations[what].ramp
            return PULL, what, NONE
        if kind == E_SEEN:
            return SEEN, what, NONE
        if kind == E_REPLACE:
            return (REPLACE if instances[what].replace == key else NEXT), what, NONE
        return (SHORT if instances[what].poll == key else NEXT), what, NONE

    def quiet():
        """Whether nothing else happens at this instant."""
        return (
            w.todo_n == 0
            and (buckets[w.bucket & (SOON - 1)].first < 0 or soon[buckets[w.bucket & (SOON - 1)].first].time > w.now)
            and (w.heap_n == 0 or heap[0].time > w.now)
            and (w.next_row == w.rows or rows[w.next_row].time > w.now)
            and (w.next_video == w.videos or arrive[w.next_video] > w.now)
        )

    def later(act, who, info):
        """Put a step off within this instant; it comes before what has been put off already."""
        row = todo[w.todo_n]
        row.step, row.who, row.info = act, who, info
        w.todo_n += 1

    # === lists === #

    def new_frame(station, edge, parent, video, attempt, part):
        """Return a frame for a call, a message or a delivery."""
        f = w.frame_free
        if f >= 0:
            w.frame_free = frames[f].next
        else:
            f = w.frame_n
            w.frame_n += 1
        fr = frames[f]
        fr.video, fr.station, fr.edge, fr.parent, fr.attempt = video, station, edge, parent, attempt
        fr.child, fr.instance, fr.timed, fr.start, fr.worked = NONE, NONE, 0, INF, 0
        fr.part, fr.over, fr.passed, fr.pending, fr.readable = part, 0, 0, 0, 0.0
        return f

    def attach(f, parent):
        """Make a frame the youngest child of another one."""
        fr = frames[f]
        fr.younger, fr.older = NONE, frames[parent].child
        if fr.older >= 0:
            frames[fr.older].younger = f
        frames[parent].child = f

    def detach(f):
        """Take a frame out of its parent's children."""
        fr = frames[f]
        if fr.younger >= 0:
            frames[fr.younger].older = fr.older
        else:
            frames[fr.parent].child = fr.older
        if fr.older >= 0:
            frames[fr.older].younger = fr.younger

    def free_frame(f):
        """Give a frame back."""
        fr = frames[f]
        fr.state, fr.ticket, fr.next = FREE, NONE, w.frame_free
        w.frame_free = f

    def line_up(f, before):
        """Put a frame into its station's line behind `before`, or first for NONE."""
        fr = frames[f]
        st = stations[fr.station]
        fr.prev = before
        if before >= 0:
            fr.next = frames[before].next
            frames[before].next = f
        else:
            fr.next = st.wait_head
            st.wait_head = f
        if fr.next >= 0:
            frames[fr.next].prev = f
        else:
            st.wait_tail = f
        st.wait_n += 1

    def leave(f):
        """Take a frame out of its station's line."""
        fr = frames[f]
        st = stations[fr.station]
        if fr.prev >= 0:
            frames[fr.prev].next = fr.next
        else:
            st.wait_head = fr.next
        if fr.next >= 0:
            frames[fr.next].prev = fr.prev
        else:
            st.wait_tail = fr.prev
        st.wait_n -= 1

    def set_deadline(f):
        """Put a frame at the end of its edge's deadlines; they share one timeout, so the list is in order."""
        fr = frames[f]
        e = edges[fr.edge]
        fr.deadline = w.now + e.timeout
        if fr.deadline > w.end:
            return
        fr.timed, fr.sooner, fr.later = 1, e.tail, NONE
        if e.tail >= 0:
            frames[e.tail].later = f
        else:
            e.head = f
        e.tail = f
        if e.armed == 0:
            e.armed = 1
            w.event_at, w.event, w.event_of = frames[e.head].deadline, E_DEADLINE, fr.edge

    def drop_deadline(f):
        """Take a frame out of its edge's deadlines."""
        fr = frames[f]
        if fr.timed == 1:
            e = edges[fr.edge]
            fr.timed = 0
            if fr.sooner >= 0:
                frames[fr.sooner].later = fr.later
            else:
                e.head = fr.later
            if fr.later >= 0:
                frames[fr.later].sooner = fr.sooner
            else:
                e.tail = fr.sooner

    def offer(i):
        """Put an instance with a free slot first in its station's list."""
        it = instances[i]
        st = stations[it.station]
        it.free, it.prev, it.next = 1, NONE, st.free_head
        if st.free_head >= 0:
            instances[st.free_head].prev = i
        else:
            st.free_tail = i
        st.free_head = i

    def withdraw(i):
        """Take an instance out of its station's list of free ones, and cancel its planned poll."""
        it = instances[i]
        st = stations[it.station]
        if it.prev >= 0:
            instances[it.prev].next = it.next
        else:
            st.free_head = it.next
        if it.next >= 0:
            instances[it.next].prev = it.prev
        else:
            st.free_tail = it.prev
        it.free = 0
        if it.poll != NONE:
            it.poll = NONE
            st.polls -= 1

    def count_idle(i):
        """Add the receives that came back empty while the instance was idle, up to now or the horizon."""
        it = instances[i]
        st = stations[it.station]
        wait_s = st.poll_every if st.poll_every > 0.0 else st.poll_wait
        idle = min(w.now, w.horizon) - it.idle_since
        if wait_s > 0.0 and idle > 0.0:
            st.empty += int(idle / wait_s)

    def write_visit(f, reason):
        """Write what a stay at a station was."""
        fr = frames[f]
        st = stations[fr.station]
        row = visits[w.visit_n]
        row.enter, row.start, row.end, row.video, row.reason = fr.enter, fr.start, w.now, fr.video, reason
        row.station, row.attempt = st.number, fr.attempt
        row.place = fr.instance - st.origin if fr.instance >= 0 else NONE
        w.visit_n += 1

    def pause_after(edge, video, attempt):
        """How long to wait after a try that failed, a share of it drawn."""
        e = edges[edge]
        whole = backoff[e.backoff + attempt - 1]
        if e.jitter == 0.0:
            return whole
        many = min(e.tries - 1, DRAWS)
        return whole * (1.0 - e.jitter) + whole * e.jitter * jitter[e.draws + video * many + (attempt - 1) % many]

    def has_place(s):
        """1 if a function could start an invocation now: an environment is free or may be made; else 0."""
        st = stations[s]
        account = stations[st.group]
        if account.group_n >= account.most:
            return 0
        if st.free_head >= 0:
            return 1
        return 1 if st.tokens > 0 and st.live < st.size and st.no_launch == 0 else 0

    # === a frame's way === #

    def on_arrive(who, info):
        """A customer calls at the upload's door."""
        return ENTER, new_frame(edges[w.entry].target, w.entry, CLIENT, who, 1, NONE), info

    def gate(who, info):
        """What a call meets before it comes to a station: a circuit, a hop, a bus, a queue, a balancer."""
        fr = frames[who]
        st = stations[fr.station]
        e = edges[fr.edge]
        if e.tight == 1 and fr.passed == 0:
            if e.breaker > 0 and e.fails >= e.breaker:
                if w.now < e.open_until:
                    fr.state = BACKOFF  # it was never there
                    return FINISH, who, CIRCUIT_OPEN
                e.open_until = w.now + e.open_s  # one is let through, to try
            fr.passed = 1
            if e.hop > 0.0:
                fr.state = BACKOFF
                w.event_at, w.event, w.event_of = w.now + e.hop, E_RETRY, who
                return NEXT, who, info
        fr.passed, fr.enter, fr.state = 2, w.now, SERVED
        if e.kind != SEND and e.timeout < INF and fr.timed == 0:
            set_deadline(who)
        if e.via >= 0:
            bus = stations[e.via]
            if bus.down == 1 or bus.error == 1 or bus.throttle == 1:
                fr.state = BACKOFF
                return FINISH, who, NO_HOST if bus.down == 1 else ERROR if bus.error == 1 else THROTTLED
        if st.kind >= QUEUE:
            if st.down == 1 or st.error == 1 or st.throttle == 1:
                fr.state = BACKOFF
                return FINISH, who, NO_HOST if st.down == 1 else ERROR if st.error == 1 else THROTTLED
            return (SENT if st.kind == QUEUE else PICK), who, info
        return ENTER, who, info

    def enter(who, info):
        """A call comes to a pool: a slot, a place in the line, or a refusal."""
        f = who
        fr = frames[f]
        st = stations[fr.station]
        e = edges[fr.edge]
        if e.gated == 1 and fr.passed < 2:
            return GATE, who, info
        fr.enter, fr.state = w.now, SERVED
        if e.timeout < INF and fr.timed == 0:
            set_deadline(f)
        if st.throttle == 1 and (st.kind != FUNCTION or e.kind != DELIVER):
            return FINISH, who, THROTTLED
        if st.kind == FUNCTION:
            return ASK, who, info
        if st.free_head >= 0 and st.wait_n == 0 and st.down == 0 and (st.kind == POOL or quiet()):
            return SERVE, who, NONE
        if st.up == 0 and st.kind == POOL:
            return FINISH, who, NO_HOST
        if st.wait_n > 0 and w.now - frames[st.wait_head].enter > st.shed_after:
            return FINISH, who, SHED
        if st.wait_n >= st.room:
            return FINISH, who, NO_ROOM
        fr.state = WAITING
        line_up(f, st.wait_tail)
        return (PULL if st.kind == FLEET and st.free_head >= 0 else NEXT), fr.station, NONE

    def sent(who, info):
        """What was sent, or delivered to a queue, is a message now, and who sent it goes on."""
        fr = frames[who]
        e = edges[fr.edge]
        if w.now <= w.horizon:
            e.ok += 1
        if e.kind == DELIVER:
            drop_deadline(who)
            if e.answers == 1 and jobs[fr.video].reason != OK:
                jobs[fr.video].ack, jobs[fr.video].reason = w.now, OK
            fr.edge = e.message
        elif fr.parent == CLIENT:
            if jobs[fr.video].reason != OK:
                jobs[fr.video].ack, jobs[fr.video].reason = w.now, OK
        elif fr.parent >= 0:
            detach(who)
            frames[fr.parent].pending = 0
            w.then, w.then_who, w.then_info = STEP, fr.parent, NONE
        fr.parent, fr.attempt, fr.refs, fr.current, fr.timed = NONE, 0, 0, NONE, 0
        fr.born = w.now
        return MESSAGE, who, OK

    def pick(who, info):
        """A balancer hands a call to one of the instances that it takes to be healthy, or of all."""
        fr = frames[who]
        st = stations[fr.station]
        pool = stations[edges[st.forward].target]
        fr.station = st.group
        if pool.throttle == 1:
            return FINISH, who, THROTTLED
        if w.now <= w.horizon:
            edges[st.forward].ok += 1
        if st.policy == CENTRAL:
            return ENTER, who, info
        healthy, s = 0, st.group
        while s < st.group + st.group_n:
            healthy += stations[s].seen
            s += 1
        wanted = 0 if healthy == 0 else 1
        if healthy == 0:
            healthy = st.group_n
        if st.policy == RANDOM or st.policy == TWO:
            e = edges[fr.edge]
            many = min(e.tries, DRAWS)
            at = e.picks + 2 * (fr.video * many + (fr.attempt - 1) % many)
            first = int(picks[at] * healthy)
            second = first
            if st.policy == TWO and healthy > 1:
                second = int(picks[at + 1] * (healthy - 1))
                second += second >= first
            s, n, other = st.group, 0, st.group
            while n <= max(first, second):
                if stations[s].seen >= wanted:
                    if n == first:
                        fr.station = s
                    if n == second:
                        other = s
                    n += 1
                s += 1
            one, two = stations[fr.station], stations[other]
            if two.in_flight + two.wait_n < one.in_flight + one.wait_n:
                fr.station = other
            return ENTER, who, info
        best, s, n = NONE, st.turn, 0
        while n < st.group_n:
            n += 1
            s = s + 1 if s + 1 < st.group + st.group_n else st.group
            if stations[s].seen >= wanted:
                load = stations[s].in_flight + stations[s].wait_n
                if best < 0 or (st.policy == LEAST and load < stations[best].in_flight + stations[best].wait_n):
                    best = s
        fr.station, st.turn = best, best
        return ENTER, who, info

    def on_seen(who, info):
        """A balancer learns that an instance is up or down."""
        stations[seen[who].station].seen = seen[who].seen
        return NEXT, who, info

    def serve(who, info):
        """Give a slot to a frame: of the instance `info`, else of the one that was freed last."""
        fr = frames[who]
        st = stations[fr.station]
        if st.kind == FUNCTION and info < 0:
            return INVOKE, who, info
        i = info if info >= 0 else st.free_head
        it = instances[i]
        if it.busy == 0:
            st.busy += 1
            if st.queue >= 0:
                count_idle(i)
        it.busy += 1
        st.in_flight += 1
        if it.busy == st.slots:
            withdraw(i)
        fr.instance, fr.state, fr.start, fr.op = i, SERVED, w.now, st.op
        if st.process == 1:
            job = jobs[fr.video]
            if job.deliveries == 0:
                job.start = w.now
            job.deliveries += 1
        return STEP, who, info

    # === functions === #

    def ask(who, info):
        """A call comes to a function: an environment, a place in the line, or a refusal."""
        fr = frames[who]
        st = stations[fr.station]
        if st.down == 1:
            return FINISH, who, NO_HOST
        placed = 0
        if st.throttle == 0 and st.wait_n == 0:
            placed = has_place(fr.station)
        if placed == 1:
            return INVOKE, who, info
        if edges[fr.edge].kind != DELIVER:
            return FINISH, who, THROTTLED
        fr.state = WAITING
        line_up(who, st.wait_tail)
        return NEXT, who, info

    def invoke(who, info):
        """Start an invocation: in the environment that was used last, or in a new one on the lowest free place."""
        fr = frames[who]
        st = stations[fr.station]
        stations[st.group].group_n += 1
        if w.now <= w.horizon:
            st.invocations += 1
        i = st.free_head
        if i < 0:
            k = st.hint
            while instances[st.first + k].state != ABSENT or instances[st.first + k].hold >= 0:
                k += 1
            st.hint = k + 1
            i = st.first + k
            it = instances[i]
            it.state, it.launch, it.ready, it.ordinal = BOOTING, w.now, INF, w.launches
            it.busy, it.down, it.error, it.slow, it.free = 0, 0, 0, 1.0, 0
            w.launches += 1
            st.live += 1
            st.booting += 1
            if st.tokens == st.ramp:
                w.then, w.then_who, w.then_info = RAMP, fr.station, NONE
            st.tokens -= 1
        else:
            withdraw(i)
        it = instances[i]
        it.hold, w.hold = w.hold, NONE
        it.busy = 1
        st.busy += 1
        st.in_flight += 1
        fr.instance, fr.state = i, SERVED
        if it.state == UP:
            it.began = w.now
            return BEGIN, who, info
        w.event_at, w.event, w.event_of = w.now + st.init, E_INIT, who
        return NEXT, who, info

    def ramp(who, info):
        """The first environment of a while is being made: as many as then may be made again later."""
        w.event_at, w.event, w.event_of = w.now + stations[who].ramp_every, E_RAMP, who
        return NEXT, who, info

    def on_initialised(who, info):
        """A new environment is ready for the invocation that it was made for."""
        it = instances[frames[who].instance]
        st = stations[it.station]
        it.state, it.ready, it.began = UP, w.now, w.now
        st.booting -= 1
        st.up += 1
        return BEGIN, who, info

    def begin(who, info):
        """An invocation, or the next message of its batch, begins in an environment that it has."""
        fr = frames[who]
        st = stations[fr.station]
        fr.start, fr.op = w.now, st.op
        if st.process == 1:
            job = jobs[fr.video]
            if job.deliveries == 0:
                job.start = w.now
            job.deliveries += 1
        return STEP, who, info

    def wake(who, info):
        """An execution has ended (of the function `info`): let all functions of the account look who waits."""
        if stations[who].ring != info:
            w.then, w.then_who, w.then_info = WAKE, stations[who].ring, info
        return PULL, who, NONE

    def on_idle(who, info):
        """End the environments that have been idle for as long as they are kept."""
        st = stations[who]
        i = st.free_tail
        while i >= 0 and i < st.first + st.provisioned:
            i = instances[i].prev
        if i < 0:
            return NEXT, who, info
        due = instances[i].idle_since + st.idle
        if due > w.now:
            st.idle_armed = 1
            w.event_at, w.event, w.event_of = due, E_IDLE, who
            return NEXT, who, info
        w.then, w.then_who, w.then_info = IDLE, who, NONE
        return TAKE_OUT, i, OK

    # === a frame's program === #

    def step(who, info):
        """Do the next operation of a served frame's program."""
        f = who
        fr = frames[f]
        op = ops[fr.op]
        fr.op += 1
        if op.code == DO_WORK:
            st = stations[fr.station]
            it = instances[fr.instance]
            seconds = work[st.work + fr.video] * (st.slow * it.slow)
            if fr.part >= 0:
                seconds *= shares[fr.part]
            if st.kind == FUNCTION and w.now + seconds > it.began + st.limit:
                fr.over = 1
                seconds = max(0.0, it.began + st.limit - w.now)
            w.event_at, w.event, w.event_of = w.now + seconds, E_COMPLETE, f
            return NEXT, who, info
        if op.code == DO_END:
            return FINISH, who, OK
        if op.code == DO_JOIN:
            fr.joined = 1
            return (STEP if fr.pending == 0 else NEXT), who, NONE
        if op.code == DO_READ:
            if fr.readable > w.now:
                return FINISH, who, UNREADABLE
            return STEP, who, info
        e = edges[op.edge]
        if op.code != DO_STORE:
            if op.code == DO_DELIVER and op.match >= 0 and matches[op.match + fr.video] == 0:
                return STEP, who, info
            parent = DETACHED if op.code == DO_DELIVER else f
            child = new_frame(e.target, op.edge, parent, fr.video, 1, op.part if op.part >= 0 else fr.part)
            if op.code == DO_DELIVER:
                w.then, w.then_who, w.then_info = STEP, f, NONE
                frames[child].born, frames[child].redriven = w.now, 0
                frames[child].readable = e.learns if w.now >= op.changes else 0.0
                return ENTER, child, info
            attach(child, f)
            if op.code == DO_CALL:
                fr.pending, fr.joined = 1, 1
                return ENTER, child, info
            fr.pending += 1
            fr.joined = 0
            frames[child].state = BACKOFF  # they come to their stations when all are on their way
            w.event_at, w.event, w.event_of = w.now, E_RETRY, child
            return STEP, f, info
        store = stations[e.target]
        if store.down == 1 or store.error == 1 or store.throttle == 1:
            if w.now <= w.horizon:
                e.failed += 1
            return FINISH, f, NO_HOST if store.down == 1 else ERROR if store.error == 1 else THROTTLED
        if w.now <= w.horizon:
            e.ok += 1
        return STEP, who, info

    def on_complete(who, info):
        """A frame's own work is done; an erring place gives a wrong answer."""
        fr = frames[who]
        st = stations[fr.station]
        if fr.over == 1:
            return FINISH, who, TIME_LIMIT
        if instances[fr.instance].error == 1 or st.error == 1:
            return FINISH, who, ERROR
        if st.mishap >= 0:
            job = jobs[fr.video]
            nth = (job.checks >> st.checks) & BYTE
            job.checks += (((nth + 1) & BYTE) - nth) << st.checks
            if mishaps[st.mishap + fr.video * st.mishaps + nth % st.mishaps] == 1:
                return FINISH, who, ERROR
        fr.worked = 1
        return (FINISH if ops[fr.op].code == DO_END else STEP), who, OK

    def finish(who, info):
        """A frame leaves its station, with an answer (OK) or without one, for the reason `info`."""
        f, reason = who, info
        fr = frames[f]
        if fr.child >= 0:
            child = fr.child
            detach(child)
            frames[child].parent = ORPHAN
            if edges[frames[child].edge].cancels == 0 and frames[child].state != BACKOFF:
                return FINISH, f, reason
            w.then, w.then_who, w.then_info = FINISH, f, reason
            return FINISH, child, CANCELLED
        st = stations[fr.station]
        if fr.state == WAITING:
            leave(f)
        if fr.state != BACKOFF:
            write_visit(f, reason)
            st.errors += (reason != OK) & (reason != CANCELLED)
        # what is done stays done if the answer to a later call is lost or not waited for
        last = ops[fr.op - 1].code if fr.worked == 1 else DO_END
        if reason == OK or (fr.worked == 1 and last in (DO_CALL, DO_JOIN, DO_FORK)):
            job = jobs[fr.video]
            job.done |= st.mask if fr.part < 0 or st.bit == 0 else (st.mask & ~w.split) | (st.bit << fr.part)
            if job.worker < 0 and job.done & w.required == w.required:
                job.ready = w.now
                job.worker = fr.instance - st.origin
        served_next = NEXT
        if fr.instance >= 0:
            i = fr.instance
            it = instances[i]
            it.busy -= 1
            st.in_flight -= 1
            if it.busy == 0:
                st.busy -= 1
                it.idle_since = w.now
            if reason != OK and st.fail_op >= 0 and reason != CANCELLED:
                later(EMIT, fr.video, st.fail_op)
            if st.kind == FUNCTION:
                if it.hold >= 0:  # the next message of the batch; or, if the environment is at its end, none of them
                    rest = frames[it.hold]
                    it.busy = 1
                    st.busy += 1
                    st.in_flight += 1
                    rest.instance, rest.state = i, SERVED
                    ends = reason in (TIME_LIMIT, CRASHED)
                    later(FINISH if ends else BEGIN, it.hold, reason)
                    it.hold = rest.next
                else:
                    stations[st.group].group_n -= 1
                    served_next = WAKE
                    if it.state == BOOTING:  # nobody waits any more for what it was made for
                        later(TAKE_OUT, i, CRASHED if reason == CRASHED else CANCELLED)
                    elif it.state == UP:
                        offer(i)
                        if st.idle_armed == 0 and i >= st.first + st.provisioned:
                            st.idle_armed = 1
                            w.event_at, w.event, w.event_of = w.now + st.idle, E_IDLE, fr.station
            elif it.state == UP and it.down == 0:
                if it.free == 1 and st.free_head != i:
                    withdraw(i)
                if it.free == 0:
                    offer(i)
                if st.wait_n > 0 or (st.queue >= 0 and stations[st.queue].wait_n > 0):
                    served_next = LINE if st.kind == POOL and st.queue < 0 else PULL
        e = edges[fr.edge]
        if e.kind == DELIVER:
            if served_next != NEXT:
                w.then, w.then_who, w.then_info = served_next, fr.station, fr.station
            return TRIED, who, info
        station = fr.station
        if e.kind != RECEIVE:
            drop_deadline(f)
            if fr.parent >= 0:
                detach(f)
            free_frame(f)
            if reason == OK and fr.parent != ORPHAN:
                if w.now <= w.horizon:
                    e.ok += 1
                if e.tight == 1:
                    e.fails, e.tokens = 0, min(e.budget, e.tokens + e.per_success)
            if fr.parent == ORPHAN or (fr.parent == CLIENT and reason == OK):
                if fr.parent == CLIENT and jobs[fr.video].reason != OK:
                    jobs[fr.video].ack, jobs[fr.video].reason = w.now, OK
                return served_next, station, station
        if served_next != NEXT:
            w.then, w.then_who, w.then_info = served_next, station, station
        if e.kind == RECEIVE:
            return DELIVERED, who, info
        if reason != OK:
            w.parent, w.edge, w.video, w.attempt, w.part = fr.parent, fr.edge, fr.video, fr.attempt, fr.part
            return REFUSED, who, info
        caller = frames[fr.parent]
        caller.pending -= 1
        return (STEP if caller.pending == 0 and caller.joined == 1 else NEXT), fr.parent, info

    def on_refused(who, info):
        """A try has failed for the reason `info`: try again, or fail the caller too."""
        e = edges[w.edge]
        if w.now <= w.horizon:
            e.failed += 1
        if e.breaker > 0 and info != CIRCUIT_OPEN:
            e.fails += 1
            if e.fails >= e.breaker:
                e.open_until = w.now + e.open_s
        if w.attempt < e.tries and (e.tight == 0 or e.tokens >= 1.0):
            if e.tight == 1:
                e.tokens -= 1.0
            f = new_frame(e.target, w.edge, w.parent, w.video, w.attempt + 1, w.part)
            frames[f].state = BACKOFF
            if w.parent >= 0:
                attach(f, w.parent)
            pause = pause_after(w.edge, w.video, w.attempt)
            w.event_at, w.event, w.event_of = w.now + pause, E_RETRY, f
            return NEXT, who, info
        if w.parent == CLIENT:
            if jobs[w.video].reason != OK:  # what was asked for may have been done by another way
                jobs[w.video].reason = info
            return NEXT, who, info
        return FINISH, w.parent, info

    def on_tried(who, info):
        """A try of a delivery is over, for the reason `info`: it is done, or tried again, or given up."""
        fr = frames[who]
        e = edges[fr.edge]
        if info == OK:
            if w.now <= w.horizon:
                e.ok += 1
            if e.answers == 1 and jobs[fr.video].reason != OK:
                jobs[fr.video].ack, jobs[fr.video].reason = w.now, OK
            drop_deadline(who)
            free_frame(who)
            return NEXT, who, info
        if w.now <= w.horizon:
            e.failed += 1
        if fr.timed == 2 or fr.attempt >= e.tries:
            return GIVE_UP, who, info
        pause = pause_after(fr.edge, fr.video, fr.attempt)
        if w.now + pause > fr.born + e.timeout:
            return GIVE_UP, who, info
        fr.attempt += 1
        fr.state, fr.station, fr.instance, fr.start = BACKOFF, e.target, NONE, INF
        fr.worked, fr.over, fr.passed = 0, 0, 0
        w.event_at, w.event, w.event_of = w.now + pause, E_RETRY, who
        return NEXT, who, info

    def give_up(who, info):
        """A delivery is given up for the reason `info`: it starts anew, once, or it is a dead letter, or lost."""
        fr = frames[who]
        e = edges[fr.edge]
        drop_deadline(who)
        if e.redrive < INF and fr.redriven == 0:
            fr.redriven, fr.attempt, fr.timed, fr.born = 1, 1, 0, w.now + e.redrive
            fr.state, fr.station, fr.instance, fr.start = BACKOFF, e.target, NONE, INF
            fr.worked, fr.over, fr.passed = 0, 0, 0
            w.event_at, w.event, w.event_of = w.now + e.redrive, E_RETRY, who
            return NEXT, who, info
        if e.dead >= 0 and w.now <= w.horizon:
            stations[e.dead].kept += 1
        if e.required == 1 and jobs[fr.video].worker < 0:
            jobs[fr.video].fate = DEAD_LETTERED if e.dead >= 0 else info
        free_frame(who)
        return NEXT, who, info

    def emit(who, info):
        """Do the operation `info` of what a station tells others when it has failed a video."""
        op = ops[info]
        if op.code == DO_END:
            return NEXT, who, info
        e = edges[op.edge]
        after = info + 1
        if op.skip >= 0:  # the first one of an edge: not more often than it may
            job = jobs[who]
            told = (job.emitted >> e.told) & BYTE
            if told >= e.most:
                return EMIT, who, info + op.skip
            job.emitted += 1 << e.told
        if op.code == DO_STORE:
            bus = stations[e.target]
            fails = bus.down == 1 or bus.error == 1 or bus.throttle == 1
            if w.now <= w.horizon:
                e.failed += fails
                e.ok += not fails
            return EMIT, who, info + op.skip if fails else after
        later(EMIT, who, after)
        if op.match >= 0 and matches[op.match + who] == 0:
            return NEXT, who, info
        child = new_frame(e.target, op.edge, DETACHED, who, 1, op.part)
        frames[child].born, frames[child].redriven = w.now, 0
        frames[child].readable = e.learns if w.now >= op.changes else 0.0
        return ENTER, child, info

    def on_deadline(who, info):
        """Give up on the frame whose deadline has come: a call, a message's age, a visibility timeout."""
        edge = who
        e = edges[edge]
        f = e.head
        if f < 0:
            return NEXT, who, info
        fr = frames[f]
        if fr.deadline > w.now:
            if e.armed == 0:
                e.armed = 1
                w.event_at, w.event, w.event_of = fr.deadline, E_DEADLINE, edge
            return NEXT, who, info
        w.then, w.then_who, w.then_info = DEADLINE, edge, NONE
        drop_deadline(f)
        if e.kind == SEND:
            return MESSAGE, f, EXPIRED
        if e.kind == DELIVER:
            fr.timed = 2
            if fr.state == BACKOFF:
                fr.ticket = NONE
                return GIVE_UP, f, EXPIRED
            return (FINISH if fr.state == WAITING else NEXT), f, EXPIRED
        if e.kind == RECEIVE:
            m = fr.parent
            message = frames[m]
            if fr.state == GONE:  # it ended without a delete, and was kept for this
                message.refs -= 1
                free_frame(f)
            if message.state != IN_FLIGHT or message.current != f:
                return FORGET, m, NONE
            message.current = NONE
            return MESSAGE, m, DEAD_LETTERED if message.attempt >= e.tries else RETURNED
        if fr.parent == ORPHAN:
            return NEXT, who, info
        w.parent, w.edge, w.video, w.attempt, w.part = fr.parent, edge, fr.video, fr.attempt, fr.part
        if fr.parent >= 0:
            detach(f)
        fr.parent = ORPHAN
        if e.cancels == 1:
            w.then, w.then_who, w.then_info = FINISH, f, CANCELLED
            if e.head >= 0 and e.armed == 0:  # the next deadline has to wait for an event of its own
                e.armed = 1
                w.event_at, w.event, w.event_of = frames[e.head].deadline, E_DEADLINE, edge
        return REFUSED, who, TIMED_OUT

    # === a message's way === #

    def on_message(who, info):
        """A message comes or returns, or it leaves: deleted (OK), expired, dead-lettered."""
        m = who
        fr = frames[m]
        q = stations[fr.station]
        new = fr.attempt == 0 and info == OK
        if new:
            set_deadline(m)
        if fr.state == IN_FLIGHT:
            q.in_flight -= 1
        elif fr.state == VISIBLE:
            leave(m)
        if not new:
            write_visit(m, info)
        if new or info == RETURNED:
            fr.state, fr.enter, fr.start = VISIBLE, w.now, INF
            before = q.wait_tail
            if q.overtakes < 0:
                while before >= 0 and (
                    frames[before].deadline > fr.deadline
                    or (frames[before].deadline == fr.deadline and frames[before].video > fr.video)
                ):
                    before = frames[before].prev
            elif new and before >= 0 and overtakes[q.overtakes + fr.video] == 1:
                before = frames[before].prev
            line_up(m, before)
            if stations[q.consumer].free_head >= 0 or stations[q.consumer].kind == FUNCTION:
                w.then, w.then_who, w.then_info = PULL, q.consumer, NONE
            return NEXT, who, info
        if info == OK:
            if w.now <= w.horizon:
                q.deletes += 1
        elif jobs[fr.video].worker < 0 and edges[fr.edge].required == 1:
            jobs[fr.video].fate = info
        drop_deadline(m)
        fr.state = GONE
        if fr.refs == 0:
            free_frame(m)
        return NEXT, who, info

    def on_delivered(who, info):
        """A delivery is over: delete its message (OK), else let the visibility timeout bring the message back."""
        f = who
        fr = frames[f]
        m = fr.parent
        message = frames[m]
        q = stations[message.station]
        known = message.current == f or edges[fr.edge].stale == 1
        deletes = info == OK and known and q.down == 0 and q.error == 0
        fr.state, fr.instance, fr.ticket = GONE, NONE, NONE
        if not deletes and message.state == IN_FLIGHT and message.current == f:
            return NEXT, who, info
        drop_deadline(f)
        free_frame(f)
        message.refs -= 1
        return (MESSAGE if deletes and message.state != GONE else FORGET), m, OK

    def forget(who, info):
        """Give a message's frame back once it is gone and no delivery of it is under way."""
        if frames[who].state == GONE and frames[who].refs == 0:
            free_frame(who)
        return NEXT, who, info

    # === who serves whom === #

    def plan_poll(s):
        """Wish for the next short poll of the idle worker whose turn comes first."""
        st = stations[s]
        best, best_time = NONE, INF
        i = st.free_head
        while i >= 0:
            it = instances[i]
            if it.poll == NONE:
                time = it.idle_since + int((w.now - it.idle_since) / st.poll_every) * st.poll_every
                if time < w.now:
                    time += st.poll_every
                if time < best_time:
                    best, best_time = i, time
            i = it.next
        if best >= 0:
            st.polls += 1
            w.event_at, w.event, w.event_of = best_time, E_SHORT, best
            w.then, w.then_who, w.then_info = PULL, s, NONE

    def pull(who, info):
        """A station looks who waits: a pool serves its line at once, a fleet when nothing else happens now."""
        s = who
        st = stations[s]
        if st.down == 1 or (st.throttle == 1 and (st.kind == FUNCTION or st.queue >= 0)):
            return NEXT, who, info
        if st.kind == FUNCTION and st.wait_n > 0:
            return LINE, who, NONE
        if st.free_head < 0 and st.kind != FUNCTION:
            return NEXT, who, info
        if st.queue >= 0 and st.poll_every > 0.0:
            head, messages = instances[st.free_head], stations[st.queue].wait_n
            # who falls idle now polls now, before those whose poll is planned
            if st.polls < messages or (messages > 0 and head.idle_since == w.now and head.poll == NONE):
                plan_poll(s)
            return NEXT, who, info
        if stations[st.queue if st.queue >= 0 else s].wait_n == 0:
            return NEXT, who, info
        if (st.kind == POOL and st.queue < 0) or quiet():
            return (POLL if st.queue >= 0 else LINE), who, NONE
        if st.poll_at != w.now:
            st.poll_at = w.now
            w.event_at, w.event, w.event_of = w.now, E_POLL, s
        return NEXT, who, info

    def next_in_line(who, info):
        """The instance freed last serves who waits longest, or shortest with LIFO."""
        st = stations[who]
        placed = st.free_head >= 0
        if st.kind == FUNCTION and st.wait_n > 0 and st.down == 0:
            placed = has_place(who) == 1 and st.throttle == 0
        if st.wait_n == 0 or st.down == 1 or not placed:
            return NEXT, who, info
        f = st.wait_tail if st.lifo == 1 else st.wait_head
        is_late = w.now - frames[f].enter > st.drop_after
        if st.wait_n > 1 or is_late:
            w.then, w.then_who, w.then_info = LINE, who, NONE
        if is_late:
            return FINISH, f, EXPIRED
        leave(f)
        return SERVE, f, NONE

    def on_short(who, info):
        """A worker's short poll is due."""
        it = instances[who]
        it.poll = NONE
        stations[it.station].polls -= 1
        info = who
        return POLL, it.station, info

    def poll(who, info):
        """A consumer's free slot (of the instance `info`, if any) receives the first visible message."""
        s = who
        st = stations[s]
        q = stations[st.queue]
        if q.wait_n == 0 or st.down == 1 or st.throttle == 1 or q.down == 1 or q.error == 1 or q.throttle == 1:
            return NEXT, who, info
        placed = st.free_head >= 0
        if st.kind == FUNCTION:
            placed = has_place(s) == 1
        if not placed:
            return NEXT, who, info
        if w.now <= w.horizon:
            edges[st.receive].ok += 1
        first, last, n = NONE, NONE, 0
        while n < st.batch and q.wait_n > 0:
            m = q.wait_head
            leave(m)
            message = frames[m]
            message.attempt += 1
            message.state, message.start = IN_FLIGHT, w.now
            message.refs += 1
            q.in_flight += 1
            f = new_frame(s, st.receive, m, message.video, message.attempt, message.part)
            message.current = f
            delivery = frames[f]
            delivery.enter, delivery.state, delivery.next, delivery.readable = w.now, HELD, NONE, message.readable
            set_deadline(f)
            if n == 0:
                first = f
            else:
                frames[last].next = f
            last = f
            n += 1
        if q.wait_n > 0 and (
            st.kind == FUNCTION or st.free_head != st.free_tail or instances[st.free_head].busy + 1 < st.slots
        ):
            w.then, w.then_who, w.then_info = PULL, s, NONE
        w.hold = frames[first].next
        return SERVE, first, info

    # === faults === #

    def pick_live(s, k):
        """Return the k-th live instance of a fleet by place, k modulo their number; NONE if none lives."""
        st = stations[s]
        if st.live == 0:
            return NONE
        left = k % st.live
        i = st.first
        while instances[i].state == ABSENT or left > 0:
            if instances[i].state != ABSENT:
                left -= 1
            i += 1
        return i

    def on_fault(who, info):
        """A row of the timeline sets what a place or a station is like."""
        number = who
        row = rows[number]
        st = stations[row.station]
        if st.kind >= QUEUE or row.place < 0:
            scales = st.kind == FLEET or st.kind == FUNCTION
            hits[number] = st.live if st.kind == FLEET and row.no_launch == 0 and row.throttle == 0 else 1
            was = st.down
            st.no_launch, st.error, st.slow, st.down = row.no_launch, row.error, row.slow, row.down
            st.throttle = row.throttle
            info = NONE
            if scales and row.down == 1 and was == 0:
                return CRASH, -1 - row.station, 0
            who = st.consumer if st.kind == QUEUE else row.station
            serves = row.down == 0 and st.kind != STORE and st.kind != BALANCER and who >= 0
            return (PULL if serves else NEXT), who, info
        i = st.first + row.place
        if row.modulo == 1:
            if row.starts >= 0:
                chosen[row.target] = pick_live(row.station, row.place)
            i = chosen[row.target]
        if i < 0 or instances[i].state == ABSENT:
            return NEXT, who, info
        hits[number] = 1
        it = instances[i]
        who, info = i, NONE
        # a worker launched later than a fault began has not met it
        since = -INF if st.kind == POOL or it.ordinal < 0 else it.launch
        it.error = row.error if row.error_since > since else 0
        it.slow = row.slow if row.slow_since > since else 1.0
        bit = 1 + row.modulo  # a place and a number modulo the live ones may name the same instance
        if row.host == -1 and it.down & ~bit == 0:
            it.replace = NONE
        if row.down == 1 and row.down_since > since:
            if st.kind == FUNCTION:
                return TAKE_OUT, who, CRASHED
            if st.kind == FLEET and row.host == 1:
                w.event_at, w.event, w.event_of = w.now + st.replace_after, E_REPLACE, i
            if it.down == 0:
                return TAKE_OUT, who, -bit
            it.down |= bit
        elif it.down > 0:
            it.down &= ~bit
            if it.down == 0 and it.state == UP:
                return PUT_IN, who, info
        return NEXT, who, info

    def put_in(who, info):
        """An instance begins, or begins again, to serve."""
        i = who
        it = instances[i]
        stations[it.station].up += 1
        it.idle_since = w.now
        offer(i)
        return PULL, it.station, NONE

    def take_out(who, info):
        """An instance stops: it goes down (`info` below 0: which bit of `down`), or it ends for the reason `info`."""
        i = who
        it = instances[i]
        st = stations[it.station]
        if it.state == UP and it.down == 0:
            st.up -= 1
            if it.busy == 0 and st.queue >= 0:
                count_idle(i)
            if it.free == 1:
                withdraw(i)
        it.down = max(1, -info)
        if info >= 0:
            row = lives[w.life_n]
            row.launch, row.ready, row.end, row.reason = it.launch, it.ready, w.now, info
            row.station, row.place = it.station, i - st.first
            w.life_n += 1
            if it.state == BOOTING:
                st.booting -= 1
            it.state, it.ticket, it.replace = ABSENT, NONE, NONE
            st.live -= 1
            st.hint = min(st.hint, i - st.first)
        return (CRASH if it.busy > 0 else FLUSH), (who if it.busy > 0 else it.station), 0

    def crash(who, info):
        """Fail, one after another, the frames on an instance (`who`) or on a whole fleet (-1 - station)."""
        f = info
        while f < w.frame_n and not (
            frames[f].state == SERVED and (frames[f].instance == who or frames[f].station == -1 - who)
        ):
            f += 1
        if f < w.frame_n:
            # an environment has one invocation, and another may begin on its place at once
            if who < 0 or stations[instances[who].station].kind != FUNCTION:
                w.then, w.then_who, w.then_info = CRASH, who, f + 1
            return FINISH, f, CRASHED
        if who < 0:
            return NEXT, who, info
        return FLUSH, instances[who].station, info

    def flush(who, info):
        """Who waits at a pool is lost when the last instance that was up has gone."""
        s = who
        st = stations[s]
        if st.kind != POOL or st.up > 0 or st.wait_n == 0:
            return NEXT, who, info
        w.then, w.then_who, w.then_info = FLUSH, s, NONE
        return FINISH, st.wait_head, CRASHED

    # === scaling === #

    def decide(who, info):
        """A tick: read the count, decide, then launch or end one after another."""
        s = who
        st = stations[s]
        q = stations[st.queue if st.queue >= 0 else s]
        row = ticks[st.tick_first + st.tick_n]
        row.time, row.station, row.visible, row.in_flight = w.now, s, q.wait_n, q.in_flight
        row.ready, row.busy = st.live - st.booting, st.busy
        at = st.tick_first + st.tick_n - st.lag
        st.tick_n += 1
        st.refused = 0
        count, ready = 0, 0
        if at >= st.tick_first:
            count, ready = ticks[at].visible, ticks[at].ready
            if st.in_flight_counts == 1:
                count += ticks[at].in_flight
        want = st.desired
        if st.policy == OWN:
            f, first = q.wait_head, w.now
            while f >= 0:
                first = min(first, frames[f].born if st.queue >= 0 else frames[f].enter)
                f = frames[f].next if q.overtakes >= 0 or st.queue < 0 else NONE  # else the oldest is in front
            ages[st.tick_first + st.tick_n - 1] = w.now - first
            in_flight, age = 0, 0.0
            if at >= st.tick_first:
                count, in_flight, age = ticks[at].visible, ticks[at].in_flight, ages[at]
            want = asked(st.own, count, in_flight, st.live, age)
            if want < 0:  # the function failed: the driver says how
                want, w.budget = st.desired, 0
        elif st.policy == ALARM:
            if count > st.threshold:
                want += st.step
            elif count <= st.low:
                want -= st.step
        elif st.policy == TRACK:
            n, above, below = 0, 0, 0
            while n < max(st.out_ticks, st.in_ticks) and at - n >= st.tick_first and ticks[at - n].ready > 0:
                share = ticks[at - n].busy / ticks[at - n].ready
                above += n == above and share > st.target
                below += n == below and share < st.low_share * st.target
                n += 1
            if above >= st.out_ticks or below >= st.in_ticks:
                share = ticks[at].busy / st.target
                want = int(share)
                if want < share:
                    want += 1
        elif st.policy != BACKLOG or ready > 0:
            share = min(count / st.target, 1.0 * st.max_size)  # before it is made whole: it may be infinite
            want = int(share)
            if st.policy != FLOOR and want < share:
                want += 1
        row.asked = want
        want = min(max(want, st.min_size), st.max_size)
        if want != st.desired and w.now - st.changed >= st.cooldown:
            st.desired, st.changed = want, w.now
        w.then, w.then_who, w.then_info = TICKED, s, NONE
        st.may_launch = min(st.may_launch + st.per_tick, st.burst)
        if st.live <= st.desired:
            st.over_since = -1.0
            return LAUNCH, who, info
        if st.over_since < 0.0:
            st.over_since = w.now
        return SCALE_IN, who, info

    def launch(who, info):
        """Launch one instance on the lowest free place, and look again."""
        st = stations[who]
        if st.live >= st.desired:
            return NEXT, who, info
        if st.no_launch == 1 or st.live >= st.quota or st.may_launch < 1.0:
            st.refused = st.desired - st.live
            return NEXT, who, info
        k = st.hint
        while instances[st.first + k].state != ABSENT:
            k += 1
        st.hint = k + 1
        i = st.first + k
        it = instances[i]
        it.state, it.launch, it.ready, it.ordinal = BOOTING, w.now, INF, w.launches
        it.busy, it.down, it.error, it.slow, it.free, it.poll = 0, 0, 0, 1.0, 0, NONE
        w.launches += 1
        st.may_launch -= 1.0
        st.live += 1
        st.booting += 1
        w.event_at, w.event, w.event_of = w.now + st.boot, E_BOOT, i
        w.then, w.then_who, w.then_info = LAUNCH, who, info  # by way of NEXT, which looks whether the heap is full
        return NEXT, who, info

    def on_boot(who, info):
        """An instance is ready."""
        it = instances[who]
        it.state, it.ready, it.ticket = UP, w.now, NONE
        stations[it.station].booting -= 1
        return (PUT_IN if it.down == 0 else NEXT), who, info

    def on_replace(who, info):
        """The group gives up an instance whose host has failed and is not back; the next tick launches another."""
        return TAKE_OUT, who, CRASHED

    def scale_in(who, info):
        """End one instance that may be ended, and look again."""
        s = who
        st = stations[s]
        if st.live <= st.desired:
            return NEXT, who, info
        victim = NONE
        if st.protect == 1:
            i = st.free_tail
            while i >= 0 and victim == NONE:
                if instances[i].busy == 0 and w.now - instances[i].idle_since >= st.idle:
                    victim = i
                i = instances[i].prev
        elif w.now - st.over_since >= st.idle:
            i = st.first
            while i < st.first + st.size:
                it = instances[i]
                if it.state != ABSENT and (victim == NONE or it.ordinal < instances[victim].ordinal):
                    victim = i
                i += 1
        if victim == NONE:
            return NEXT, who, info
        w.then, w.then_who, w.then_info = SCALE_IN, s, NONE
        return TAKE_OUT, victim, OK

    def ticked(who, info):
        """Write what the decision led to, and wish for the next tick."""
        s = who
        st = stations[s]
        row = ticks[st.tick_first + st.tick_n - 1]
        row.desired, row.booting, row.refused = st.desired, st.booting, st.refused
        row.ready, row.busy = st.live - st.booting, st.busy
        w.event_at, w.event, w.event_of = st.tick_n * st.tick, E_TICK, s
        return (PULL if st.poll_every > 0.0 else NEXT), who, info

    # === alarms === #

    def look(who, info):
        """An alarm looks at what it watches, and tells whether its state has changed."""
        st = stations[who]
        of = stations[st.watches]
        count = of.errors - st.errors
        if of.kind == QUEUE:
            count = of.wait_n + of.kept
        st.errors = of.errors
        rings = 1 if count > st.threshold else 0
        row = ticks[st.tick_first + st.tick_n]
        row.time, row.station, row.visible, row.in_flight, row.asked, row.desired = w.now, who, count, 0, 0, rings
        row.booting, row.ready, row.busy, row.refused = 0, 0, 0, 0
        st.tick_n += 1
        w.event_at, w.event, w.event_of = st.tick_n * st.tick, E_TICK, who
        if rings == st.rings:
            return NEXT, who, info
        st.rings = rings
        return EMIT, st.told + 1 - rings, st.fail_op

    # === the dispatch: the only place that calls a step === #

    act, who, info = NEXT, NONE, NONE
    while True:
        if act == NEXT:
            if w.budget <= 0:
                return MORE
            if (
                w.frame_n + MARGIN > len(frames)
                or w.heap_n + MARGIN > len(heap)
                or w.visit_n + MARGIN > len(visits)
                or w.life_n + MARGIN > len(lives)
                or w.todo_n + MARGIN > len(todo)
            ):
                return FULL
            act, who, info = next_step()
            if act < 0:
                return DONE
            continue
        if act == STEP:
            act, who, info = step(who, info)
        elif act == FINISH:
            act, who, info = finish(who, info)
        elif act == SERVE:
            act, who, info = serve(who, info)
        elif act == ENTER:
            act, who, info = enter(who, info)
        elif act == COMPLETE:
            act, who, info = on_complete(who, info)
        elif act == ARRIVE:
            act, who, info = on_arrive(who, info)
        elif act == PULL:
            act, who, info = pull(who, info)
        elif act == LINE:
            act, who, info = next_in_line(who, info)
        elif act == POLL:
            act, who, info = poll(who, info)
        elif act == MESSAGE:
            act, who, info = on_message(who, info)
        elif act == DELIVERED:
            act, who, info = on_delivered(who, info)
        elif act == FORGET:
            act, who, info = forget(who, info)
        elif act == REFUSED:
            act, who, info = on_refused(who, info)
        elif act == DEADLINE:
            act, who, info = on_deadline(who, info)
        elif act == RETRY:
            act = ENTER
        elif act == GATE:
            act, who, info = gate(who, info)
        elif act == SENT:
            act, who, info = sent(who, info)
        elif act == BEGIN:
            act, who, info = begin(who, info)
        elif act == INVOKE:
            act, who, info = invoke(who, info)
        elif act == WAKE:
            act, who, info = wake(who, info)
        elif act == ASK:
            act, who, info = ask(who, info)
        elif act == PICK:
            act, who, info = pick(who, info)
        elif act == TRIED:
            act, who, info = on_tried(who, info)
        elif act == RAMP:
            act, who, info = ramp(who, info)
        elif act == INITIALISED:
            act, who, info = on_initialised(who, info)
        elif act == IDLE:
            act, who, info = on_idle(who, info)
        elif act == GIVE_UP:
            act, who, info = give_up(who, info)
        elif act == EMIT:
            act, who, info = emit(who, info)
        elif act == SEEN:
            act, who, info = on_seen(who, info)
        elif act == DECIDE:
            act, who, info = decide(who, info)
        elif act == LAUNCH:
            act, who, info = launch(who, info)
        elif act == SCALE_IN:
            act, who, info = scale_in(who, info)
        elif act == TICKED:
            act, who, info = ticked(who, info)
        elif act == BOOT:
            act, who, info = on_boot(who, info)
        elif act == PUT_IN:
            act, who, info = put_in(who, info)
        elif act == TAKE_OUT:
            act, who, info = take_out(who, info)
        elif act == CRASH:
            act, who, info = crash(who, info)
        elif act == FLUSH:
            act, who, info = flush(who, info)
        elif act == FAULT:
            act, who, info = on_fault(who, info)
        elif act == REPLACE:
            act, who, info = on_replace(who, info)
        elif act == LOOK:
            act, who, info = look(who, info)
        else:
            act, who, info = on_short(who, info)
        if w.then >= 0:
            row = todo[w.todo_n]
            row.step, row.who, row.info = w.then, w.then_who, w.then_info
            w.todo_n += 1
            w.then = NONE
        if w.event >= 0:
            push()
