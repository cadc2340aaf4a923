"""Reads tasks that Standpoint wrote as predictions with Label Studio's own SDK: each prediction must be
valid for the labelling configuration, and each region must have its words.

    label_studio.py PROJECT.standpoint.json TASKS.zip
"""

import json
import sys
import zipfile
from collections import Counter
from pathlib import Path

from label_studio_sdk.label_interface import LabelInterface


def expected(project):
    """How often each text has each piece of a mention."""
    for article, layers in project["layers"].items():
        text = project["articles"][article]["text"]
        for layer in layers.values():
            for mention in layer.get("mentions", {}).values():
                if mention["provenance"].get("decision") not in ("pending", "rejected"):
                    for piece in mention["fragments"]:
                        yield text, text[piece["start"] : piece["end"]]


def main(project_file, archive_file):
    project = json.loads(Path(project_file).read_text(encoding="utf-8"))
    with zipfile.ZipFile(archive_file) as archive:
        tasks = json.loads(archive.read("tasks.json"))
        interface = LabelInterface(archive.read("labeling-config.xml").decode())
    found = Counter()
    for task in tasks:
        text = task["data"]["text"]
        for prediction in task["predictions"]:
            faults = interface.validate_prediction(prediction, return_errors=True)
            assert not faults, faults[:3]
            for region in prediction["result"]:
                if region["type"] == "labels":
                    value = region["value"]
                    words = text[value["start"] : value["end"]]
                    assert words == value["text"], (words, value["text"])
                    found[text, words] += 1
    missing = Counter(expected(project)) - found
    assert not missing, missing.most_common(5)
    print(f"Label Studio: {sum(found.values())} regions in {len(tasks)} tasks have their words")


if __name__ == "__main__":
    main(*sys.argv[1:])
