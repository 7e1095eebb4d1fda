"""How tests ask the API: as anybody, for an address below its root."""

from typing import Any

from django.test import Client

ROOT = "/api/v1/"


def ask(address: str, **headers: str) -> Any:
    """Return what is answered at an address below the root."""
    return Client().get(f"{ROOT}{address}", headers=headers)


def told(address: str) -> Any:
    """Return what stands at an address, which is there."""
    response = ask(address)
    assert response.status_code == 200, response.content
    return response.json()


def ids(address: str) -> list[str]:
    """Return the permanent ids of the entries on one page of a list."""
    return [each["id"] for each in told(address)["results"]]


def all_pages(address: str, way: str = "next") -> list[list[str]]:
    """Return the permanent ids on all pages of a list, following the links of one way."""
    pages, url = [], f"{ROOT}{address}"
    while url:
        answer = Client().get(url).json()
        pages.append([each["id"] for each in answer["results"]])
        url = answer[way]
        assert len(pages) < 50
    return pages


def problem(address: str, status: int, **headers: str) -> dict[str, Any]:
    """Return the problem that hinders an answer."""
    response = ask(address, **headers)
    assert response.status_code == status, response.content[:500]
    assert response.headers["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail"} <= set(said)
    assert said["status"] == status
    return said
