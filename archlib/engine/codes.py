"""Small integers that the kernel and its compiler share; numba takes them as constants."""

# kinds of station; from QUEUE on they are managed services, which fail as a whole (a store, a bus, a
# service: STORE, and an alarm, which does not fail)
POOL, FLEET, FUNCTION, QUEUE, STORE, BALANCER = 0, 1, 2, 3, 4, 5
# states of an instance
ABSENT, BOOTING, UP = 0, 1, 2
# states of a frame
FREE, WAITING, SERVED, BACKOFF, VISIBLE, IN_FLIGHT, GONE, HELD = 0, 1, 2, 3, 4, 5, 6, 7
# kinds of edge
CALL, SEND, RECEIVE, STORED, DELIVER = 0, 1, 2, 3, 4
# operations of a station's program
DO_WORK, DO_CALL, DO_STORE, DO_END, DO_FORK, DO_JOIN, DO_DELIVER, DO_READ = 0, 1, 2, 3, 4, 5, 6, 7
# scaling policies
ALARM, FLOOR, CEIL, BACKLOG, TRACK, OWN = 0, 1, 2, 3, 4, 5
# balancing policies
RANDOM, ROUND_ROBIN, LEAST, TWO, CENTRAL = 0, 1, 2, 3, 4

# kinds of event, in their order at equal instants (the clock rule)
(
    E_COMPLETE, E_FAULT, E_SEEN, E_BOOT, E_INIT, E_REPLACE, E_IDLE, E_RAMP, E_DEADLINE, E_RETRY, E_ARRIVE, E_TICK,
    E_POLL, E_SHORT,
) = range(14)  # fmt: skip
KIND_SHIFT = 48

# steps of the kernel's dispatch
(
    NEXT, ENTER, SERVE, STEP, COMPLETE, FINISH, REFUSED, DEADLINE, RETRY, ARRIVE, MESSAGE, DELIVERED, FORGET, PULL,
    LINE, POLL, SHORT, FAULT, PUT_IN, TAKE_OUT, CRASH, FLUSH, DECIDE, LAUNCH, SCALE_IN, TICKED, BOOT, REPLACE,
    PICK, SEEN, ASK, INVOKE, INITIALISED, BEGIN, WAKE, IDLE, TRIED, GIVE_UP, EMIT, SENT, RAMP, GATE, LOOK,
) = range(43)  # fmt: skip

# what the kernel says when it returns
DONE, MORE, FULL = 0, 1, 2
MARGIN = 64  # free rows that every table has before an event is taken

# events that come soon: buckets (a power of two), places for events, and the longest search for a place in a bucket
SOON, SOON_EVENTS, FEW = 1024, 4096, 16
# a drawn pause or mishap is drawn anew for so many tries, and then the draws come round again
DRAWS = 16
BYTE = 255  # counters of a job that stand side by side in one number
