"""Reads CTest's JUnit report, names what failed, why tests were skipped, and prints "N passed, M failed, K skipped"."""
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter


def reason_of(case):
    """The message of GTEST_SKIP, which GoogleTest prints on the line after "file:line: Skipped"."""
    match = re.search(r": Skipped\n(.+)", case.findtext("system-out") or "")
    return match.group(1).strip() if match else "no reason given"


passed, failed, skipped = 0, [], Counter()
for case in ElementTree.parse(sys.argv[1]).getroot().iter("testcase"):
    skip = case.find("skipped")
    if skip is not None and skip.get("message", "").startswith("SKIP_"):
        skipped[reason_of(case)] += 1
    elif case.get("status") == "run":
        passed += 1
    elif case.get("status") != "disabled":
        failed.append(case.get("name"))   # "fail", or "notrun": its program is missing

for name in failed:
    print(f"failed: {name}")
for reason, count in skipped.most_common():
    print(f"skipped {count}: {reason}")
print(f"{passed} passed, {len(failed)} failed, {sum(skipped.values())} skipped")
sys.exit(bool(failed))
