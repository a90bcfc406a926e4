"""Candidates, rising, that `archlib.size` may give a parameter which is no count."""

IDLE_S = (0.0, 60.0, 150.0, 300.0, 600.0, 1800.0, 7200.0)  # s
VCPU = (1, 2, 4, 8, 16)  # vCPU of a container
MEMORY_MB = (884, 1769, 2653, 3538, 5307, 7076, 8845, 10_240)  # MB: half a vCPU, one, one and a half, and on
