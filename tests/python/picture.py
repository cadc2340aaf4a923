#!/usr/bin/env python3
"""Counts who stands where from a stances dataset, as the picture on the screen must.

    picture.py STANCES.jsonl

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
for key, polarities in sorted(counts.items()):
    print("\t".join([*key, *(str(polarities[name]) for name in POLARITIES)]))
