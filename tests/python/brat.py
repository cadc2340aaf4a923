"""Reads standoff files that Standpoint wrote with pybrat: each piece must have the words of the text
where it says, and the mentions must be those of the project.

    brat.py PROJECT.standpoint.json ARTICLES.zip
"""

import json
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from pybrat.parser import BratParser


def expected(project):
    """How often each text has each mention's words. White space at a line's end is not in a piece."""
    for article, layers in project["layers"].items():
        text = project["articles"][article]["text"]
        for layer in layers.values():
            for mention in layer.get("mentions", {}).values():
                if mention["provenance"].get("decision") not in ("pending", "rejected"):
                    words = " ".join(text[it["start"] : it["end"]] for it in mention["fragments"])
                    yield text, " ".join(words.split())


def main(project_file, archive_file):
    project = json.loads(Path(project_file).read_text(encoding="utf-8"))
    wanted, found, pieces = Counter(expected(project)), Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(archive_file) as archive:
            archive.extractall(folder)
        # It takes one of two marks on the same words for an error, which brat does not.
        parser = BratParser(error="ignore")
        texts = sorted(Path(folder).rglob("*.txt"))
        assert texts, "expected articles, found none"
        for text_file in texts:
            lines = text_file.with_suffix(".ann").read_text(encoding="utf-8").split("\n")
            text = text_file.read_text(encoding="utf-8")
            for line in filter(None, lines):
                match = parser._parse_entity(line) if line.startswith("T") else None
                if line.startswith("T"):
                    assert match, f"{text_file.name}: not a text-bound annotation: {line!r}"
                    ranges = f"{match['start']} {match['end']}{match['optional_spans']}".split(";")
                    spans = [tuple(map(int, it.split())) for it in ranges]
                    words = " ".join(text[start:end] for start, end in spans)
                    assert words == match["mention"], (words, match["mention"])
                    pieces += len(spans)
                    found[text, " ".join(words.split())] += 1
        examples = list(parser.parse(folder))
        assert len(examples) == len(texts), (len(examples), len(texts))
        for example in examples:
            for entity in example.entities:
                words = " ".join(example.text[it.start : it.end] for it in entity.spans)
                assert words == entity.mention, (words, entity.mention)
    missing = wanted - found
    assert not missing, missing.most_common(5)
    print(f"brat: {pieces} pieces in {len(texts)} texts have their words")


if __name__ == "__main__":
    main(*sys.argv[1:])
