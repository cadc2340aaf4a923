"""Reads a REFI-QDA project that Standpoint wrote as QualCoder does: each selection must have the words of
the project, its codes must be in the codebook, and every guid must stand once.

    python refi_qda.py PROJECT.standpoint.json PROJECT.qdpx
"""

import json
import re
import sys
import zipfile
from collections import Counter
from xml.etree import ElementTree

Q = "{urn:QDA-XML:project:1.0}"
GUID = re.compile(r"[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}")


def fed(words):
    """Words with the line feeds that files beside marks have."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def words_of(project):
    """How often each stretch of words is marked, by text and code. Suggestions that nobody has accepted
    are not handed out."""
    names = {it["id"]: it["label"] for it in project["codebook"]["entity_types"]}
    words = Counter()
    for article, layers in project["layers"].items():
        text = project["articles"][article]["text"]
        for layer in layers.values():
            for record in (layer.get("mentions", {}) | layer.get("stances", {})).values():
                if record["provenance"].get("decision") in ("pending", "rejected"):
                    continue
                label = record.get("type", record.get("polarity"))
                for piece in record.get("fragments", record.get("expression", [])):
                    words[fed(text), names.get(label, label), fed(piece["quote"]["exact"])] += 1
    return words


def main(project_path, archive_path):
    with open(project_path, encoding="utf-8") as file:
        project = json.load(file)
    found, texts = Counter(), []
    with zipfile.ZipFile(archive_path) as archive:
        root = ElementTree.fromstring(archive.read("project.qde"))
        codes = {it.get("guid"): it for it in root.iter(f"{Q}Code")}
        users = {it.get("guid") for it in root.iter(f"{Q}User")}
        guids = [it.get("guid") for it in root.iter() if it.get("guid")]
        assert all(map(GUID.fullmatch, guids)), "a guid is none"
        assert len(set(guids)) == len(guids), "a guid stands twice"
        roles = {
            child.get("guid")
            for group in root.iter(f"{Q}Code")
            if group.get("name") in ("Holder", "Target") and group.get("isCodable") == "false"
            for child in group
        }
        for source in root.iter(f"{Q}TextSource"):
            path = source.get("plainTextPath").removeprefix("internal://")
            text = archive.read(f"sources/{path}").decode("utf-8")
            texts.append(text)
            for selection in source.iter(f"{Q}PlainTextSelection"):
                start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
                assert selection.get("creatingUser") in users
                for coding in selection.iter(f"{Q}CodeRef"):
                    code = codes[coding.get("targetGUID")]
                    assert code.get("isCodable") == "true"
                    if code.get("guid") not in roles:
                        found[text, code.get("name"), text[start:end]] += 1
    assert sorted(texts) == sorted(fed(it["text"]) for it in project["articles"].values())
    expected = words_of(project)
    assert found == expected, (expected - found, found - expected)
    print(f"refi-qda: {sum(found.values())} codings in {len(texts)} texts have their words")


if __name__ == "__main__":
    main(*sys.argv[1:])
