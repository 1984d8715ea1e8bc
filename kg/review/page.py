"""Questions as one self-contained HTML page, on which they are answered; it gives the answers as a file to import."""

import json
from collections.abc import Sequence
from pathlib import Path
from shlex import quote

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.policy import policy
from kg.review.questions import Question
from kg.review.why import told_weight

TEMPLATES = Path(__file__).parents[1] / "templates" / "review"


def page(questions: Sequence[Question], *, base: str, by: str) -> str:
    """The page of some questions on a base of this name, for somebody to answer."""
    style, script = ((TEMPLATES / name).read_text("utf-8") for name in ("review.css", "review.js"))
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("review.html").render(
        base=base,
        by=by,
        questions=questions,
        ends=[json.dumps([one.model_dump(mode="json") for one in each.anchors]) for each in questions],
        command=f"kg review --import judgements.yaml --base {quote(base)}",
        weight=told_weight,
        policy=policy((script,), style),
        style=Markup(style),
        script=Markup(script),
    )
