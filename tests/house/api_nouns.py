"""The nouns of the API: what its files may be called."""

API = {
    "addresses",
    "answers",
    "components",
    "cursors",
    "described",
    "description",
    "entries",
    "expanding",
    "filters",
    "inspectors",
    "kind_parameters",
    "orders",
    "pages",
    "parameters",
    "problems",
    "search",
    "throttling",
    "urls",
    "version_content",
    "versions",
}
