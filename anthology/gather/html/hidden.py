"""What of a web page is not the author's words: scripts, forms, buttons, widgets, hidden text.

Told by the tag, by the style and by the class, from a list made for the blogs that are read. Each
has the kind it is counted under. What is not on the list shows, and is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple


class Hidden(NamedTuple):
    """Why something stays out of an essay, as the author is told."""

    kind: str
    reason: str


SCRIPT = Hidden("script", "a browser does not show it")
FORM = Hidden("form", "nobody can fill it in, in a book")
EMBED = Hidden("embed", "a book cannot play it, or fetch it from the web")
UNSEEN = Hidden("hidden text", "the blog does not show it")
SHARING = Hidden("row of sharing buttons", "they belong to the blog, not to the essay")
SUBSCRIBE = Hidden("subscription box", "it belongs to the blog, not to the essay")
BUTTON = Hidden("button", "nobody can press it, in a book")
ELSEWHERE = Hidden("list of other posts", "it belongs to the blog, not to the essay")
CONTENTS = Hidden("list of contents", "its links lead down the page; the headings are kept")

TAGS = {
    **dict.fromkeys("script style template noscript svg head title meta link".split(), SCRIPT),
    **dict.fromkeys("form select textarea datalist".split(), FORM),
    **dict.fromkeys("iframe object embed video audio canvas map applet noembed".split(), EMBED),
    "button": BUTTON,
}
CLASSES = {
    **dict.fromkeys(
        "screen-reader-text sr-only visually-hidden visuallyhidden hide-text".split(), UNSEEN
    ),
    **dict.fromkeys(
        "sharedaddy sd-sharing sd-block jp-sharing share-buttons social-share sharing-buttons "
        "addtoany_share_save_container addtoany_content a2a_kit addthis_toolbox addthis_button "
        "sqs-block-sharebuttons wp-block-social-links ssba essb_links post-share "
        "blogger-share-buttons like-button-container post-ufi pencraft-share".split(),
        SHARING,
    ),
    **dict.fromkeys(
        "subscription-widget-wrap subscription-widget-wrap-editor subscription-widget "
        "subscribe-widget newsletter-form-wrapper sqs-block-newsletter mc4wp-form "
        "wp-block-jetpack-subscriptions jetpack_subscription_widget kg-signup-card".split(),
        SUBSCRIBE,
    ),
    **dict.fromkeys(
        "button-wrapper wp-block-button wp-block-buttons sqs-block-button paywall-jump "
        "captioned-button-wrap kg-button-card kg-file-card wp-block-file__button "
        "wp-block-kadence-advancedbtn kt-button wp-block-uagb-buttons elementor-button "
        "wp-block-accordion-heading__toggle-icon".split(),
        BUTTON,
    ),
    **dict.fromkeys(
        "jp-relatedposts yarpp yarpp-related wp-block-latest-posts wp-block-query "
        "digest-post-embed embedded-post-wrap embedded-publication-wrap graf--mixtapeembed "
        "kg-bookmark-container sqs-block-summary sqs-block-summary-v2 sqs-block-archive".split(),
        ELSEWHERE,
    ),
    **dict.fromkeys(
        "wp-block-yoast-seo-table-of-contents wp-block-rank-math-toc-block ez-toc-container "
        "lwptoc toc_container wp-block-table-of-contents".split(),
        CONTENTS,
    ),
    **dict.fromkeys(
        "wp-block-embed__wrapper twitter-tweet instagram-media tiktok-embed fb-post tweet "
        "youtube-wrap spotify-wrap sqs-block-embed sqs-block-video kg-embed-card kg-audio-player "
        "kg-video-container".split(),
        EMBED,
    ),
}
NOT_SHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")


def hidden(tag: str, attributes: Mapping[str, str]) -> Hidden | None:
    """Why what is inside this tag stays out; nothing where it shows."""
    if found := TAGS.get(tag):
        return found
    if "hidden" in attributes or NOT_SHOWN.search(attributes.get("style", "").lower()):
        return UNSEEN
    classes = attributes.get("class", "").lower().split()
    return next((CLASSES[name] for name in classes if name in CLASSES), None)
