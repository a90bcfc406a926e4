"""Terms in plain English: a list for the notebook's end, and the link that stands at a term's first use.

The link is markdown: `[utilisation](#Glossary "share of time that ...")`. It jumps to the heading `## Glossary` of the
same notebook, tells the meaning on hover, and works in JupyterLab and on GitHub without network and without kernel.
"""

from html import escape

from archlib.course import glossary as bank

HEADING = "Glossary"


class Glossary:
    """Terms with their meaning."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        self.entries = tuple(map(bank.term, terms)) if terms else tuple(bank.glossary().values())

    def __repr__(self) -> str:
        return "\n".join(f"{entry.term}: {entry.meaning}" for entry in self.entries)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<div style='display: flow-root'><dt><strong>{escape(entry.term)}</strong></dt>"
            f"<dd>{escape(entry.meaning)}{_also(entry)}</dd></div>"
            for entry in self.entries
        )
        return f"<dl>{rows}</dl>"


def glossary(*terms: str) -> Glossary:
    """Return terms with their meaning, all of them if none is named.

    Raises
    ------
    ParameterError
        if a term is unknown; the message names the nearest
    """
    return Glossary(terms)


def term(name: str) -> str:
    """Return the markdown for a term's first use: a link to the notebook's glossary that tells the meaning on hover."""
    entry = bank.term(name)
    meaning = entry.meaning.replace("\\", "").replace('"', "'")
    return f'[{name}](#{HEADING} "{meaning}")'


def _also(entry: bank.Term) -> str:
    return f" See also: {escape(', '.join(entry.see_also))}." if entry.see_also else ""
