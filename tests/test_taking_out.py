"""Words taken out of a text, and those that are suggested to be."""

from hypothesis import given
from hypothesis import strategies as st

from casemgr.services.redacting import Cut, suggested, taken_out

SUMMARY = (
    "Zelda Quimby said that Officer Brannigan pushed her 16-year-old by the kiosk. "
    "Call her at (555) 555-0142 or z.quimby@example.org. Zelda  quimby wants an answer."
)


@given(st.lists(st.text(min_size=5, max_size=20).filter(str.strip), min_size=1, max_size=4), st.text(max_size=60))
def test_no_word_taken_out_is_left_whatever_it_is(words: list[str], between: str) -> None:
    text = between.join(["", *words, *(word.upper() for word in words), ""])
    left = taken_out(text, [Cut(word, "#") for word in words])
    for word in words:
        whole = taken_out(word, [])
        if len("".join(whole.split())) >= 5:
            assert " ".join(whole.split()) not in " ".join(left.split())


def test_hidden_letters_and_line_breaks_hide_nothing() -> None:
    cuts = [Cut("Zelda Quimby", "private person")]
    for text in ("Zel\u00adda Quimby", "Zelda\nQuimby", "ZELDA\u200b  QUIMBY", "Zelda Quimbys"):
        assert "quimby" not in taken_out(text, cuts).casefold(), text
    assert taken_out("Canada", [Cut("Ana", "x")]) == "Canada"


def test_what_is_suggested_has_a_category_and_a_ground() -> None:
    found = {one.words: (one.category, one.exemption) for one in suggested(SUMMARY, {"Bo Brannigan": "officer"})}
    assert found["Brannigan"] == ("officer", "staff_private")
    assert found["(555) 555-0142"][1] == "contact_details"
    assert found["16-year-old"] == ("juvenile", "juvenile")
