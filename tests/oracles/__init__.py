"""The engine against others: SimPy and Ciw job by job on the same inputs, closed forms, the two forms of the kernel.

`reference` plays a topology in SimPy with plain objects, from the rules in the docstrings of `archlib.topology`,
`archlib.faults` and `archlib.engine.kernel`; it shares with the engine the inputs, the names of the reasons and the
spells of the faults, and nothing else. It is slow on purpose: where it could be clever it is plain.

Words that came later have small references of their own, which share its clock (`clock`, or `loop` without SimPy), who
comes (`customers`, `deliveries`) and who is struck when (`outages`): `balancers`, `functions` with `environments` and
`batches`, `buses`, and `forks`.
"""
