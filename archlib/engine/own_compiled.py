"""How compiled code asks a policy of a learner's own: it takes the interpreter's lock and calls the guard.

The call is a function of its own in the machine code, so that the kernel's loop is compiled as if it were not there.
"""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import lower_builtin, type_callable

from archlib.engine.guard import WRONG
from archlib.engine.own import asked

NAME = "archlib_asked"
WHOLE, REAL = ir.IntType(64), ir.DoubleType()


@type_callable(asked)
def _type(_context: Any) -> Any:
    def typer(own: Any, visible: Any, in_flight: Any, workers: Any, oldest_s: Any) -> Any:
        return types.int64

    return typer


@lower_builtin(asked, *[types.Integer] * 4, types.Float)  # type: ignore[no-untyped-call,untyped-decorator]
def _call(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    wanted = (*[types.int64] * 4, types.float64)
    given = [context.cast(builder, *each) for each in zip(arguments, signature.args, wanted, strict=True)]
    return builder.call(_function(context, builder.module), given)


def _function(context: Any, module: Any) -> Any:
    known = module.globals.get(NAME)
    if known is not None:
        return known
    function = ir.Function(module, ir.FunctionType(WHOLE, [WHOLE] * 4 + [REAL]), NAME)
    function.linkage = "internal"
    function.attributes.add("noinline")
    builder = ir.IRBuilder(function.append_basic_block("entry"))
    own, *whole, age = function.args
    python = context.get_python_api(builder)
    lock = python.gil_ensure()
    given = [*map(python.long_from_longlong, whole), python.float_from_double(age)]
    answer = python.call_function_objargs(builder.inttoptr(own, python.pyobj), given)
    for each in given:
        python.decref(each)
    result = cgutils.alloca_once_value(builder, ir.Constant(WHOLE, WRONG))  # type: ignore[no-untyped-call]
    is_there = builder.icmp_unsigned("!=", answer, ir.Constant(answer.type, None))
    with builder.if_else(is_there) as (good, bad):
        with good:
            builder.store(python.long_as_longlong(answer), result)
            python.decref(answer)
        with bad:  # the guard lets nothing out; but no exception may be left behind in any case
            python.err_clear()
    python.gil_release(lock)
    builder.ret(builder.load(result))
    return function
