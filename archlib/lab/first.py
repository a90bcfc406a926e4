"""The chief fields of each kind of load and of architecture: those that are seen first."""

from typing import Final

from archlib.lab.choices import FAILURES

# by kind of load or of architecture, or by key
FIRST: Final[dict[str, tuple[str, ...]]] = {
    "evening_peak": ("base_per_hour", "peak_per_hour", "peak_h", "transcode_s", "days"),
    "homogeneous": ("per_hour", "transcode_s", "transcode_cv", "days"),
    "diurnal": ("mean_per_hour", "amplitude", "peak_at_h", "transcode_s", "days"),
    "launch_spike": ("base_per_hour", "peak_per_hour", "launch_at_h", "decay_h", "transcode_s"),
    "measured": ("scale", "mode", "transcode_s", "days"),
    FAILURES: ("standard_week", "outage_role", "outage_effect", "outage_start_h", "outage_hours"),
    "Monolith": ("instance", "replicas", "room"),
    "Tiers": ("placement", "process_instance"),
    "LoadBalanced": ("policy", "process_instances", "upload_instances", "manage_instances", "check_every_s"),
    "QueueFleet": ("max_workers", "min_workers", "policy", "idle_s", "boot_s"),
    "Microservices": ("replicas", "sizes_in_parallel", "stores", "hop_s", "min_workers"),
    "EventDriven": ("compute", "keep_alive_s", "extra_consumers", "via_queue", "self_retries"),
    "Functions": ("memory_mb", "trigger", "keep_alive_s", "concurrency", "retries"),
}
