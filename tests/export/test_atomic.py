"""Files are written whole or not at all."""

from __future__ import annotations

import pytest

from pipeline.export.atomic import replacing, write_text


def test_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    target = tmp_path / "a.txt"
    write_text(target, "cũ")

    def break_off():
        with replacing(target) as new:
            new.write_text("nửa chừng", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert target.read_text(encoding="utf-8") == "cũ"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_makes_the_folder_and_readable_files(tmp_path):
    write_text(tmp_path / "mới" / "a.txt", "xong\n")
    assert (tmp_path / "mới" / "a.txt").read_bytes() == b"xong\n"
    assert (tmp_path / "mới" / "a.txt").stat().st_mode & 0o400
