"""What tests need that does not come with the repository: without it they are skipped, or fail where it is required."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

SHARED = Path(__file__).parents[2] / "shared"
"""The corpora and gold texts, beside the repository."""


def beside(path: str) -> Path:
    """Something in the folder beside the repository; what needs it fails without it if KG_REQUIRE_SHARED is 1."""
    found = SHARED / path
    if not found.exists():
        lacking(f"../shared/{path} is not beside the repository", "KG_REQUIRE_SHARED")
    return found


def lacking(what: str, variable: str) -> NoReturn:
    """Skip for want of something, or fail if a variable of the environment is 1."""
    if os.environ.get(variable) == "1":
        pytest.fail(f"{what}, and {variable} is 1")
    pytest.skip(what)  # the one place where an absent neighbour is skipped, and only where it is not required
