"""The desk's pages about lists: taking in, saying what columns hold, looking at what would become of each row."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from memorial.exchange.imports.actions import ImportRefused, decide
from memorial.exchange.imports.kept_files import folder
from memorial.exchange.imports.models import ListImport, PairDecision, SavedMapping
from memorial.models import Kinship, Memorial, Person, User
from memorial.review.bulk_models import BulkReview
from tests.exchange.imports import brought_in, carried_on, checked, source_of_lists, undone
from tests.factories import make_person, make_source

pytestmark = pytest.mark.django_db
LIST = "Surname;Given name;Born;Fate;Passport no\nSİNTETİKOVA;GÜLNAR;ABR/1950;missing;AA1234567\nNewov;Ali;;;\n"
HOSTILE = {
    "ragged": (b"family,given\na,b\nc,d,e\n", "Line 3"),
    "nul": (b"family,given\na,b\x00\n", ""),
    "open quotation": (b'family,given\n"a,b\n', ""),
    "headers twice": (b"name,name\na,b\n", ""),
    "formula alone": (b"", ""),
    "five thousand columns": (b",".join(b"c%d" % number for number in range(5000)) + b"\n", "columns"),
    "cell of ten megabytes": (b"family,given\na," + b"x" * 10_000_000 + b"\n", ""),
    "no rows": (b"family,given\n", ""),
    "zip": (b"PK\x03\x04" + b"\x00" * 200, ""),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, ""),
}


def send(browser: Client, content: bytes, name: str = "list.csv") -> Any:
    """Send a file to the page of lists."""
    return browser.post(reverse("admin:lists"), {"file": SimpleUploadedFile(name, content, "text/csv")})


def filled(brought: ListImport, **more: str) -> dict[str, str]:
    """Return what the page about the columns sends for the list of these tests."""
    columns = {"family": 0, "given": 1, "birth": 2, "fate": 3, "left_out": 4}
    sent = {f"c{place}-target": target for target, place in columns.items()}
    sent |= {"c2-date_order": "day_first", "c3-value_0": "missing"}
    return sent | {"source": str(source_of_lists().pk), "language": "az", "script": "Latn", **more}


@pytest.mark.parametrize("fault", HOSTILE)
def test_file_that_is_no_list_gets_a_sentence_and_nothing_is_kept(
    memorial: Memorial, curator_browser: Client, fault: str
) -> None:
    content, told = HOSTILE[fault]
    answer = send(curator_browser, content)
    assert answer.status_code == 422
    assert 'class="errornote"' in answer.content.decode()
    assert told in answer.content.decode()
    assert not list(folder().iterdir())
    assert not Person.objects.exists()


def test_list_goes_from_its_file_to_the_record_through_the_pages(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    address = send(curator_browser, LIST.encode("windows-1254")).headers["Location"]
    shown = curator_browser.get(address).content.decode()
    assert "windows-1254" in shown
    assert "Numbers of passports are left out." in shown
    brought = ListImport.objects.get()
    seen = curator_browser.post(address, filled(brought, preview="yes")).content.decode()
    assert "April 1950" in seen and "1950-04" in seen and "1950-04-01" not in seen
    answer = curator_browser.post(address, filled(brought, check="yes", save_as="Synthetic form"))
    assert answer.headers["Location"] == reverse("admin:list_import", args=[brought.pk])
    assert SavedMapping.objects.get().name == "Synthetic form"
    carried_on(brought)
    curator_browser.post(reverse("admin:list_act_on_import", args=[brought.pk]), {"act": "run"})
    carried_on(brought)
    assert set(Person.objects.values_list("birth", "fate")) == {("1950-04", "missing"), ("", "unknown")}
    page = curator_browser.get(reverse("admin:list_import", args=[brought.pk])).content.decode()
    assert "brought in" in page


def test_form_that_must_be_mended_keeps_what_was_said(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    address = send(curator_browser, LIST.encode()).headers["Location"]
    sent = filled(ListImport.objects.get(), check="yes", language="no language at", save_as="Kept name")
    answer = curator_browser.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Kept name"' in page and 'value="no language"' in page or "no language at" in page
    assert ListImport.objects.get().state == ListImport.State.TAKEN_IN


def test_page_says_that_people_were_entered_since_the_list_was_checked(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    make_person(given="Synthetic", family="Before", status="draft")
    brought = checked("family,given", ["Sintetikova,Gulnara"], curator)
    address, told = reverse("admin:list_import", args=[brought.pk]), "People were entered since this list was checked"
    assert told not in curator_browser.get(address).content.decode()
    restricted = make_person(given="Synthetic", family="Secret", status="draft", restricted=True)
    assert told not in curator_browser.get(address).content.decode(), restricted
    make_person(given="Gulnara", family="Sintetikova", status="draft")
    page = curator_browser.get(address).content.decode()
    assert told in page and "Check again" in page and "Bring in what is new" in page
    curator_browser.post(reverse("admin:list_act_on_import", args=[brought.pk]), {"act": "check"})
    carried_on(brought)
    assert told not in curator_browser.get(address).content.decode()
    assert brought.of_rows.get().outcome != "new"


def test_turkish_list_is_read_as_turkish_where_nobody_has_said_so(memorial: Memorial, curator_browser: Client) -> None:
    content = "Soyadı;Adı;Doğum tarihi;Cinsiyet\nSintetikoğlu;Ayşe;1950;K\n"
    page = curator_browser.get(send(curator_browser, content.encode()).headers["Location"]).content.decode()
    assert memorial.own_language != "tr" and 'name="language" value="tr"' in page
    assert '<option value="female" selected>' in page and '<option value="male" selected>' not in page


def test_source_that_was_entered_beside_can_be_chosen_and_nothing_is_lost(
    memorial: Memorial, curator_browser: Client
) -> None:
    address = send(curator_browser, LIST.encode()).headers["Location"]
    sent = filled(ListImport.objects.get(), source="", save_as="Kept name")
    entered = make_source(title="Synthetic source entered beside")
    page = curator_browser.post(address, sent | {"preview": "yes"}).content.decode()
    assert f'<option value="{entered.pk}">{entered}</option>' in page
    assert "Choose the source of the list" in page and 'value="Kept name"' in page
    assert page.count("selected>missing</option>") == 1
    way = f'<a href="{reverse("admin:memorial_source_add")}" target="_blank"'
    assert way in page


def test_file_is_read_otherwise_when_somebody_says_so(memorial: Memorial, curator_browser: Client) -> None:
    address = send(curator_browser, "Фамилия,Имя\nСинтетикова,Гульнара\n".encode("windows-1251")).headers["Location"]
    assert "Синтетикова" in curator_browser.get(address).content.decode()
    read = {"read": "yes", "encoding": "latin-1", "delimiter": ",", "header_row": "1"}
    curator_browser.post(address, read)
    assert "Синтетикова" not in curator_browser.get(address).content.decode()


def test_person_of_whom_somebody_may_not_know_is_not_named(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    person = make_person(given="Samir", family="Sintetikov", status="draft")
    brought = checked("family,given", ["Sintetikov,Samir"], curator)
    Person.objects.filter(pk=person.pk).update(restricted=True)
    row = brought.of_rows.get()
    for address in (
        reverse("admin:list_import", args=[brought.pk]),
        reverse("admin:list_decide_row", args=[brought.pk, row.number]),
    ):
        page = curator_browser.get(address).content.decode()
        assert reverse("admin:memorial_person_review", args=[person.pk]) not in page


def test_refused_rows_leave_as_a_table_that_is_no_formula(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    brought = checked("family,given,born", ["Sintetikov,Samir,=1+1"], curator)
    answer: Any = curator_browser.get(reverse("admin:list_refused_rows", args=[brought.pk]))
    table = b"".join(answer.streaming_content).decode()
    assert "'=1+1" in table and ",=1+1" not in table


def test_decision_leads_to_the_next_row_and_from_the_last_one_to_the_list(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    make_person(given="Samir", family="Sintetikov", status="draft")
    brought = checked("family,given", ["Sintetikov,Samir"], curator)
    address = curator_browser.get(reverse("admin:list_decide", args=[brought.pk])).headers["Location"]
    page = curator_browser.get(address).content.decode()
    assert "The name is the same" in page
    answer = curator_browser.post(address, {"decision": "different"})
    assert answer.headers["Location"] == reverse("admin:list_import", args=[brought.pk])
    assert brought.of_rows.get().decision == "different"


def test_drafts_of_a_list_are_offered_for_a_review_together(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    # People who came otherwise, so that no row of the list has the key of the person that it brought.
    others = [make_person(given="Samir", family=f"Sintetikov{number}", status="draft") for number in range(5)]
    brought = brought_in("family,given", ["Newova,Sara", "Newov,Ali"], curator)
    address = reverse("admin:bulk_open", args=["person"]) + f"?import={brought.pk}"
    assert address in curator_browser.get(reverse("admin:list_import", args=[brought.pk])).content.decode()
    assert "2 drafts among these" in curator_browser.get(address).content.decode()
    curator_browser.post(address, {"title": "First part"})
    there = Person.objects.exclude(pk__in=[other.pk for other in others]).values_list("public_id", flat=True)
    assert set(BulkReview.objects.get().of_rows.values_list("public_id", flat=True)) == set(there)
    assert curator_browser.get(reverse("admin:bulk_open", args=["person"]) + "?import=x").status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_lists_ask_the_same_however_many_there_are(
    memorial: Memorial, curator_browser: Client, curator: User, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        brought = checked(
            "family,given", [f"Newova{'abc'[each]},Sara" for each in range(rows)], curator, title=f"{number}"
        )
    for address, queries in (("lists", 7), ("list_import", 18)):
        arguments = [brought.pk] if address == "list_import" else []
        with django_assert_num_queries(queries):
            assert curator_browser.get(reverse(f"admin:{address}", args=arguments)).status_code == 200


def test_nothing_is_decided_of_a_list_that_was_undone(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    make_person(given="Samir", family="Sintetikov", status="draft")
    brought = brought_in("family,given", ["Newova,Sara", "Sintetikov,Samir"], curator)
    row = brought.of_rows.get(outcome="maybe")
    address = reverse("admin:list_decide_row", args=[brought.pk, row.number])
    assert curator_browser.get(address).status_code == 200
    undone(brought, curator)
    page = curator_browser.post(address, {"decision": "different"}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("admin:list_import", args=[brought.pk])
    assert "Nothing of this list can be decided now." in page.content.decode()
    with pytest.raises(ImportRefused, match="This list is undone now"):
        decide(row=row, decision="different", person=None, by=curator)
    row.refresh_from_db()
    assert (row.decision, PairDecision.objects.exists()) == ("", False)


def test_list_that_is_not_there_is_not_found(memorial: Memorial, curator_browser: Client) -> None:
    assert curator_browser.get(reverse("admin:list_import", args=[10**17])).status_code == 404
    assert curator_browser.get("/admin/lists/99999999999999999999999999/").status_code == 404


def test_undoing_and_discarding_a_list_are_asked_for_twice(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    written, not_written = (
        brought_in("family,given", ["Newova,Sara"], curator),
        checked("family,given", ["A,B"], curator),
    )
    for brought, act, after in ((written, "undo", ListImport.State.UNDOING), (not_written, "discard", "discarded")):
        address, state = reverse("admin:list_act_on_import", args=[brought.pk]), brought.state
        asked = curator_browser.post(address, {"act": act})
        assert 'name="sure" value="yes"' in asked.content.decode()
        assert f'name="act" value="{act}"' in asked.content.decode()
        brought.refresh_from_db()
        assert brought.state == state
        curator_browser.post(address, {"act": act, "sure": "yes"})
        brought.refresh_from_db()
        assert brought.state == after


def test_list_is_checked_again_by_a_button_where_another_one_came_between(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    brought = checked("family,given", ["Newova,Sara"], curator)
    address, act = (reverse(f"admin:{name}", args=[brought.pk]) for name in ("list_import", "list_act_on_import"))
    assert 'value="run"' in curator_browser.get(address).content.decode()
    brought_in("family,given", ["Otherova,Sara"], curator, title="Synthetic two")
    page = curator_browser.get(address).content.decode()
    assert 'value="check"' in page
    assert 'value="run"' not in page
    curator_browser.post(act, {"act": "check"})
    assert 'value="run"' not in curator_browser.get(address).content.decode()
    carried_on(brought)
    assert 'value="run"' in curator_browser.get(address).content.decode()


def test_list_that_was_undone_offers_what_can_still_be_done_alone(
    memorial: Memorial, curator_browser: Client, curator: User
) -> None:
    brought = brought_in("family,given", ["Newova,Sara", "Otherova,Sara", "Otherova,Sara"], curator)
    newova = Person.objects.get(label="Newova, Sara")
    kinship = Kinship.objects.create(person=make_person(given="Gulnara"), kind=Kinship.Kind.CHILD, relative=newova)
    page = curator_browser.get(reverse("admin:list_import", args=[undone(brought, curator).pk])).content.decode()
    assert 'value="undo"' in page
    assert 'value="run"' not in page
    assert reverse("admin:list_decide", args=[brought.pk]) not in page
    kinship.delete()
    undone(brought, curator)
    assert not Person.objects.filter(label="Newova, Sara").exists()
    page = curator_browser.get(reverse("admin:list_import", args=[brought.pk])).content.decode()
    assert 'value="undo"' not in page


def test_preview_says_which_names_are_by_marriage_and_which_are_nicknames(
    memorial: Memorial, curator_browser: Client
) -> None:
    address = send(curator_browser, b"family,given,husband,called\nNewova,Sara,Otherova,Small\n").headers["Location"]
    columns = {"family": 0, "given": 1, "married_family": 2, "nickname": 3}
    sent = {f"c{place}-target": target for target, place in columns.items()} | {"preview": "yes", "script": "Latn"}
    seen = curator_browser.post(address, sent | {"source": str(source_of_lists().pk), "language": "en"})
    names = [[tuple(part[:2]) for part in parts] for parts in seen.context["preview"][0].names]
    assert names[1:] == [[("married name", "Otherova Sara")], [("nickname", "Small")]]
