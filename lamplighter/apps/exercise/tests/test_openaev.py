"""Archives of OpenAEV: the real ones with their known numbers, and what is left out of others, and why."""

from collections import Counter

import pytest

from lamplighter.apps.exercise.bridge.dry_run import rehearse
from lamplighter.apps.exercise.imports.found import Unusable
from lamplighter.apps.exercise.imports.imported import Imported, imported, imported_bytes
from lamplighter.apps.exercise.tests.files import mail, openaev, zipped
from tests.realdata import real_file

AKIRA = "exercise/openaev-scenario-Akira_Ransomware_Crisis.zip"
CHALLENGE = "f8e70b27-a69c-4b9f-a2df-e217c36b3981"
ARTICLE = "fb5e49a2-6366-4492-b69a-f9b9f39a533e"
SMS = "e9e902bc-b03d-4223-89e1-fca093ac79dd"
MANUAL = "d02e9132-b9d0-4daa-b3b1-4b9871f8472c"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def of(content: bytes) -> Imported:
    return imported_bytes(content, "x.zip")


def injects(found: Imported) -> list[dict]:
    return found.tree["phases"][0]["injects"]


def left_out(found: Imported) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for each in found.left_out:
        counts[each.what, each.code] += each.count
    return counts


def test_the_akira_scenario_comes_in_with_all_that_it_holds() -> None:
    found = imported(real_file(AKIRA))

    counts = found.definition.counts()
    wanted = {"phases": 1, "injects": 20, "roles": 14, "variables": 8, "expected_actions": 19, "conditions": 1}
    assert {name: counts[name] for name in wanted} == wanted
    assert [each["severity"] for each in found.problems() if each["severity"] == "error"] == []
    first, second, third = injects(found)[:3]
    assert (first["at"], second["at"], third["at"]) == ("+0:00", "+0:12", "+0:20")
    assert third["when"] == {"all": [{"released": "inject-02"}]}
    assert (second["from"], second["channel"], second.get("to", [])) == (
        "SOC Analyst",
        "mail",
        [],
    )
    assert second["body"].startswith("Dear Team,\n\nOur monitoring systems")
    assert "{company_name}" in injects(found)[5]["title"]
    assert "<" not in "".join(inject["body"] for inject in injects(found))


def test_what_akira_loses_is_told() -> None:
    assert left_out(imported(real_file(AKIRA))) == {
        ("addressee_place", "personal_data"): 1,
        ("message_header", "replaced_by_mark"): 1,
        ("message_footer", "replaced_by_mark"): 1,
        ("mail_from", "personal_data"): 1,
        ("category", "no_place"): 1,
        ("main_focus", "no_place"): 1,
    }


def test_akira_plays_to_its_end_and_everything_in_it_comes() -> None:
    played = rehearse(imported(real_file(AKIRA)).definition, seed=1)

    assert played.ended
    assert len(played.reached) == 20
    assert played.unreached == ()
    assert played.minutes >= 360


def test_a_scenario_without_injects_comes_in_and_says_so() -> None:
    found = imported(real_file("exercise/openaev-starterpack-scenario-test.zip"))

    assert found.definition.counts()["phases"] == 1
    assert found.definition.counts()["injects"] == 0
    assert [(each["severity"], each["code"]) for each in found.problems()] == [("warning", "no_injects")]


def test_the_same_scenario_has_the_same_identity_whatever_changed_in_it() -> None:
    before, after = of(openaev()), of(openaev(injects=[mail("Another")]))

    assert before.tree["id"] == after.tree["id"]
    assert before.digest != after.digest


@pytest.mark.parametrize(
    ("comment", "prefix"), [("Exercise", "exercise_"), ("", "scenario_"), ("Wrong", "exercise_")]
)
def test_a_simulation_and_an_entry_without_its_mark_are_read_too(comment: str, prefix: str) -> None:
    found = of(openaev(comment, prefix))

    assert found.tree["title"] == "Power cut"
    assert injects(found)[0]["body"] == "Dark."


def test_null_lists_are_empty_ones() -> None:
    parts = dict.fromkeys(("teams", "objectives", "users", "variables", "articles", "tags", "lessons_questions"))

    assert of(openaev(**parts)).definition.counts()["injects"] == 1


@pytest.mark.parametrize("nonsense", [7, "x", [None, 3, "x", []], {"a": 1}, True])
def test_parts_of_another_shape_than_they_should_have_are_nothing(nonsense: object) -> None:
    parts = dict.fromkeys(
        ("teams", "objectives", "users", "injects", "variables", "articles", "documents"), nonsense
    )

    assert of(openaev(**parts)).definition.counts()["injects"] == 0


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"inject_enabled": False}, ("inject", "disabled")),
        ({"inject_injector_contract": {"injector_contract_id": CHALLENGE}}, ("contract", "technical_contract")),
        ({"inject_injector_contract": None}, ("contract", "technical_contract")),
        ({"inject_country": "FR"}, ("country", "no_place")),
        ({"inject_tags": ["a", "b"]}, ("tags", "no_place")),
        ({"inject_documents": [{"document_id": "gone"}]}, ("document", "missing")),
        (
            {"inject_content": {"subject": "S", "expectations": [{"expectation_type": "PREVENTION"}]}},
            ("expectation", "technical_expectation"),
        ),
        (
            {
                "inject_depends_on": [
                    {"dependency_condition": {"conditions": [{"key": "Detection", "value": True}]}}
                ]
            },
            ("condition", "condition_unknown"),
        ),
    ],
)
def test_what_has_no_place_is_left_out_with_its_reason(more: dict, what: tuple[str, str]) -> None:
    assert left_out(of(openaev(injects=[mail(), mail("Other", **more)])))[what] >= 1


def test_messages_manual_injects_and_articles_become_what_they_are() -> None:
    article = {
        "article_id": "a", "article_name": "Dark city", "article_content": "<p>Nobody knows.</p>", 
        "article_channel": "c",
        "article_author": "The Lantern", "article_shares": 12, "article_likes": 0,
    }  # fmt: skip
    found = of(
        openaev(
            injects=[
                mail("1", 0, SMS, inject_content={"message": "Call me"}),
                mail("2", 60, MANUAL, inject_description="Ring the mayor"),
                mail("3", 120, ARTICLE, inject_content={"articles": ["a", "gone"]}),
            ],
            articles=[article, {"article_id": "unpublished"}],
            channels=[{"channel_id": "c", "channel_type": "microblogging"}],
        )
    )

    message, manual, post = injects(found)
    assert (message["channel"], message["title"], message["body"]) == ("message", "1", "Call me")
    assert (manual["channel"], manual["kind"]) == ("walk_in", "facilitation")
    assert (post["channel"], post["from"], post["title"]) == ("social", "The Lantern", "Dark city")
    assert post["body"] == "Nobody knows.\nshares: 12"
    assert left_out(found)["article", "missing"] == 1
    assert left_out(found)["article", "not_published"] == 1


def test_places_become_ours_braces_stay_braces_and_unknown_places_become_variables() -> None:
    body = "<p>{x} ${company} and ${other.thing}, ${user.firstname} of ${exercise.name}</p>"
    variables = [{"variable_key": "company", "variable_value": "Nordwind"}]
    found = of(openaev(injects=[mail(inject_content={"subject": "S", "body": body})], variables=variables))

    assert injects(found)[0]["body"] == "{{x}} {company} and {other_thing}, of Power cut"
    assert [variable["key"] for variable in found.tree["variables"]] == ["company", "other_thing"]
    assert "default" not in found.tree["variables"][1]
    assert [each.code for each in found.notices] == ["undefined_variable"]


def test_expectations_become_what_is_expected_and_tasks_with_their_scores() -> None:
    wanted = [
        {"expectation_type": "MANUAL", "expectation_name": "Tell", "expectation_score": 40,
         "expectation_description": "A word"},
        {"expectation_type": "TEXT", "expectation_name": "Write"},
    ]  # fmt: skip
    found = of(openaev(injects=[mail(inject_content={"subject": "S", "expectations": wanted})]))

    assert injects(found)[0]["expected"] == "Tell: A word\nWrite"
    assert injects(found)[0]["task"] == "tell"
    assert [(task["key"], task.get("standard")) for task in found.tree["objectives"][0]["tasks"]] == [
        ("tell", "score 40"),
        ("write", None),
    ]
    assert found.definition.counts()["expected_actions"] == 2


def test_people_never_come_in_and_their_number_is_told() -> None:
    users = [{"user_id": "u", "user_firstname": "Petra", "user_email": "petra@x.example", "user_phone": "5550199"}]
    found = of(openaev(users=users, teams=[{"team_id": "t", "team_name": "Crisis team", "team_users": ["u", "v"]}]))

    assert left_out(found)["people", "personal_data"] == 2
    assert not any(secret in str(found.report()) + str(found.tree) for secret in ("Petra", "petra@", "5550199"))


def test_injects_for_teams_go_to_their_roles_and_names_of_any_script_have_keys() -> None:
    teams = [{"team_id": "t", "team_name": "Équipe de crise"}, {"team_id": "u", "team_name": "צוות"}]
    found = of(openaev(teams=teams, injects=[mail(inject_all_teams=False, inject_teams=["u", "t", "gone"])]))

    assert [(role["key"], role["name"]) for role in found.tree["roles"]] == [
        ("equipe-de-crise", "Équipe de crise"),
        ("role-02", "צוות"),
    ]
    assert injects(found)[0]["to"] == ["role-02", "equipe-de-crise"]


def test_what_depends_on_several_keeps_their_and_or_or() -> None:
    def link(parent: str, mode: str, value: bool) -> dict:
        condition = {"mode": mode, "conditions": [{"key": "Execution", "operator": "eq", "value": value}]}
        return {"dependency_relationship": {"inject_parent_id": parent}, "dependency_condition": condition}

    links = [link("A", "or", True), link("B", "or", False)]
    found = of(openaev(injects=[mail("A", 0), mail("B", 60), mail("C", 90, inject_depends_on=links)]))

    last = injects(found)[2]
    assert last["when"] == {"any": [{"released": "inject-01"}, {"not": {"released": "inject-02"}}]}
    assert last["at"] == "+0:02"
    assert [each.code for each in found.notices] == ["rounded"]


@pytest.mark.parametrize("seconds", [None, "soon", -5, 1e300, True])
def test_a_time_that_is_none_puts_the_inject_at_the_beginning_and_says_so(seconds: object) -> None:
    found = of(openaev(injects=[mail(seconds=seconds)]))

    assert injects(found)[0]["at"] == "+0:00"
    assert [each.code for each in found.notices] == ["time_unknown"]


def test_attachments_are_taken_by_what_they_are() -> None:
    def document(key: str, target: str) -> dict:
        return {"document_id": key, "document_name": f"{key} name", "document_target": target}

    documents = [document("a", "a.png"), document("b", "b.png"), document("c", "c.exe"), document("d", "json.json")]
    told = openaev(
        documents=documents,
        injects=[mail(inject_documents=[{"document_id": key, "document_attached": True} for key in "abcd"])],
    )
    inside = ("json.json", "Scenario", _json_of(told))
    found = of(
        zipped(inside, ("a.png", "Attachment", PNG), ("b.png", "Attachment", b"MZ"), ("c.exe", "Attachment", b"MZ"))
    )

    assert [(each.name, each.media_type, each.content) for each in found.attached] == [
        ("a name.png", "image/png", PNG)
    ]
    assert injects(found)[0]["attachment"] == {"key": "paper-01", "name": "a name.png", "media_type": "image/png"}
    assert left_out(found)["document", "attachment_kind"] == 2
    assert left_out(found)["document", "missing"] == 1


def test_the_survey_comes_in_as_scales_and_words() -> None:
    found = of(
        openaev(
            lessons_categories=[{"lessonscategory_id": "c", "lessons_category_name": "Communication"}],
            lessons_questions=[
                {"lessons_question_content": "Second", "lessons_question_order": 2},
                {"lessons_question_content": "First", "lessons_question_order": 1},
            ],
        )
    )

    assert [(ask["text"], ask["kind"]) for ask in found.tree["survey"]] == [
        ("First", "scale"),
        ("Second", "scale"),
        ("Communication", "text"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped(("x.json", "Scenario", b"{")), "not_json"),
        (zipped(("x.json", "Scenario", b"[" * 100_000)), "not_json"),
        (zipped(("x.json", "Scenario", b"[1]")), "no_information"),
        (zipped(("x.json", "", b'{"a": 1}')), "no_information"),
        (zipped(("x.json", "", b"{}"), ("y.json", "", b"{}")), "not_a_scenario"),
    ],
)
def test_an_archive_that_holds_no_scenario_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unusable) as refused:
        of(content)

    assert refused.value.code == code


def _json_of(archive: bytes) -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(archive)) as packed:
        return packed.read(packed.namelist()[0])
