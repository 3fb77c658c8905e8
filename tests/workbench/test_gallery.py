"""The gallery in docs: every caption has its picture, every picture its caption, and the whole of it weighs little."""

from workbench.gallery import CAPTIONS, FOLDER, INDEX, index

MOST_BYTES = 6_000_000


def test_the_gallery_is_whole():
    assert {picture.stem for picture in FOLDER.iterdir()} == set(CAPTIONS)
    assert INDEX.read_text(encoding="utf-8") == index()


def test_the_gallery_weighs_little():
    assert sum(picture.stat().st_size for picture in FOLDER.iterdir()) < MOST_BYTES
