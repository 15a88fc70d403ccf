import gzip

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Section, Tag
from core.models import ImportedItem, OldAddress
from newsroom.tests.wxr_files import bring_in, export, item, tagged

pytestmark = pytest.mark.django_db

BOMB = """<?xml version="1.0"?><!DOCTYPE rss [
<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]><rss><channel><title>&c;</title></channel></rss>"""
STRANGER = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>'
)
WHOLE = export(*(item(f"Story {number}", number=number, slug=f"story-{number}") for number in range(1, 30)))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "is empty"),
        (b"  \n\t ", "is empty"),
        (b"just words", "not an XML file"),
        (gzip.compress(WHOLE.encode()), "compressed"),
        ("<html><body>502 Bad Gateway</body></html>", "web page"),
        ("<!DOCTYPE html>\n<html lang=en>", "web page"),
        ('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>', "Atom feed"),
        ('<?xml version="1.0"?><opml></opml>', "another kind"),
        (
            '<?xml version="1.0"?><rss version="2.0"><channel><item><title>A</title></item></channel></rss>',
            "wxr_version",
        ),
        (export(item(), version="9.9"), "version ‘9.9’"),
        (WHOLE[: len(WHOLE) // 2], "ends in the middle"),
        (WHOLE[:-8], "ends in the middle"),
        (WHOLE + WHOLE, "two files had been joined"),
        (WHOLE.replace("<wp:status>publish</wp:status>", "<wp:status>publish</wp:statu>"), "broken at line"),
        (WHOLE.replace("Story 20", "Story &unknown;"), "entity &unknown;"),
        (WHOLE.encode().replace(b"Story 20", b"Story \xff\xfe"), "broken at line"),
        (export(item("\xfc"), encoding="shift_jis").encode("latin-1"), "not encoded as it says"),
        (export(item(), encoding="zlib"), "which no text is"),
        (export(item("\\ud800"), encoding="unicode_escape"), "not encoded as it says"),
        (BOMB, "document type"),
        (STRANGER, "document type"),
        (export(item(), encoding="klingon"), "encoded as ‘klingon’"),
        (export("<a>" * 200), "inside one another"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_a_file_that_is_not_fit_is_refused_in_words_and_nothing_is_written(tmp_path, source, words):
    with pytest.raises(CommandError) as refused:
        bring_in(tmp_path, source)
    assert words in str(refused.value)
    assert refused.value.returncode == 1
    for model in (Article, Section, Tag, OldAddress, ImportedItem):
        assert not model.objects.exists()


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, words in ((tmp_path / "nowhere.xml", "no file"), (tmp_path, "is a folder")):
        with pytest.raises(CommandError, match=words):
            call_command("import_wordpress", str(path))


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_the_versions_that_wordpress_has_written_come_in(tmp_path, version):
    bring_in(tmp_path, export(item("From long ago"), version=version))
    assert Article.objects.get().title == "From long ago"


def test_other_prefixes_for_the_same_namespaces_are_understood(tmp_path):
    source = export(item("Prefixed")).replace("wp:", "x:").replace("xmlns:wp", "xmlns:x").replace("content:", "c:")
    bring_in(tmp_path, source.replace("xmlns:content", "xmlns:c"))
    assert "The bank said so" in Article.objects.get().body


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "utf-8"])
def test_encodings(tmp_path, encoding):
    declared = "UTF-8" if encoding == "utf-8-sig" else encoding
    bring_in(tmp_path, export(item("Crédit à façon"), encoding=declared).encode(encoding))
    assert Article.objects.get().title == "Crédit à façon"


def test_a_mark_and_white_space_and_a_warning_before_the_beginning_are_skipped(tmp_path):
    for number, before in enumerate(("\ufeff", "\n\n  ", "\ufeff \n", "<br />\n<b>Warning</b>: something in x.php\n")):
        bring_in(tmp_path, before + export(item(f"Story {number}", slug=f"story-{number}")))
    assert Article.objects.count() == 4


def test_characters_that_xml_forbids_are_taken_out_and_counted(tmp_path):
    source = export(item("Be\x0bfore", "<p>a\x01b\x1fc\ufffed &#11; end</p>"))
    report = bring_in(tmp_path, source)
    article = Article.objects.get()
    assert article.title == "Before"
    assert "abcd" in article.body
    assert "5  characters that XML does not allow" in report


def test_halves_of_characters_are_taken_out(tmp_path):
    source = export(item("Half", "<p>a\ud83db</p>")).replace("<title>Half", "<title>Half&#xD83D;")
    report = bring_in(tmp_path, source.encode("utf-8", "surrogatepass"))
    assert (Article.objects.get().title, Article.objects.get().body) == ("Half", "<p>ab</p>")
    assert "2  characters that XML does not allow" in report


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_a_mark(tmp_path, encoding):
    bring_in(tmp_path, export(item("Crédit"), encoding="UTF-16").encode(encoding))
    assert Article.objects.get().title == "Crédit"


@pytest.mark.parametrize(
    ("declared", "meant", "title"), [("ISO-8859-1", "cp1252", "“100 €”"), ("GB2312", "gb18030", "東京")]
)
def test_an_encoding_may_be_called_by_the_name_of_a_smaller_one(tmp_path, declared, meant, title):
    bring_in(tmp_path, export(item(title), encoding=declared).encode(meant))
    assert Article.objects.get().title == title


def test_the_version_is_known_by_the_namespace_too(tmp_path):
    bring_in(tmp_path, export(item()).replace("<wp:wxr_version>1.2</wp:wxr_version>", ""))
    assert Article.objects.exists()


def test_a_portal_whose_own_address_is_broken_comes_in(tmp_path):
    bring_in(tmp_path, export(item(), home="http://[broken"))
    assert Article.objects.exists()


def test_an_html_entity_outside_cdata_is_understood(tmp_path):
    bring_in(tmp_path, export(item("X")).replace("<title>X</title>", "<title>Q&amp;A&nbsp;&eacute;</title>"))
    assert Article.objects.get().title == "Q&A é"


def test_what_follows_the_first_chunk_is_read_like_the_rest(tmp_path):
    """Longer than what is read at once, with an umlaut across every boundary."""
    bring_in(tmp_path, export(item("Long", "<p>" + "ä" * 700_001 + "</p>", terms=tagged("x"))))
    assert Article.objects.get().body.count("ä") == 700_001
