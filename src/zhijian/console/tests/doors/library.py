"""资料库."""

from collections.abc import Sequence

from zhijian.console.tests.doors.page import AN_ACCOUNT, NOTHING, Page
from zhijian.foundation.accounts.models import Account
from zhijian.foundation.library.tests.builders import an_article, an_image


def library_pages(account: Account) -> Sequence[Page]:
    library = "/console/library/"
    article, picture = an_article(account), an_image(account)
    item, image, nothing = (
        f"{library}items/{article.code}/",
        f"{library}items/{picture.code}/",
        f"{library}items/no/",
    )
    here = {"account": account.slug}
    return (
        Page("library", library),
        Page("library-kinds", f"{library}new/"),
        Page("library-new-pack", f"{library}new/pack/"),
        Page("library-new", f"{library}new/article/", unknown=f"{library}new/no-such-kind/", about=NOTHING),
        Page("library-item", item, unknown=nothing),
        Page("library-file", f"{image}file/", unknown=f"{item}file/"),
        Page("library-review", f"{item}review/", "post", f"{nothing}review/"),
        Page("library-copy", f"{item}copy/", unknown=f"{nothing}copy/"),
        Page("library-removal", f"{item}removal/", unknown=f"{nothing}removal/"),
        Page("library-permanent", f"{image}permanent/", "post", f"{item}permanent/"),
        Page("library-pack-preview", f"{library}pack-preview/", "post", about=AN_ACCOUNT, data=here),
        Page("library-media", f"{library}media/"),
        Page("library-media-count", f"{library}media/count/", "post"),
        Page("library-cleaning", f"{library}cleaning/", "post"),
    )
