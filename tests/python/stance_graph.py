"""Reads a graph of stances that Standpoint wrote with networkx: GraphML and CSV must have the same edges,
and together as many stances as the project has between a holder and a target.

    python stance_graph.py PROJECT.standpoint.json GRAPH.zip
"""

import csv
import io
import json
import sys
import zipfile
from collections import Counter

import networkx


def main(project_path, archive_path):
    with open(project_path, encoding="utf-8") as file:
        project = json.load(file)
    stances = [
        stance
        for layers in project["layers"].values()
        for layer in layers.values()
        for stance in layer.get("stances", {}).values()
        if stance.get("holder") and stance.get("target")
        and stance["provenance"].get("decision") not in ("pending", "rejected")
    ]
    with zipfile.ZipFile(archive_path) as archive:
        graph = networkx.parse_graphml(archive.read("stances.graphml").decode("utf-8"), force_multigraph=True)
        rows = list(csv.DictReader(io.StringIO(archive.read("edges.csv").decode("utf-8"), newline="")))
    label = networkx.get_node_attributes(graph, "label")
    drawn = Counter()
    for holder, target, edge in graph.edges(data=True):
        drawn[label[holder], label[target], edge["polarity"], edge.get("date", "")] += edge["weight"]
    listed = Counter()
    for row in rows:
        listed[row["holder"], row["target"], row["polarity"], row["date"]] += int(row["weight"])
    assert drawn == listed, (drawn - listed, listed - drawn)
    assert sum(drawn.values()) == len(stances), (sum(drawn.values()), len(stances))
    print(f"networkx: {len(rows)} edges of {len(stances)} stances")


if __name__ == "__main__":
    main(*sys.argv[1:])
