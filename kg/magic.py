"""`%%sparql` in notebooks: after `%load_ext kg`, a cell is a query to the graph that its first line names."""

from typing import Any

from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.query import Answer


class Sparql:
    """Answers cells in the name space of a notebook."""

    def __init__(self, names: dict[str, Any]) -> None:
        """The variables of the notebook."""
        self._names = names

    def __call__(self, line: str, cell: str) -> Answer:
        """The answer of the graph called so, or of the only one there is. Raises QueryError."""
        graphs = {name: value for name, value in self._names.items() if isinstance(value, KnowledgeGraph)}
        wanted = line.strip()
        if wanted and wanted not in graphs:
            raise QueryError(
                f"{wanted} is no graph; there are {', '.join(sorted(graphs)) or 'none: kg.open gives one'}"
            )
        different = {id(graph): graph for graph in graphs.values()}
        if not wanted and len(different) != 1:
            raise QueryError(f"name a graph after %%sparql: {', '.join(sorted(graphs)) or 'kg.open gives one'}")
        graph: KnowledgeGraph = graphs[wanted] if wanted else next(iter(different.values()))
        return graph.query(cell)
