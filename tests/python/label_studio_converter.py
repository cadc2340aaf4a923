"""Converts tasks that Standpoint wrote as annotations with the converter of Label Studio's own SDK, into
its short JSON and into CoNLL-2003: each region must have its words, and each word with a tag its label.

    label_studio_converter.py PROJECT.standpoint.json TASKS.zip
"""

import json
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from label_studio_sdk.converter import Converter

from label_studio import expected

MENTION, STANCE = "mention", "stance"


def without_skipped(project):
    """The converter leaves out what somebody has skipped."""
    layers = {
        article: {annotator: layer for annotator, layer in known.items() if layer.get("status") != "skipped"}
        for article, known in project["layers"].items()
    }
    return {**project, "layers": layers}


def main(project_file, archive_file):
    project = without_skipped(json.loads(Path(project_file).read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(archive_file) as archive:
        tasks = archive.extract("tasks.json", folder)
        converter = Converter(archive.read("labeling-config.xml").decode(), project_dir=None)
        converter.convert_to_json_min(tasks, folder, is_dir=False)
        records = json.loads(Path(folder, "result.json").read_text(encoding="utf-8"))
        converter.convert_to_conll2003(tasks, folder, is_dir=False)
        lines = Path(folder, "result.conll").read_text(encoding="utf-8").split("\n")
    found, labels = Counter(), set()
    for record in records:
        for name in (MENTION, STANCE):
            for region in record.get(name, []):
                words = record["text"][region["start"] : region["end"]]
                assert words == region["text"], (words, region["text"])
                found[name, record["text"], words] += 1
                labels.update(region["labels"])
    missing = Counter((MENTION, *words) for words in expected(project)) - found
    assert not missing, missing.most_common(5)
    tags = {line.rsplit(" ", 1)[-1] for line in lines if line.rsplit(" ", 1)[-1][:2] in ("B-", "I-")}
    assert tags and {tag[2:] for tag in tags} <= labels, (tags, labels)
    print(f"Label Studio's converter: {sum(found.values())} regions in {len(records)} annotations have their words")


if __name__ == "__main__":
    main(*sys.argv[1:])
