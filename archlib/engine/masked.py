"""The kernel's source with every look-up in a table made cheap for numba. Only the copy that is compiled is so.

Python counts negative indices from the end, and numba therefore compares and adds at every look-up. The kernel never
uses one, but numba cannot know. `frames[f & MASK]` cannot be negative, and a sixth of the instructions goes. And each
table is replaced by a view that has no owner (see `unowned`).
"""

import ast

MASK = 2**62 - 1
IMPORT = "from archlib.engine.unowned import unowned\n"


class _Masking(ast.NodeTransformer):
    """Masks the index of each look-up in a table."""

    def __init__(self, tables: frozenset[str]) -> None:
        self.tables = tables

    def visit_Subscript(self, node: ast.Subscript) -> ast.Subscript:
        """Mask one index; a constant one is known to be positive."""
        self.generic_visit(node)
        is_table = isinstance(node.value, ast.Name) and node.value.id in self.tables
        if is_table and not isinstance(node.slice, ast.Constant):
            node.slice = ast.BinOp(node.slice, ast.BitAnd(), ast.Constant(MASK))
        return node


def masked(source: str, function: str) -> str:
    """Return a module's source with the arguments of one of its functions unowned, and indices into them masked."""
    tree = ast.parse(source)
    (found,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    tables = [argument.arg for argument in found.args.args]
    _Masking(frozenset(tables)).visit(found)
    found.body = [*ast.parse("\n".join(f"{t} = unowned({t})" for t in tables)).body, *found.body]
    return IMPORT + ast.unparse(ast.fix_missing_locations(tree)) + "\n"
