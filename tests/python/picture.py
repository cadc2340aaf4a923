#!/usr/bin/env python3
"""Counts who stands where from a stances dataset, and whole articles from that of articles, as the picture on the screen must.

    picture.py STANCES.jsonl [ARTICLES.jsonl]

Prints a line for each cell of the matrix, which is an edge of the network too, and for each count of
the timeline by publication: its key, then how often each polarity occurs.
"""

import collections
import json
import sys

POLARITIES = ["FAVOR", "AGAINST", "NEUTRAL", "BOTH", "NONE"]
counts = collections.defaultdict(collections.Counter)
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    holder = row["holder"] or row["holder_kind"] or "nobody"
    target = row["target"] or row["target_name"] or "nothing"
    target = "not " + target if row["target_is_negated"] else target
    counts["matrix", holder, target][row["polarity"]] += 1
    counts["timeline", row["outlet"] or "", row["published"] or ""][row["polarity"]] += 1
for line in open(sys.argv[2], encoding="utf-8") if len(sys.argv) > 2 else []:
    article = json.loads(line)
    outlet = article["outlet"] or ""
    for row in article["document_stances"]:
        target = row["target"] or row["target_name"] or "nothing"
        target = "not " + target if row["target_is_negated"] else target
        counts["matrix", "whole " + outlet, target][row["polarity"]] += 1
        counts["timeline", outlet, article["published"] or ""][row["polarity"]] += 1
for key, polarities in sorted(counts.items()):
    print("\t".join([*key, *(str(polarities[name]) for name in POLARITIES)]))
