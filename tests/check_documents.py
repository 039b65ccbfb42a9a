"""Proves every data file on the official documents: ``python -m tests.check_documents``.

Facts first, then the eligibility checks. Where the documents are not there (they are not part of the project) it says
that it skips, and succeeds.
"""

from __future__ import annotations

import sys

from knowledge.checks.proof import main as prove_checks
from knowledge.documents.proof import main as prove_facts
from tests.conftest import documents_place


def run() -> int:
    """0 where everything is proved or nothing can be checked, 1 otherwise."""
    folder = documents_place()
    if not any(folder.glob("*.txt")):
        print("沒有公文全文，略過核對（設定 ZIGETONG_DOCUMENTS 可指定資料夾）。")
        return 0
    return max([prove_facts(folder), prove_checks(folder)])


if __name__ == "__main__":
    sys.exit(run())
