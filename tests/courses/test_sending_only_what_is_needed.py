"""A document is sent without what it can do without, and means the same."""

from courses.formats.lean import joined, lean, needed

STYLE = """/* The look. */
p{margin:0}
/* With <table: wide tables. */
td{padding:0}
/* With warning", bad": what must not be overlooked. */
.bad{color:red}
"""


def test_rules_for_what_a_document_lacks_are_not_sent() -> None:
    assert needed(STYLE, "<p>Không có bảng.</p>").split() == ["p{margin:0}"]
    assert needed(STYLE, '<table tabindex="0">').split() == ["p{margin:0}", "td{padding:0}"]
    assert needed(STYLE, 'put("p","…","note bad")').split() == ["p{margin:0}", ".bad{color:red}"]


def test_an_end_tag_is_left_out_only_where_the_next_tag_implies_it() -> None:
    assert lean("<p>Một</p>\n<p>Hai</p>\n<div>") == "<p>Một<p>Hai<div>"
    assert lean("<ul>\n<li>Một</li>\n<li>Hai</li>\n</ul>") == "<ul><li>Một<li>Hai</ul>"
    assert lean("<tr><th>Một</th> <td>Hai</td></tr></tbody>") == "<tr><th>Một<td>Hai</tbody>"
    assert lean("<p>Một</p><a href='/'>Hai</a>") == "<p>Một</p><a href='/'>Hai</a>"


def test_a_broken_line_is_a_space_and_words_stay_apart() -> None:
    assert (
        lean("<p>Ghi\nsổ <b>hộ</b> <i>mới</i>\n</p> <script>") == "<p>Ghi sổ <b>hộ</b> <i>mới</i></p><script>"
    )


def test_data_and_what_is_preformatted_stay_as_they_are() -> None:
    kept = '<script type="application/json">["<p> một </p> <p>"]</script><pre>a\n  b</pre>'
    assert lean(kept) == kept


def test_lines_are_joined_where_a_statement_is_open_or_closed() -> None:
    assert joined("f(a,\nb);\nc={\nd:1}\ne()") == "f(a,b);c={d:1}\ne()"
