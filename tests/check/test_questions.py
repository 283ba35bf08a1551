import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.check.questions import FACETS, SENSITIVE, Question, Questions, read_questions
from navigator.directory.vocabulary import Vocabulary, read_vocabulary
from navigator.errors import NavigatorError
from navigator.resources import resource
from navigator.text import words

SHIPPED = resource("questions.toml").read_text(encoding="utf-8")
QUESTIONS = read_questions()
VOCABULARY = Vocabulary(read_vocabulary(resource("vocabulary.toml")))
WITH_CHOICES = [question for question in QUESTIONS.questions if question.facet not in {"age", "area"}]

each_question = pytest.mark.parametrize("question", QUESTIONS.questions, ids=lambda question: question.facet)
each_with_choices = pytest.mark.parametrize("question", WITH_CHOICES, ids=lambda question: question.facet)


def labels_of(question: Question) -> list[str]:
    return [choice.label for choice in question.choices] + ([question.none] if question.none else [])


def spoken(questions: Questions) -> list[str]:
    """Everything that is read out or shown to the person."""
    own = [getattr(questions, name) for name in tomllib.loads(SHIPPED)["say"]]
    safety = [questions.safety.text, questions.safety.why, questions.safety.yes, questions.safety.no]
    asked = [line for each in questions.questions for line in (each.text, each.why, *labels_of(each))]
    return [*own, *safety, *(need.label for need in questions.needs), *asked]


# What is asked --------------------------------------------------------------------------------------------------------


def test_every_facet_but_other_has_a_question() -> None:
    assert {question.facet for question in QUESTIONS.questions} == set(FACETS)
    assert {*FACETS, "other"} == set(VOCABULARY.codes("facet"))
    assert all(QUESTIONS.question(facet).facet == facet for facet in FACETS)


def test_a_facet_nobody_is_asked_about_has_no_question() -> None:
    with pytest.raises(KeyError, match="other"):
        QUESTIONS.question("other")


@each_question
def test_every_value_of_the_vocabulary_is_a_choice(question: Question) -> None:
    values = [choice.value for choice in question.choices]
    assert sorted(values) == sorted(VOCABULARY.codes(f"value.{question.facet}"))
    assert bool(values) == (question.facet not in {"age", "area"})


def test_every_need_of_the_vocabulary_is_in_one_family() -> None:
    needs = [need for choice in QUESTIONS.needs for need in choice.needs]
    assert sorted(needs) == sorted(VOCABULARY.codes("need"))
    assert 8 <= len(QUESTIONS.needs) <= 10, "number keys choose among them"


def test_what_is_hard_to_say_is_asked_last_and_only_where_it_is_safe() -> None:
    intrusive = [question.intrusiveness for question in QUESTIONS.questions]
    assert intrusive == sorted(intrusive)
    sensitive = {question.facet for question in QUESTIONS.questions if question.sensitive}
    assert sensitive == {"criminal-justice", "domestic-abuse", "recourse", "exploitation", "risk"}
    assert min(QUESTIONS.question(facet).intrusiveness for facet in sensitive) == SENSITIVE
    assert {QUESTIONS.question(facet).intrusiveness for facet in ("age", "area", "gp")} == {1}


# What a yes says no to ------------------------------------------------------------------------------------------------


def test_a_yes_says_no_to_what_the_design_says_and_nothing_else() -> None:
    expected = {
        ("gender", "woman"): {"man"},
        ("gender", "man"): {"woman"},
        ("substance-use", "abstinent"): {"alcohol-current", "drugs-current"},
    }
    for facet in ("housing", "recourse", "gp"):
        values = set(VOCABULARY.codes(f"value.{facet}"))
        expected |= {(facet, value): values - {value} for value in values}
    for facet in ("substance-use", "mental-health", "criminal-justice"):
        expected[facet, "none"] = set(VOCABULARY.codes(f"value.{facet}")) - {"none"}
    assert {pair: set(out) for pair, out in QUESTIONS.rules_out.items()} == expected


def test_one_answer_is_given_where_a_person_is_in_one_place() -> None:
    assert {each.facet for each in QUESTIONS.questions if each.one_answer} == {"housing", "recourse", "gp"}


@each_with_choices
def test_none_of_these_is_said_in_one_way_only(question: Question) -> None:
    values = {choice.value for choice in question.choices}
    assert not ("none" in values and question.none)
    # A person whose word for themselves is not among the choices must not be taken to say no to all of them.
    assert bool(question.none or "none" in values) == (question.facet not in {"gender", "housing", "recourse", "gp"})


# How it is asked ------------------------------------------------------------------------------------------------------


def test_the_promise_is_worded_as_it_is_kept() -> None:
    promise = "Navigator saves nothing about a person. What you print or copy is yours to look after."
    assert promise == QUESTIONS.privacy
    recourse = QUESTIONS.question("recourse")
    assert "Home Office" in recourse.why
    assert "regulated immigration adviser" in recourse.worker
    assert QUESTIONS.rather_not == "Rather not say"
    assert QUESTIONS.enough == "You know enough"


def test_the_hardest_questions_are_asked_only_if_the_person_wants() -> None:
    for question in QUESTIONS.questions:
        assert (question.intrusiveness == 5) == question.text.startswith("Only if you want to say:"), question.facet


def test_labels_can_be_read_out_in_one_breath() -> None:
    labels = [label for question in QUESTIONS.questions for label in labels_of(question)]
    labels += [need.label for need in QUESTIONS.needs]
    assert max(map(len, labels)) <= 45


def test_nothing_said_to_the_person_could_be_taken_for_markup_or_a_shortcut() -> None:
    for line in spoken(QUESTIONS):
        assert not re.search(r"[&<>{}_*\d\n\t]", line), line
        assert line == line.strip()
        assert len(line) <= 160, line


def test_questions_end_in_a_question_mark_and_reasons_in_a_full_stop() -> None:
    safety = QUESTIONS.safety
    asked = [(each.text, each.why, each.worker) for each in QUESTIONS.questions]
    for text, why, worker in (*asked, (safety.text, safety.why, safety.worker)):
        assert text.endswith("?")
        assert len(text) <= 75
        assert why.endswith(".")
        assert worker.endswith(".")
        assert "\n" not in worker


def test_no_word_blames_or_belongs_to_services() -> None:
    blames = {"abuse", "abuser", "addict", "addiction", "alcoholic", "clean", "offender", "perpetrator", "refuse"}
    blames |= {"engage", "client", "hygiene", "homeless", "eligible", "eligibility", "vulnerable", "victim"}
    blames |= {"substance", "misuse", "prostitution", "illegal", "problem", "recourse", "disclose", "needs", "fail"}
    for line in spoken(QUESTIONS):
        assert not blames.intersection(words(line)), line


def test_choices_speak_to_the_person_and_not_as_them() -> None:
    for line in spoken(QUESTIONS):
        assert not {"i", "im", "my", "me", "he", "she"}.intersection(words(line)), line


# A file that is wrong -------------------------------------------------------------------------------------------------


def said_of(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NavigatorError) as error:
        read_questions(path)
    said = str(error.value)
    assert said.startswith(str(path))
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[say]", "[said]", "top: unknown key 'said'; allowed are need, question, safety, say"),
        ('skip = "Skip for now"', "", "say: 'skip' must be a text"),
        ('skip = "Skip for now"', 'leap = "Leap"', "say: unknown key 'leap'"),
        ('yes = "Yes, it is safe"', "yes = true", "safety: 'yes' must be a text"),
        ('no = "No, not here"', "", "safety: 'no' must be a text"),
        ('label = "Alcohol or drugs"', 'label = " "', "need.alcohol-or-drugs: 'label' must be a text"),
        ('needs = ["mental-health"]', "needs = []", "need.mind: 'needs' is empty"),
        ('needs = ["mental-health"]', 'needs = "mental-health"', "need.mind: 'needs' must be a list of texts"),
        ('needs = ["mental-health"]', 'needs = ["food"]', "need: 'food of mind' is there already, 'food of food-and-"),
        ('needs = ["mental-health"]', 'needs = ["x", "x"]', "need.mind: 'needs' has 'x' twice"),
        ('"Alcohol or drugs"', '"being safe from someone"', "need: 'alcohol-or-drugs' has the same label as 'safety'"),
        ("[question.gp]", "[question.shoes]", "question: unknown key 'shoes'; allowed are age, area"),
        ("[question.gp]", "[question.other]", "question: unknown key 'other'"),
        ('text = "How old are you?"', "", "question.age: 'text' must be a text"),
        ('why = "Some places are only for people of a certain age."', "why = 3", "question.age: 'why' must be a text"),
        ("intrusiveness = 2", "intrusiveness = 0", "question.gender: 'intrusiveness' must be a whole number from 1"),
        ("intrusiveness = 2", "intrusiveness = true", "question.gender: 'intrusiveness' must be a whole number"),
        ("intrusiveness = 2", "intrusiveness = 2.0", "question.gender: 'intrusiveness' must be a whole number"),
        ("one_answer = true", "one_answer = 1", "question.gp: 'one_answer' must be true or false"),
        ("one_answer = true", "one_answer = true\nrules_out.not-registered = []", "question.gp: unknown key 'rules_"),
        ('none = "Somewhere else"', 'choices.lambeth = "Lambeth"', "question.area: unknown key 'choices'"),
        ('none = "None of these"', 'none = ""', "question.family: 'none' must be a text"),
        ('none = "None of these"', 'none = "you are pregnant"', "question.family: 'none of them' has"),
        ('"In a hostel"', "3", "question.housing.choices: 'hostel' must be a text"),
        ('"Trans"', '"woman"', "question.gender: 'trans' has the same label as 'woman'"),
        ('choices.man = "Man"', "", "question.gender.rules_out: unknown key 'man'; allowed are non-binary"),
        ('= ["woman"]', '= ["child"]', "question.gender.rules_out: 'man' names 'child', which is not another"),
        ('= ["woman"]', '= ["man"]', "question.gender.rules_out: 'man' names 'man', which is not another"),
        ('= ["woman"]', '= "woman"', "question.gender.rules_out: 'man' must be a list of texts"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in SHIPPED
    assert says in said_of(tmp_path / "questions.toml", SHIPPED.replace(old, new, 1))


@pytest.mark.parametrize("facet", FACETS)
def test_a_facet_without_its_question_is_named(tmp_path: Path, facet: str) -> None:
    section = re.compile(rf"^\[question\.{facet}\]\n.*?(?=^\[|\Z)", re.DOTALL | re.MULTILINE)
    said = said_of(tmp_path / "questions.toml", section.sub("", SHIPPED))
    assert f"question: '{facet}' has no question." in said


@pytest.mark.parametrize("table", ["say", "safety", "need", "question", "question.gp", "need.home"])
def test_a_table_that_is_something_else_is_named(tmp_path: Path, table: str) -> None:
    section = re.compile(rf"^\[{table}[\].].*?(?=^\[(?!{table}[\].])|\Z)", re.DOTALL | re.MULTILINE)
    said = said_of(tmp_path / "questions.toml", f"{table} = 3\n" + section.sub("", SHIPPED))
    assert f"{table}: a table was expected." in said


@pytest.mark.parametrize("content", [b"[say", b"\xff\xfe", b"[say]\nskip = 'a'\nskip = 'b'"])
def test_a_file_that_is_no_toml_is_a_plain_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "questions.toml"
    path.write_bytes(content)
    with pytest.raises(NavigatorError, match="not a readable TOML file"):
        read_questions(path)


def test_a_missing_file_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(NavigatorError, match=r"questions\.toml could not be read"):
        read_questions(tmp_path / "questions.toml")


LINES = SHIPPED.splitlines()


@given(st.sets(st.integers(0, len(LINES) - 1), min_size=1, max_size=3))
def test_a_file_with_lines_missing_is_read_or_refused_and_never_breaks(
    tmp_path_factory: pytest.TempPathFactory, missing: set[int]
) -> None:
    path = tmp_path_factory.getbasetemp() / "questions.toml"
    path.write_text("\n".join(line for place, line in enumerate(LINES) if place not in missing), encoding="utf-8")
    said, facets = str(path), set(FACETS)
    try:
        facets = {question.facet for question in read_questions(path).questions}
    except NavigatorError as error:
        said = str(error)
    assert said.startswith(str(path))
    assert facets == set(FACETS)
