"""How tests with generated values run."""

from hypothesis import HealthCheck, settings

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""In whatever time they take: a fresh clone makes a table of characters first, on a machine that may be busy."""
