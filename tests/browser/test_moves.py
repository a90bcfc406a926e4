"""A picture whose marks alone are drawn anew is, element by element, the one that is drawn from the beginning."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import plotly
import pytest

import archlib as al
from archlib.lab.assets import STATIC

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LIBRARY = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
# Both ways to the second picture; names that plotly draws by lot, and the order of attributes, are no difference.
BOTH = r"""async ([first, second]) => {
    const place = () => {
        const made = document.createElement('div');
        Object.assign(made.style, {height: `${first.height}px`, width: '740px'});
        document.body.append(made);
        return made;
    };
    const dressed = ({data, layout}) => [inked(structuredClone(data), '#222'), themed(structuredClone(layout), false)];
    const plain = (plot) => [...plot.querySelectorAll('.main-svg')].map((drawn) => {
        const copy = drawn.cloneNode(true);
        for (const each of [copy, ...copy.querySelectorAll('*')]) {
            const named = [...each.attributes].map(({name, value}) => [name, value]).sort();
            for (const [name] of named) each.removeAttribute(name);
            for (const [name, value] of named) each.setAttribute(name, value);
        }
        return copy.outerHTML;
    }).join('\n').replaceAll(plot._fullLayout._uid, '').replace(/id="[^"]*"|url\([^)]*\)|trace[0-9a-f]{6}/g, '');
    const [moved, whole] = [place(), place()];
    const held = still(...dressed(first));
    const only = held !== null && held === still(...dressed(second));
    await Plotly.newPlot(moved, ...dressed(first));
    if (only) await move(Plotly, moved, dressed(second)[0]);
    await Plotly.newPlot(whole, ...dressed(second));
    const answer = {only, same: plain(moved) === plain(whole)};
    for (const each of [moved, whole]) { Plotly.purge(each); each.remove(); }
    return answer;
}"""


# Three moves, none of which waits for the one before, as of a slider on a busy page.
HASTY = BOTH.replace(
    "if (only) await move(Plotly, moved, dressed(second)[0]);",
    """const shown = [second, first, second].map((each) => move(Plotly, moved, dressed(each)[0]));
    await Promise.all(shown);
    await new Promise((resolve) => setTimeout(resolve, 200));""",
)


class Way(NamedTuple):
    """What became of one picture while a control moved: how often it changed, and how often marks were enough."""

    changed: int
    moved: int


@pytest.fixture(scope="module")
def blank(browser: "Browser") -> "Page":
    page = browser.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(content=LIBRARY.read_text("utf-8"))
    page.add_script_tag(
        content="\n".join((STATIC / f"{name}.js").read_text("utf-8") for name in ("paper", "view_moves"))
    )
    return page


def walked(page: "Page", panel: Any, path: str, texts: tuple[str, ...]) -> dict[str, Way]:
    """Move a control; every picture that is drawn by its marks alone must be the one that is drawn whole."""
    ways: dict[str, Way] = {}
    before: dict[str, Any] = {}
    for text in texts:
        panel._edit({path: text})
        panel._update()
        assert not panel.desk.errors
        now = {name: picture.to_dict() for name, picture in panel.pictures.items() if picture.data}
        for name in before:
            if now[name] != before[name]:
                found = page.evaluate(BOTH, [before[name], now[name]])
                assert found["same"] or not found["only"], (name, path, text)
                changed, moved = ways.get(name, Way(0, 0))
                ways[name] = Way(changed + 1, moved + found["only"])
        before = now
    return ways


def test_the_load_of_the_monolith(blank: "Page") -> None:
    ways = walked(blank, al.lab.monolith(), "load.peak_per_hour", ("120", "130", "140", "150", "30", "20"))
    assert set(ways) == {"strips", "bill", "queue", "machines", "latency"}
    assert sum(way.moved for way in ways.values()) > sum(way.changed for way in ways.values()) / 2
    assert all(way.moved > 0 for way in ways.values())


def test_seven_architectures(blank: "Page") -> None:
    ways = walked(blank, al.lab.compare(), "QueueFleet.max_workers", ("30", "25", "20", "4", "1"))
    assert ways["strips"].moved == ways["strips"].changed > 0


@pytest.mark.parametrize(
    ("scene", "path", "texts"),
    [
        ("ack and ready", "load.per_hour", ("60", "80", "100", "600")),
        ("processing is down", "failures.outage_hours", ("1", "2", "3", "0.5")),
    ],
)
def test_areas_lines_and_markers(blank: "Page", scene: str, path: str, texts: tuple[str, ...]) -> None:
    ways = walked(blank, al.lab.queues(scene), path, texts)
    assert any(way.moved for way in ways.values())


def test_moves_that_overtake_each_other_end_at_the_last(blank: "Page") -> None:
    panel = al.lab.monolith()
    before = panel.pictures["latency"].to_dict()
    panel._edit({"load.peak_per_hour": "150"})
    panel._update()
    after = panel.pictures["latency"].to_dict()
    assert after["data"] != before["data"]
    assert blank.evaluate(HASTY, [before, after]) == {"only": True, "same": True}


def test_what_a_move_does_not_draw_is_drawn_whole(blank: "Page") -> None:
    ways = walked(blank, al.lab.measures("a steeper evening"), "load.peak_per_hour", ("120", "150", "200"))
    assert ways["arrivals"].moved == 0 < ways["arrivals"].changed
