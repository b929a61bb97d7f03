"""Texts marked in templates and code are found, whatever stands around them."""

from haidang.config.messages import extract_file


def texts(path):
    return [(message.context, message.msgid, message.plural) for message in extract_file(path)]


def test_a_template_gives_its_sentences_blocks_and_constants(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        """
        <p title="it's">{% translate "Send" %} ( {% translate "May" context "month" %}</p>
            {% blocktranslate trimmed count n=papers|length %}
                One paper of {{ name }}
            {% plural %}
                {{ n }} papers
            {% endblocktranslate %}
        {% include "x.html" with title=_("Papers") %} ' " {# don't #}
        """
    )

    assert texts(page) == [
        ("", "Send", ""),
        ("month", "May", ""),
        ("", "One paper of %(name)s", "%(n)s papers"),
        ("", "Papers", ""),
    ]


def test_code_gives_plain_plural_contextual_and_nested_texts(tmp_path):
    module = tmp_path / "module.py"
    module.write_text(
        """
        if True:
            refuse(message=_("Late by {n} " "hours").format(n=ngettext("one", "many", 3)))
            label = pgettext_lazy("month", "May")
            for _ in range(3):
                pass
        """
    )

    assert texts(module) == [
        ("", "Late by {n} hours", ""),
        ("", "one", "many"),
        ("month", "May", ""),
    ]
