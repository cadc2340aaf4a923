"""Loads a dataset that Standpoint wrote with Hugging Face's datasets and with mlcroissant: each quote
must stand at its code points, labels must be classes, and no mark of the project may be missing.

    hugging_face.py PROJECT.standpoint.json DATASET.hugging-face.zip [article | sentence]
"""

import json
import os
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

# Nothing is to be fetched: the folder is all there is.
os.environ["HF_HUB_OFFLINE"] = os.environ["HF_DATASETS_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"

import datasets
import mlcroissant


def counts(record):
    made = record["provenance"]
    return made.get("decision") == "accepted" or (
        made["origin"] != "suggestion" and made.get("decision") not in ("pending", "rejected")
    )


def in_project(project, kind, part):
    """Each stretch of words with its article and label, by the project."""
    found = Counter()
    for article, layers in project["layers"].items():
        for layer in layers.values():
            for record in filter(counts, layer.get(kind, {}).values()):
                for it in record.get(part, []):
                    label = record.get("type", record.get("polarity"))
                    found[article, it["start"], it["end"], it["quote"]["exact"], label] += 1
    return found


def check(data, project, example):
    """All parts of the default configuration against the project."""
    found = {"mentions": Counter(), "stances": Counter()}
    articles = {}
    for part, rows in data.items():
        classes = {
            "mentions": rows.features["mentions"].feature["type"],
            "stances": rows.features["stances"].feature["polarity"],
        }
        assert all(isinstance(it, datasets.ClassLabel) for it in classes.values()), classes
        assert isinstance(rows.features["status"], datasets.ClassLabel)
        for row in rows:
            text = row["text"] or ""
            whole = project["articles"][row["article"]]["text"]
            assert whole[row["offset"] : row["offset"] + len(text)] == text, row["id"]
            assert articles.setdefault(row["article"], part) == part, "an article is in two parts"
            for kind, pieces in ("mentions", "fragments"), ("stances", "expression"):
                for record in row[kind]:
                    label = classes[kind].int2str(record[{"mentions": "type", "stances": "polarity"}[kind]])
                    for it in record[pieces]:
                        start, end = it["start"], it["end"]
                        assert text[start:end] == it["quote"], (row["id"], it)
                        # What is around an example is in another one too.
                        if row["example_start"] <= start and end <= row["example_end"]:
                            at = row["offset"]
                            found[kind][row["article"], at + start, at + end, it["quote"], label] += 1
    for kind, part in ("mentions", "fragments"), ("stances", "expression"):
        expected = in_project(project, kind, part)
        assert found[kind] == expected, (kind, expected - found[kind], found[kind] - expected)
    if example == "article":
        assert set(articles) == set(project["articles"])
    return {kind: sum(all.values()) for kind, all in found.items()}


def check_croissant(folder, data):
    """Each set of records has the rows of its file."""
    described = mlcroissant.Dataset(jsonld=folder / "croissant.json")
    assert not described.metadata.issues.errors, described.metadata.issues.errors
    known = 0
    for it in described.metadata.record_sets:
        config, part = it.id.split("-")
        rows = [json.loads(line) for line in (folder / f"data/{config}/{part}.jsonl").open(encoding="utf-8")]
        records = list(described.records(it.id))
        assert len(records) == len(rows), it.id
        for row, record in zip(rows, records):
            for field in ("id", "start", "end", "quote", "text", "polarity"):
                value = record.get(f"{it.id}/{field}")
                value = value.decode("utf-8") if isinstance(value, bytes) else value
                if f"{it.id}/{field}" in record:
                    assert value == row[field] or not (value or row[field]), (it.id, field, value, row[field])
        known += len(records)
    return known


def main(project_file, archive, example):
    project = json.loads(Path(project_file).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there) / "dataset"
        with zipfile.ZipFile(archive) as files:
            files.extractall(folder)
        cache = str(Path(there) / "cache")
        data = datasets.load_dataset(str(folder), cache_dir=cache)
        found = check(data, project, example)
        configs = datasets.get_dataset_config_names(str(folder))
        for config in configs:
            parts = datasets.load_dataset(str(folder), config, cache_dir=cache)
            for part, rows in parts.items():
                file = folder / f"data/{config}/{part}.jsonl"
                assert len(rows) == file.read_text(encoding="utf-8").count("\n"), (config, part)
        records = check_croissant(folder, data)
    print(
        f"{found} in {list(data)}, configurations {configs}, {records} records; "
        f"datasets {datasets.__version__}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
