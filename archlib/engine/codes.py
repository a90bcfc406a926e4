"""Small integers that the kernel and its compiler share; numba takes them as constants."""

# kinds of station
POOL, FLEET, QUEUE, STORE = 0, 1, 2, 3
# states of an instance
ABSENT, BOOTING, UP = 0, 1, 2
# states of a frame
FREE, WAITING, SERVED, BACKOFF, VISIBLE, IN_FLIGHT, GONE = 0, 1, 2, 3, 4, 5, 6
# kinds of edge
CALL, SEND, RECEIVE, STORED = 0, 1, 2, 3
# operations of a station's program
DO_WORK, DO_CALL, DO_STORE, DO_END = 0, 1, 2, 3
# scaling policies
ALARM, FLOOR, CEIL, BACKLOG = 0, 1, 2, 3

# kinds of event, in their order at equal instants (the clock rule)
E_COMPLETE, E_FAULT, E_BOOT, E_REPLACE, E_DEADLINE, E_RETRY, E_ARRIVE, E_TICK, E_POLL, E_SHORT = range(10)
KIND_SHIFT = 48

# steps of the kernel's dispatch
(
    NEXT, ENTER, SERVE, STEP, COMPLETE, FINISH, REFUSED, DEADLINE, RETRY, ARRIVE, MESSAGE, DELIVERED, FORGET, PULL,
    LINE, POLL, SHORT, FAULT, PUT_IN, TAKE_OUT, CRASH, FLUSH, DECIDE, LAUNCH, SCALE_IN, TICKED, BOOT, REPLACE,
) = range(28)  # fmt: skip

# what the kernel says when it returns
DONE, MORE, FULL = 0, 1, 2
MARGIN = 64  # free rows that every table has before an event is taken

# events that come soon: buckets (a power of two), places for events, and the longest search for a place in a bucket
SOON, SOON_EVENTS, FEW = 1024, 4096, 16
