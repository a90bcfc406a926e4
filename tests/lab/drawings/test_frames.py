from itertools import pairwise

import numpy as np

from archlib.lab.drawings.frames import CAUSE, HELD, STATE, Frames
from archlib.lab.drawings.hops import NOT_LOST
from archlib.lab.drawings.wires import CUSTOMERS, wires
from archlib.outcome import Reason, Run
from archlib.outcome.health import DOWN
from archlib.topology import Bus, Queue


def frames_of(run: Run) -> Frames:
    return Frames(run, wires(run.topology))


def sampled(run: Run) -> list[float]:
    rng = np.random.default_rng(7)
    return [0.0, *rng.uniform(0, run.trace.horizon_s, 200).tolist(), run.trace.horizon_s]


def test_a_frame_is_what_the_series_say(run: Run) -> None:
    frames = frames_of(run)
    for time in sampled(run):
        held = frames.at(time)
        for station in run.topology.stations:
            for what in HELD.get(type(station).__name__, ()):
                assert held[station.name, what] == getattr(run.series[station.name], what).at(time)


def test_the_bytes_of_the_windows_say_the_same(run: Run) -> None:
    frames = frames_of(run)
    cuts = frames.cuts
    assert cuts[0] == 0
    assert cuts[-1] == run.trace.horizon_s
    assert (np.diff(cuts) > 0).all()
    for time in sampled(run):
        k = min(int(np.searchsorted(cuts, time, side="right")) - 1, len(cuts) - 2)
        window = frames.window(k)
        t, v, n = (np.frombuffer(window[name], kind) for name, kind in (("t", "<f8"), ("v", "<i4"), ("n", "<u4")))
        ends = np.cumsum(n)
        for track, first, end in zip(frames.tracks, ends - n, ends, strict=True):
            at = first + int(np.searchsorted(t[first:end], time, side="right")) - 1
            assert v[at] == track.step.at(time), (track.what, time)


def test_little_is_sent_of_a_week(run: Run) -> None:
    frames = frames_of(run)
    sizes = [
        sum(len(value) for value in frames.window(k).values() if isinstance(value, bytes))
        for k in range(len(frames.cuts) - 1)
    ]
    assert max(sizes) < 150_000


def test_every_move_is_in_one_window(run: Run) -> None:
    frames = frames_of(run)
    parts = [np.frombuffer(frames.window(k)["hop_t"], "<f8") for k in range(len(frames.cuts) - 1)]
    assert np.array_equal(np.concatenate(parts), frames.hops.t)


def test_every_visit_is_come_to_by_a_move(run: Run) -> None:
    frames, end = frames_of(run), run.trace.horizon_s
    hops = frames.hops
    for number, station in enumerate(run.topology.stations):
        visits = run.trace.visits_at(number)
        visits = visits[visits["enter"] <= end]
        leads = [frames.wires[abs(c[-1]) - 1] for c in hops.chains]
        here = [
            i
            for i, (chain, wire) in enumerate(zip(hops.chains, leads, strict=True))
            if wire.kind != "data" and (wire.target if chain[-1] > 0 else wire.source) == station.name
        ]
        if not isinstance(station, Queue) or not station.dead_letters:
            came = np.isin(hops.chain, here)
            assert sorted(hops.video[came].tolist()) == sorted(visits["video"].tolist())


def test_a_move_goes_on_where_the_wire_before_ended(run: Run) -> None:
    frames = frames_of(run)
    for chain in frames.hops.chains:
        for before, after in pairwise(chain):
            between = frames.wires[before - 1].target
            assert between == frames.wires[after - 1].source
            assert isinstance(run.topology[between], Bus) or between.endswith("balancer")


def test_every_video_comes_from_the_customers(run: Run) -> None:
    frames = frames_of(run)
    doors = [i for i, c in enumerate(frames.hops.chains) if frames.wires[abs(c[0]) - 1].source == CUSTOMERS]
    came = set(frames.hops.video[np.isin(frames.hops.chain, doors)].tolist())
    assert came == set(range(len(run.trace.arrive)))


def test_failures_are_those_of_the_visits(run: Run) -> None:
    visits = run.trace.visits
    failed = ~np.isin(visits["reason"], [*NOT_LOST]) & (visits["end"] <= run.trace.horizon_s)
    hops = frames_of(run).hops
    assert len(hops.lost_t) == failed.sum()
    assert Reason.OK not in hops.lost_reason


def test_a_station_is_down_while_the_bad_deploy_lasts(runs: dict[str, Run]) -> None:
    run = runs["QueueFleet"]
    frames = frames_of(run)
    spell = next(s for s in run.timeline.spells if run.timeline.causes[s.cause].label == "bad deploy of processing")
    for time in (spell.start_s, (spell.start_s + spell.end_s) / 2):
        held = frames.at(time)
        assert held["workers", STATE] == DOWN
        assert frames.causes[held["workers", CAUSE]] == "bad deploy of processing"
    assert frames.at(spell.end_s)["workers", STATE] < DOWN
