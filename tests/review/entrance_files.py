"""The cases of `entrances` that are about files on the desk: several that come in, and those that are opened."""

from django.core.management import call_command
from django.urls import reverse

from memorial.models import Asset, FixityFinding
from memorial.review.ledger import Verb
from memorial.review.status import Status
from tests.media.files import asset_with_files, pdf, sent
from tests.preservation.sealed import check_all, flip_bit, sealed_originals
from tests.review.entrances import Stage, Trial, entrance

COMMON = {"rights": "http://rightsstatements.org/vocab/CNE/1.0/"}


@entrance("memorial_asset_upload")
def uploading(stage: Stage) -> Trial:
    url, browser = reverse("admin:memorial_asset_upload"), stage.browser("contributor")
    return Trial(
        Verb.CREATED,
        lambda: browser.post(url, COMMON | {"uploads": [sent(pdf("uploaded"), "synthetic.pdf"), sent(b"refused")]}),
        (
            lambda: browser.get(url),
            lambda: browser.post(url, COMMON),
            lambda: browser.post(url, COMMON | {"uploads": sent(pdf("uploaded")), "supplied": "no day"}),
            lambda: stage.browser("steward").post(url, COMMON | {"uploads": sent(pdf("uploaded"))}),
        ),
    )


def opening(stage: Stage, name: str) -> Trial:
    """Return the opening of a file of a restricted asset by a keeper; that of any other leaves no line."""
    kept, plain = [asset_with_files(pdf(words), status=Status.DRAFT) for words in ("kept", "plain")]
    Asset.objects.filter(pk=kept.pk).update(restricted=True)
    urls = []
    for asset in (kept, plain):
        more = [asset.original.sha256, "pdf"] if name == "asset_file" else []
        urls.append(reverse(f"admin:{name}", args=[asset.pk, *more]))
    keeper, curator = stage.browser("keeper"), stage.browser("curator")

    def opened(url: str, browser: object) -> None:
        answer = browser.get(url)  # type: ignore[attr-defined]
        assert b"".join(answer) or answer.status_code != 200

    in_vain = (lambda: opened(urls[0], curator), lambda: opened(urls[1], keeper), lambda: keeper.post(urls[0]))
    return Trial(Verb.OPENED, lambda: opened(urls[0], keeper), in_vain)


@entrance("asset_file")
def opening_what_is_shown(stage: Stage) -> Trial:
    return opening(stage, "asset_file")


@entrance("asset_original")
def opening_an_original(stage: Stage) -> Trial:
    return opening(stage, "asset_original")


@entrance("command check_fixity")
def re_reading(stage: Stage) -> Trial:
    sealed_originals(2, stage.folder)
    return Trial(Verb.FIXITY_CHECKED, lambda: call_command("check_fixity", "--all"))


def found_changed(stage: Stage) -> FixityFinding:
    """Return the finding of an original of which a bit has changed."""
    (original,) = sealed_originals(1, stage.folder)
    flip_bit(original)
    check_all()
    return FixityFinding.objects.select_related("original").get()


@entrance("look_again")
def looking_again(stage: Stage) -> Trial:
    finding = found_changed(stage)
    url = reverse("admin:look_again", args=[finding.pk])

    def mend_and_look() -> None:
        assert finding.original is not None
        flip_bit(finding.original)
        stage.browser("steward").post(url)

    in_vain = (
        lambda: stage.browser("curator").post(url),
        lambda: stage.browser("contributor").post(url),
        lambda: stage.browser("steward").get(url),
    )
    return Trial(Verb.FIXITY_DEALT_WITH, mend_and_look, in_vain)


@entrance("finding")
def dealing_with_a_finding(stage: Stage) -> Trial:
    url = reverse("admin:finding", args=[found_changed(stage).pk])
    words = {"note": "Synthetic note."}
    return Trial(
        Verb.FIXITY_DEALT_WITH,
        lambda: stage.browser("curator").post(url, words),
        (
            lambda: stage.browser("curator").get(url),
            lambda: stage.browser("curator").post(url),
            lambda: stage.browser("contributor").post(url, words),
        ),
    )
