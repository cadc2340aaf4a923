"""Reads opinions that Standpoint wrote as the tasks' own scripts do: the words must stand where they
are said to, and each stance with its words, its polarity and its ends must be one of the project's.

    opinions.py PROJECT.standpoint.json ARTICLES.semeval-2022.json ARTICLES.newsmtsc.jsonl ARTICLES.semeval-2016.tsv

Needs nothing but Python's standard library.
"""

import csv
import json
import re
import sys
from collections import Counter

POLARITY = {"FAVOR": "Positive", "AGAINST": "Negative", "NEUTRAL": "Neutral"}


def counts(record):
    made = record["provenance"]
    return made.get("decision") == "accepted" or (
        made["origin"] != "suggestion" and made.get("decision") not in ("pending", "rejected")
    )


def ranges(fragments):
    return tuple((it["start"], it["end"]) for it in fragments or [])


def stances(project, article_id):
    """Each stance that counts, with the places of the mentions of its holder and of its target."""
    for layer in project["layers"].get(article_id, {}).values():
        places = {}
        for mention in filter(counts, layer.get("mentions", {}).values()):
            places.setdefault(mention.get("entity"), set()).add(ranges(mention["fragments"]))
        for stance in filter(counts, layer.get("stances", {}).values()):
            ends = [stance.get(end) or {} for end in ("holder", "target")]
            entities = [end.get("id") if end.get("kind") == "entity" else "" for end in ends]
            yield stance, [places.get(entity, {()}) for entity in entities]


def read(text, pieces):
    """Positions are pairs such as "12:21"; their words stand beside them."""
    words, positions = pieces
    found = tuple(tuple(map(int, position.split(":"))) for position in positions)
    assert [text[start:end] for start, end in found] == words, (words, positions)
    return found


def semeval(project, path):
    with open(path, encoding="utf-8") as file:
        entries = json.load(file)
    assert [(it["sent_id"], it["text"]) for it in entries] == [
        (id, it["text"]) for id, it in project["articles"].items()
    ]
    opinions = 0
    for entry in entries:
        known = [it for it in stances(project, entry["sent_id"]) if it[0]["polarity"] in POLARITY]
        expected = Counter((POLARITY[it["polarity"]], ranges(it.get("expression"))) for it, _ in known)
        found = Counter()
        for opinion in entry["opinions"]:
            parts = (opinion[part] for part in ("Source", "Target", "Polar_expression"))
            holder, target, words = (read(entry["text"], part) for part in parts)
            found[opinion["Polarity"], words] += 1
            is_it = lambda stance, ends: (
                (POLARITY[stance["polarity"]], ranges(stance.get("expression"))) == (opinion["Polarity"], words)
                and holder in ends[0]
                and target in ends[1]
            )
            assert any(is_it(*it) for it in known), opinion
        assert found == expected, (found - expected, expected - found)
        opinions += sum(found.values())
    return f"{opinions} opinions in {len(entries)} entries"


def newsmtsc(project, path):
    number = {"FAVOR": 6.0, "AGAINST": 2.0, "NEUTRAL": 4.0}
    with open(path, encoding="utf-8", newline="\n") as file:
        lines = [json.loads(line) for line in file]
    assert [(it["primary_gid"], it["sentence_normalized"]) for it in lines] == [
        (id, it["text"]) for id, it in project["articles"].items()
    ]
    targets = 0
    for line in lines:
        text = line["sentence_normalized"]
        expected, found = Counter(), Counter()
        for stance, (_, places) in stances(project, line["primary_gid"]):
            mentions = frozenset(it[0] for it in places if len(it) == 1)
            if stance["polarity"] in number and mentions:
                expected[number[stance["polarity"]], mentions] += 1
        for target in line["targets"]:
            mentions = [target, *target["further_mentions"]]
            for it in mentions:
                assert text[it["from"] : it["to"]] == it["mention"], it
            found[target["polarity"], frozenset((it["from"], it["to"]) for it in mentions)] += 1
        assert found == expected, (found - expected, expected - found)
        targets += len(line["targets"])
    return f"{targets} targets in {len(lines)} lines"


def called(project, target):
    """A target by its name; nothing if the project does not have it."""
    if target is None:
        return None
    issues = {it["id"]: it["label"] for it in project["codebook"]["issues"]}
    entities = {id: it["name"] for id, it in project["entities"].items()}
    names = {"entity": entities, "issue": issues, "proposition": {target.get("words"): target.get("words")}}
    name = names[target["kind"]].get(target.get("words" if target["kind"] == "proposition" else "id"))
    return f"not {name}" if name is not None and target.get("is_negated") else name


def semeval_2016(project, path):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    escapes = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    cell = lambda words: re.sub(r"\\(.)", lambda found: escapes[found[1]], words)
    expected = Counter()
    for id, article in project["articles"].items():
        own = []
        for layer in project["layers"].get(id, {}).values():
            of_author = [it for it in layer.get("stances", {}).values() if (it.get("holder") or {}).get("kind") == "AUTHOR"]
            for stance in filter(counts, [*layer.get("document_stances", {}).values(), *of_author]):
                target = called(project, stance.get("target"))
                if stance["polarity"] in ("FAVOR", "AGAINST", "NONE") and target is not None:
                    own.append((id, target, article["text"], stance["polarity"]))
        expected.update(own or [(id, "", article["text"], "UNKNOWN")])
    found = Counter(tuple(cell(row[name]) for name in ("ID", "Target", "Tweet", "Stance")) for row in rows)
    assert found == expected, (found - expected, expected - found)
    return f"{sum(row['Stance'] != 'UNKNOWN' for row in rows)} stances in {len(rows)} rows"


def main(project_path, semeval_path, newsmtsc_path, tweets_path):
    with open(project_path, encoding="utf-8") as file:
        project = json.load(file)
    print(
        f"SemEval-2022: {semeval(project, semeval_path)}; NewsMTSC: {newsmtsc(project, newsmtsc_path)}; "
        f"SemEval-2016: {semeval_2016(project, tweets_path)}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
