"""Reads documents that Standpoint wrote with dkpro-cassis, which turns UTF-16 positions into Python's:
each annotation must cover the words of the project, from its first piece to its last.

    python uima_cas.py PROJECT.standpoint.json DOCUMENTS.zip
"""

import json
import sys
import zipfile
from collections import Counter

from cassis import load_cas_from_json

NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
STANCE = "webanno.custom.Stance"


def words_of(project):
    """How often each stretch of words is marked, by text and what it is marked as. Suggestions that
    nobody has accepted are not handed out."""
    words = Counter()
    for article, layers in project["layers"].items():
        text = project["articles"][article]["text"]
        for layer in layers.values():
            for record in (layer.get("mentions", {}) | layer.get("stances", {})).values():
                pieces = record.get("fragments", record.get("expression", []))
                if pieces and record["provenance"].get("decision") not in ("pending", "rejected"):
                    label = record.get("type", record.get("polarity"))
                    words[text, label, text[pieces[0]["start"] : pieces[-1]["end"]]] += 1
    return words


def main(project_path, archive_path):
    with open(project_path, encoding="utf-8") as file:
        project = json.load(file)
    found, texts = Counter(), []
    with zipfile.ZipFile(archive_path) as archive:
        for name in archive.namelist():
            if not name.endswith(".json"):
                continue
            cas = load_cas_from_json(archive.read(name).decode("utf-8"))
            texts.append(cas.sofa_string)
            for mark in cas.select(NAMED_ENTITY):
                found[cas.sofa_string, mark.value, mark.get_covered_text()] += 1
            for mark in cas.select(STANCE):
                found[cas.sofa_string, mark.polarity, mark.get_covered_text()] += 1
    assert sorted(texts) == sorted(article["text"] for article in project["articles"].values())
    expected = words_of(project)
    assert found == expected, (expected - found, found - expected)
    print(f"dkpro-cassis: {sum(found.values())} marks in {len(texts)} texts have their words")


if __name__ == "__main__":
    main(*sys.argv[1:])
