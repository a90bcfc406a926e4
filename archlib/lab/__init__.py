"""The lab: panels, questions and drawings for a notebook. The only part that knows Jupyter; nothing imports it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archlib.lab.beliefs import misconceptions
    from archlib.lab.bet_widget import bet
    from archlib.lab.board_panel import leaderboard
    from archlib.lab.calls_panel import calls
    from archlib.lab.chaos_panel import chaos
    from archlib.lab.class_panel import class_map
    from archlib.lab.contents_bar import contents
    from archlib.lab.decision_panel import decision_map
    from archlib.lab.drawings import drawing
    from archlib.lab.examination import doctor
    from archlib.lab.exercise_widget import exercise
    from archlib.lab.fan_out_panel import fan_out
    from archlib.lab.glossary_list import glossary
    from archlib.lab.graph_widget import graph
    from archlib.lab.known import i_know_this
    from archlib.lab.links_panel import links
    from archlib.lab.live_panel import live_queue
    from archlib.lab.panel import Panel
    from archlib.lab.panels import (
        choose,
        compare,
        event_driven,
        functions,
        load_balancers,
        measures,
        microservices,
        monolith,
        queues,
        resilience,
        tiers,
    )
    from archlib.lab.plan import Chance, Failures, Prices
    from archlib.lab.policy_panel import policy
    from archlib.lab.progress_map import progress
    from archlib.lab.quiz_widget import quiz, warm_up
    from archlib.lab.record_panel import record
    from archlib.lab.rules_panel import rules
    from archlib.lab.source_view import source
    from archlib.lab.storm_panel import storm
    from archlib.lab.story_panel import story
    from archlib.lab.walk_panel import walk
    from archlib.lab.watched_work import watched
    from archlib.lab.worked_widget import worked
    from archlib.lab.year_panel import year
    from archlib.lab.year_plan import plan_of

# name -> the module it is in
_HOME = {
    "Chance": "plan",
    "Failures": "plan",
    "Panel": "panel",
    "Prices": "plan",
    "bet": "bet_widget",
    "calls": "calls_panel",
    "chaos": "chaos_panel",
    "choose": "panels",
    "class_map": "class_panel",
    "compare": "panels",
    "contents": "contents_bar",
    "decision_map": "decision_panel",
    "doctor": "examination",
    "drawing": "drawings",
    "event_driven": "panels",
    "exercise": "exercise_widget",
    "fan_out": "fan_out_panel",
    "functions": "panels",
    "glossary": "glossary_list",
    "graph": "graph_widget",
    "i_know_this": "known",
    "leaderboard": "board_panel",
    "links": "links_panel",
    "live_queue": "live_panel",
    "load_balancers": "panels",
    "measures": "panels",
    "microservices": "panels",
    "misconceptions": "beliefs",
    "monolith": "panels",
    "plan_of": "year_plan",
    "policy": "policy_panel",
    "progress": "progress_map",
    "queues": "panels",
    "quiz": "quiz_widget",
    "record": "record_panel",
    "resilience": "panels",
    "rules": "rules_panel",
    "source": "source_view",
    "storm": "storm_panel",
    "story": "story_panel",
    "tiers": "panels",
    "walk": "walk_panel",
    "warm_up": "quiz_widget",
    "watched": "watched_work",
    "worked": "worked_widget",
    "year": "year_panel",
}

__all__ = [
    "Chance", "Failures", "Panel", "Prices", "bet", "calls", "chaos", "choose", "class_map", "compare", "contents",
    "decision_map", "doctor", "drawing", "event_driven", "exercise", "fan_out", "functions", "glossary", "graph",
    "i_know_this", "leaderboard", "links", "live_queue", "load_balancers", "measures", "microservices",
    "misconceptions", "monolith", "plan_of", "policy", "progress", "queues", "quiz", "record", "resilience", "rules",
    "source", "storm", "story", "tiers", "walk", "warm_up", "watched", "worked", "year",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a part of the lab, and with it the widgets, only when it is asked for."""
    if name in _HOME:
        return getattr(import_module(f"archlib.lab.{_HOME[name]}"), name)
    raise AttributeError(f"module 'archlib.lab' has no attribute {name!r}")
