"""Reads words with tags that Standpoint wrote, the tags with seqeval: each mention must have the words
of the project, and of those that overlap the longest must be there.

    tagged_words.py PROJECT.standpoint.json WORDS.zip conll|bio|bilou
"""

import json
import sys
import zipfile
from pathlib import Path

from seqeval.metrics import f1_score
from seqeval.scheme import BILOU, IOB2, Entities

COLUMNS = {"conll": (4, " ", IOB2), "bio": (2, "\t", IOB2), "bilou": (2, "\t", BILOU)}


def documents(words, columns, between):
    """For each document its sentences, which are lists of words and tags."""
    found = []
    for line in words.split("\n"):
        if not line:
            if found and found[-1][-1]:
                found[-1].append([])
            continue
        fields = line.split(between)
        assert len(fields) == columns, line
        if fields[0] == "-DOCSTART-":
            found.append([[]])
        else:
            assert fields[0] and not fields[0].isspace(), line
            found[-1][-1].append((fields[0], fields[-1]))
    return [[sentence for sentence in document if sentence] for document in found]


def longest(mentions):
    """Where there must be a mention, and all that may be there with their types."""
    whole = [it for it in mentions if len(it["fragments"]) == 1]
    ranges = [(it["fragments"][0]["start"], it["fragments"][0]["end"], it["type"]) for it in whole]
    kept = []
    for start, end, _ in sorted(ranges, key=lambda it: (it[0] - it[1], it[0])):
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end))
    return sorted(kept), set(ranges)


def main(project_file, archive, kind):
    project = json.loads(Path(project_file).read_text(encoding="utf-8"))
    columns, between, scheme = COLUMNS[kind]
    with zipfile.ZipFile(archive) as files:
        words = files.read(f"articles.{kind}").decode("utf-8")
        positions = files.read("positions.jsonl").decode("utf-8")
    found = documents(words, columns, between)
    places = [json.loads(line) for line in positions.split("\n") if line]
    assert len(found) == len(places), (len(found), len(places))
    count, seen = 0, set()
    for sentences, place in zip(found, places):
        ours = place["standpoint"]
        text, tokens = project["articles"][ours["article"]]["text"], place["tokens"]
        words = [word for sentence in sentences for word, _ in sentence]
        assert words == [text[start:end] for start, end in tokens], ours["article"]
        assert "".join(words) == "".join(text.split()), ours["article"]
        layers = project["layers"].get(ours["article"], {})
        annotator = ours.get("annotator", {}).get("id")
        layer = layers.get(annotator, {})
        seen.add((ours["article"], annotator))
        expected, known = longest(list(layer.get("mentions", {}).values()))
        marks, before = [], 0
        if sentences:
            tags = [[tag for _, tag in sentence] for sentence in sentences]
            for sentence, entities in zip(sentences, Entities(tags, scheme).entities):
                for entity in entities:
                    start = tokens[before + entity.start][0]
                    end = tokens[before + entity.end - 1][1]
                    label = place.get("types", {}).get(entity.tag, entity.tag)
                    assert (start, end, label) in known, (text[start:end], label)
                    marks.append((start, end))
                before += len(sentence)
            if marks:
                assert f1_score(tags, tags, mode="strict", scheme=scheme) == 1.0
        assert sorted(marks) == expected, set(expected) ^ set(marks)
        count += len(marks)
    work = project["layers"].items()
    marked = {(id, who) for id, layers in work for who, layer in layers.items() if layer.get("mentions")}
    assert marked <= seen, marked - seen
    print(f"{len(found)} documents, {count} mentions as {kind}")


if __name__ == "__main__":
    main(*sys.argv[1:])
