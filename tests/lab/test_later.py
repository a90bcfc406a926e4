import asyncio

from archlib.lab.later import MOST_S, Latest


def test_without_an_event_loop_the_work_is_done_at_once() -> None:
    done: list[int] = []
    latest = Latest(lambda: done.append(1))
    latest.ask()
    latest.ask()
    assert done == [1, 1]
    assert not latest.waits


def test_a_burst_leads_to_one_call_with_the_newest_state() -> None:
    state, seen = [0], []

    async def drag() -> None:
        latest = Latest(lambda: seen.append(state[0]))
        for value in range(1, 51):
            state[0] = value
            latest.ask()
        assert latest.waits
        while latest.waits:
            await asyncio.sleep(0)

    asyncio.run(drag())
    assert seen == [50]


def test_asks_during_the_work_lead_to_one_more_call() -> None:
    seen: list[str] = []

    async def drag() -> None:
        def work() -> None:
            seen.append("work")
            if len(seen) == 1:
                latest.ask()
                latest.ask()

        latest = Latest(work)
        latest.ask()
        while latest.waits:
            await asyncio.sleep(0)

    asyncio.run(drag())
    assert seen == ["work", "work"]


def test_one_who_never_stops_asking_gets_pictures_too() -> None:
    seen: list[int] = []

    async def drag() -> None:
        latest = Latest(lambda: seen.append(1), quiet_s=MOST_S)
        loop = asyncio.get_running_loop()
        end = loop.time() + 60 * MOST_S
        while not seen and loop.time() < end:
            latest.ask()
            await asyncio.sleep(MOST_S / 10)

    asyncio.run(drag())
    assert seen == [1]


def test_what_is_dropped_is_not_done() -> None:
    seen: list[int] = []

    async def drag() -> None:
        latest = Latest(lambda: seen.append(1), quiet_s=0)
        latest.ask()
        latest.drop()
        latest.drop()
        await asyncio.sleep(0.01)

    asyncio.run(drag())
    assert seen == []
