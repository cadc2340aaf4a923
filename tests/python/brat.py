"""Reads standoff files that Standpoint wrote with pybrat, and line by line by the rules of brat's
server: each piece must have the words of the text where it says, the mentions must be those of the
project, and nothing may be what the server refuses.

    brat.py PROJECT.standpoint.json ARTICLES.zip
"""

import codecs
import json
import re
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from pybrat.parser import BratParser


def fed(words):
    """Words with the line feeds that files beside marks have."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def expected(project):
    """How often each text has each mention's words. White space at a line's end is not in a piece."""
    for article, layers in project["layers"].items():
        text = project["articles"][article]["text"]
        for layer in layers.values():
            for mention in layer.get("mentions", {}).values():
                if mention["provenance"].get("decision") not in ("pending", "rejected"):
                    words = " ".join(text[it["start"] : it["end"]] for it in mention["fragments"])
                    yield fed(text), " ".join(words.split())


def check_as_server(text_file, types):
    """What brat's server/src/annotation.py wants of a file; it opens both with codecs, so that a line
    ends wherever str.splitlines says."""
    with codecs.open(text_file, "rb", encoding="utf-8") as file:
        text = file.read()
    bounds, events, about, targets = {}, {}, set(), set()
    with codecs.open(text_file.with_suffix(".ann"), "rb", encoding="utf-8") as lines:
        for line in lines:
            id, rest = line.split("\t", 1)
            head, *tail = rest.split("\t", 1)
            if id[0] == "T":
                kind, ranges = head.split(" ", 1)
                assert kind in types, f"{kind} is not in annotation.conf"
                spans = [tuple(map(int, it.split(" "))) for it in ranges.split(";")]
                words = " ".join(text[start:end] for start, end in spans)
                assert tail[0][: len(words)] == words, (tail[0], words)
                assert not tail[0][len(words) :].strip(), tail[0]
                bounds[id] = kind
            elif id[0] == "E":
                (kind, trigger), *roles = (it.split(":") for it in head.split())
                events[id] = (kind, trigger)
                targets |= {target for _, target in roles} | {trigger}
            elif id[0] == "A":
                about.add(re.match(r"(.+?) (.+?)( .+?)?$", head)[2])
            elif id[0] == "N":
                about.add(re.fullmatch(r"Reference (\S+) \S+?:\S+", head)[1])
            else:
                assert id[0] == "#", line
                about.add(re.fullmatch(r"\S+ (\S+)", head)[1])
    for kind, trigger in events.values():
        assert bounds[trigger] == kind, (trigger, kind)
        assert trigger not in about, f"{text_file.name}: {trigger} is a trigger, and something is said of it"
    assert about | targets <= bounds.keys() | events.keys()


def configured(folder):
    """The types of annotation.conf, each of which must be in the letters that the server keeps."""
    sections = (folder / "annotation.conf").read_text(encoding="utf-8").split("\n\n")
    types = [line.split()[0] for name in (0, 2) for line in sections[name].split("\n")[1:]]
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]*[a-zA-Z0-9][a-zA-Z0-9_-]*", it) for it in types), types
    assert len(set(types)) == len(types), types
    visual = (folder / "visual.conf").read_text(encoding="utf-8")
    labels, drawing = visual.split("\n\n")
    assert labels.startswith("[labels]") and drawing.startswith("[drawing]\n"), visual
    assert {line.split(" | ")[0] for line in labels.split("\n")[1:]} <= set(types), visual
    return types


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
        types = configured(Path(folder))
        for text_file in texts:
            check_as_server(text_file, types)
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
