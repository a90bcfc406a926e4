"""The kernel's source as it is compiled: one flat function, its helpers written out where they are called.

numba inlines closures too, but takes half of the compile time for it. Here it is done on the syntax tree: a call is
replaced by the helper's body with its names made unique, and an early return by an `else` around the rest, or by a mark
where that would write the rest twice. Only the copy that is compiled is written so; nobody has to read it.
"""

import ast
import copy
from typing import TypeVar, cast

from archlib.errors import EngineError

Body = list[ast.stmt]
Node = TypeVar("Node", bound=ast.AST)


def flat(source: str, function: str) -> str:
    """Return a module's source in which one function has the functions defined in it written out at their calls.

    Raises
    ------
    EngineError
        if a helper returns from within a loop, calls itself, or is called where an `and`, an `or` or a conditional
        expression may leave it out
    """
    tree = ast.parse(source)
    (found,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    helpers = {node.name: node for node in found.body if isinstance(node, ast.FunctionDef)}
    rest = [node for node in found.body if not isinstance(node, ast.FunctionDef)]
    found.body = _Flattening(helpers).block(rest)
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


class _Flattening:
    """Writes out the calls of helpers, statement by statement."""

    def __init__(self, helpers: dict[str, ast.FunctionDef]) -> None:
        self.helpers, self.sites = helpers, 0
        self.open: list[str] = []

    def block(self, body: Body) -> Body:
        """Return the statements with every call written out."""
        return [made for statement in body for made in self.statement(statement)]

    def statement(self, node: ast.stmt) -> Body:
        """Return what one statement becomes."""
        if isinstance(node, ast.If):
            before, node.test = self.hoisted(node.test)
            node.body, node.orelse = self.block(node.body), self.block(node.orelse)
            return [*before, node]
        if isinstance(node, ast.While):
            before, node.test = self.hoisted(node.test)
            if before:
                raise EngineError(f"line {node.lineno}: a loop's condition cannot call a helper of several lines")
            node.body = self.block(node.body)
            return [node]
        if isinstance(node, (ast.Expr, ast.Assign)) and isinstance(node.value, ast.Call) and self.called(node.value):
            return self.written_out(node.value, node.targets if isinstance(node, ast.Assign) else [])
        before, changed = self.hoisted(node)
        return [*before, *_chosen(changed)]

    def called(self, node: ast.AST) -> ast.FunctionDef | None:
        """Return the helper that a node calls, None for anything else."""
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        return self.helpers.get(node.func.id) if is_call else None  # type: ignore[attr-defined]

    def hoisted(self, node: Node) -> tuple[Body, Node]:
        """Return the statements that must run before, and the node with results in place of calls."""
        calls = _Calls(self)
        changed = cast(Node, calls.visit(node))
        return calls.before, changed

    def written_out(self, call: ast.Call, targets: list[ast.expr]) -> Body:
        """Return a helper's body with its parameters set and its results assigned to the targets."""
        helper = self.called(call)
        if helper is None or helper.name in self.open:
            raise EngineError(f"line {call.lineno}: {ast.unparse(call)!r} cannot be written out; a helper calls itself")
        self.sites += 1
        names = {name: f"{name}_{self.sites}" for name in _locals(helper)}
        body = [_Renaming(names).visit(copy.deepcopy(node)) for node in _code(helper)]
        setting = [
            ast.Assign([ast.Name(names[parameter.arg], ast.Store())], value)
            for parameter, value in zip(helper.args.args, call.args, strict=True)
        ]
        self.open.append(helper.name)
        made = self.block([*setting, *_without_returns(body, targets, f"left_{self.sites}")])
        self.open.pop()
        return made


class _Calls(ast.NodeTransformer):
    """Puts results in place of calls; the statements that make them are in `before`."""

    def __init__(self, flattening: _Flattening) -> None:
        self.flattening = flattening
        self.before: Body = []

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.BoolOp:
        """Look at the operands; all but the first may be left out."""
        node.values = [self.visit(node.values[0]), *(self._maybe(value) for value in node.values[1:])]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.IfExp:
        """Look at the condition and at the branches, one of which is left out."""
        node.test, node.body, node.orelse = self.visit(node.test), self._maybe(node.body), self._maybe(node.orelse)
        return node

    def _maybe(self, node: ast.expr) -> ast.expr:
        """Look at what is not always evaluated; nothing may be called before it, for it would be called always."""
        known = len(self.before)
        changed = cast(ast.expr, self.visit(node))
        if len(self.before) > known:
            raise EngineError(f"line {node.lineno}: a helper of several lines is called only sometimes; use a branch")
        return changed

    def visit_Call(self, call: ast.Call) -> ast.expr:
        """Return the value of a helper of one line, or the name under which its result is found."""
        self.generic_visit(call)
        helper = self.flattening.called(call)
        if helper is None:
            return call
        only = _code(helper)[0]
        if isinstance(only, ast.Return) and only.value is not None and not helper.args.args:
            return copy.deepcopy(only.value)
        self.flattening.sites += 1
        name = f"result_{self.flattening.sites}"
        self.before += self.flattening.written_out(call, [ast.Name(name, ast.Store())])
        return ast.Name(name, ast.Load())


class _Renaming(ast.NodeTransformer):
    """Gives the names of a helper's variables a number."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Rename one."""
        node.id = self.names.get(node.id, node.id)
        return node


def _code(helper: ast.FunctionDef) -> Body:
    """A helper's statements without its docstring."""
    return helper.body[1:] if ast.get_docstring(helper) is not None else helper.body


def _locals(helper: ast.FunctionDef) -> set[str]:
    stored = {n.id for n in ast.walk(helper) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return stored | {parameter.arg for parameter in helper.args.args}


def _without_returns(body: Body, targets: list[ast.expr], mark: str) -> Body:
    """Return statements that assign instead of returning; what follows a return is left out."""
    made: Body = []
    for at, node in enumerate(body):
        if isinstance(node, ast.Return):
            return [*made, *_assigned(node.value, targets)]
        if isinstance(node, (ast.While, ast.For)) and _returns(node):
            raise EngineError(f"line {node.lineno}: a helper may not return from within a loop")
        if isinstance(node, ast.If) and _returns(node):
            return [*made, *_branched(node, body[at + 1 :], targets, mark)]
        made.append(node)
    return made


def _branched(node: ast.If, rest: Body, targets: list[ast.expr], mark: str) -> Body:
    """Return what becomes of a branch in which there is a return, and of what follows it.

    What follows is written into the only way that goes on. If both do, it is left out by a mark where one of them
    returned, rather than written twice.
    """
    going_on = [way for way in (node.body, node.orelse) if not _always_returns(way)]
    before: Body = []
    after: Body = []
    if len(going_on) == 1:
        going_on[0].extend(rest)
    elif rest and going_on:
        own = f"{mark}_{node.lineno}"
        before = [_set(own, 0)]
        _mark_returns(node, own)
        is_unset = ast.Compare(ast.Name(own, ast.Load()), [ast.Eq()], [ast.Constant(0)])
        after = [ast.If(is_unset, _without_returns(rest, targets, mark) or [ast.Pass()], [])]
    node.body = _without_returns(node.body, targets, mark) or [ast.Pass()]
    node.orelse = _without_returns(node.orelse, targets, mark)
    return [*before, node, *after]


def _mark_returns(node: ast.If, name: str) -> None:
    """Set a name to 1 before every return within a branch."""
    for way in (node.body, node.orelse):
        for inner in way:
            if isinstance(inner, ast.If):
                _mark_returns(inner, name)
        if way and isinstance(way[-1], ast.Return):
            way.insert(len(way) - 1, _set(name, 1))


def _set(name: str, value: int) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], ast.Constant(value))


def _returns(node: ast.stmt) -> bool:
    return any(isinstance(n, ast.Return) for n in ast.walk(node))


def _always_returns(body: Body) -> bool:
    last = body[-1] if body else None
    if isinstance(last, ast.If):
        return _always_returns(last.body) and _always_returns(last.orelse)
    return isinstance(last, ast.Return)


def _chosen(node: ast.stmt) -> Body:
    """Return a choice between two values as a branch: one name the less, and numba's time grows with their number."""
    if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp)):
        return [node]
    ways = (_chosen(ast.Assign(copy.deepcopy(node.targets), way)) for way in (node.value.body, node.value.orelse))
    return [ast.If(node.value.test, *ways)]


def _assigned(value: ast.expr | None, targets: list[ast.expr]) -> Body:
    if value is None or not targets:
        return []
    (target,) = targets
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return [ast.Assign([copy.deepcopy(t)], v) for t, v in pairs]
    return [ast.Assign([copy.deepcopy(target)], value)]
