"""名册的进和出: where somebody keeps the roster, and nowhere else."""

import io
from collections.abc import Sequence

from zhijian.console.tests.doors.page import ONES_OWN, Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.org.roster import imports
from zhijian.foundation.org.tests.builders import a_unit
from zhijian.foundation.staff.roles import KEEP_ROSTER

SHEET = "姓名,身份证号\n王建国,\n待查人,4.40E+17\n".encode()


def org_imports_pages(account: Account) -> Sequence[Page]:
    unit = account.unit or a_unit("河东村党支部", code="QH-ROSTER")
    batch = imports.upload(io.BytesIO(SHEET), unit=unit, name="名册.csv", by="tests")
    imports.look_through(batch)
    here, nowhere = f"/console/org/imports/{batch.pk}/", "/console/org/imports/9999/"
    return (
        Page("org-imports", "/console/org/imports/", to=KEEP_ROSTER),
        Page("org-import", here, unknown=nowhere, to=KEEP_ROSTER),
        Page("org-import-columns", f"{here}columns/", unknown=f"{nowhere}columns/", to=KEEP_ROSTER),
        Page("org-import-row", f"{here}rows/3/", "post", f"{here}rows/99/", to=KEEP_ROSTER),
        Page(
            "org-import-confirmation",
            f"{here}confirmation/",
            "post",
            f"{nowhere}confirmation/",
            to=KEEP_ROSTER,
        ),
        Page("org-import-undoing", f"{here}undoing/", "post", f"{nowhere}undoing/", to=KEEP_ROSTER),
        Page("org-import-removal", f"{here}removal/", "post", f"{nowhere}removal/", to=KEEP_ROSTER),
        Page("org-import-rest", f"{here}rest/", unknown=f"{nowhere}rest/", to=KEEP_ROSTER),
        Page("org-export", "/console/org/export/", to=KEEP_ROSTER),
        Page("org-export-fetch", "/console/org/export/9999/", "post", to=ONES_OWN),
    )
