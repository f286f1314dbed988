"""The output folder: names, what has to be read again, what was taken away."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from pipeline.export.json import dumps, to_json
from pipeline.export.stored import StoredDocuments
from pipeline.model import ReadError
from pipeline.workspace import Workspace, assign_stems, claimed, find_files


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "đến"
    for name in ("a.txt", "b.pdf", "sub/a.txt", "sub/c.docx"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def read_all(workspace, folder, plan, **options):
    files, _ = find_files(folder, workspace.folder)
    waiting = workspace.plan(files, **options)
    for path in waiting:
        workspace.keep(path, plan)
    workspace.mark_gone(folder, files)
    return [path.relative_to(folder).as_posix() for path in waiting]


def test_reads_only_what_is_new_or_changed(inbox, tmp_path, plan):
    def again(version="1"):
        return read_all(Workspace(tmp_path / "out", version), inbox, plan)

    assert again() == ["a.txt", "b.pdf", "sub/a.txt", "sub/c.docx"]
    assert again() == []
    (inbox / "b.pdf").write_text("mới", encoding="utf-8")
    (inbox / "d.txt").write_text("thêm", encoding="utf-8")
    assert again() == ["b.pdf", "d.txt"]
    os.utime(inbox / "a.txt", (1, 1))
    assert again() == []
    assert len(again("2")) == 5


def test_two_files_of_one_stem_make_two_documents(inbox, tmp_path, plan):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    assert sorted(path.name for path in (tmp_path / "out" / "json").iterdir()) == [
        "a.json",
        "a.txt.json",
        "b.json",
        "c.json",
    ]


def test_names_stay_when_a_file_comes_in_before(inbox, tmp_path, plan):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    (inbox / "0").mkdir()
    (inbox / "0" / "a.txt").write_text("chen vào", encoding="utf-8")
    assert read_all(Workspace(tmp_path / "out", "1"), inbox, plan) == ["0/a.txt"]
    stems = {entry.path: entry.stem for entry in Workspace(tmp_path / "out", "1").entries.values()}
    assert stems[str(inbox / "a.txt")] == "a"
    assert stems[str(inbox / "0" / "a.txt")] == "0.a.txt"


def test_a_failed_file_is_tried_again(inbox, tmp_path, plan):
    workspace = Workspace(tmp_path / "out", "1")
    for path in workspace.plan(find_files(inbox)[0]):
        workspace.fail(path, "is encrypted") if path.suffix == ".pdf" else workspace.keep(path, plan)
    assert read_all(Workspace(tmp_path / "out", "1"), inbox, plan) == ["b.pdf"]


def test_a_file_taken_away_is_marked_and_its_document_kept(inbox, tmp_path, plan):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    (inbox / "b.pdf").unlink()
    workspace = Workspace(tmp_path / "out", "1")
    assert read_all(workspace, inbox, plan) == []
    assert [entry.stem for entry in workspace.entries.values() if entry.gone] == ["b"]
    assert (tmp_path / "out" / "json" / "b.json").exists()
    assert "b" not in {document.stem for document in StoredDocuments(workspace.store)}


def test_a_moved_file_is_not_read_again(inbox, tmp_path, plan):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    (inbox / "b.pdf").rename(inbox / "sub" / "b.pdf")
    assert read_all(Workspace(tmp_path / "out", "1"), inbox, plan) == []


def test_another_folder_does_not_take_the_first_ones_away(inbox, tmp_path, plan):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    other = tmp_path / "khác"
    other.mkdir()
    (other / "x.txt").touch()
    workspace = Workspace(tmp_path / "out", "1")
    assert read_all(workspace, other, plan) == ["x.txt"]
    assert {document.stem for document in StoredDocuments(workspace.store)} == {"a", "a.txt", "b", "c", "x"}


def test_a_document_is_kept_whole_or_not_at_all(inbox, tmp_path, plan, monkeypatch):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    (inbox / "b.pdf").write_text("mới", encoding="utf-8")
    changed = dataclasses.replace(plan, tasks=plan.tasks[:1])
    workspace = Workspace(tmp_path / "out", "1")
    (waiting,) = workspace.plan(find_files(inbox)[0])
    monkeypatch.setattr(workspace, "_note", interrupted)
    with pytest.raises(KeyboardInterrupt):
        workspace.keep(waiting, changed)
    workspace.store.close()
    after = Workspace(tmp_path / "out", "1")
    assert after.store.published("b") == to_json(plan)
    assert after.plan(find_files(inbox)[0]) == [waiting]


def interrupted(*_):
    raise KeyboardInterrupt


def test_a_lost_json_is_written_again_out_of_the_store(inbox, tmp_path, plan):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    lost = tmp_path / "out" / "json" / "c.json"
    lost.unlink()
    assert read_all(Workspace(tmp_path / "out", "1"), inbox, plan) == []
    assert lost.read_text(encoding="utf-8") == dumps(to_json(plan))


def test_a_moved_file_keeps_its_document(inbox, tmp_path, plan):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    (inbox / "b.pdf").rename(inbox / "sub" / "b.pdf")
    workspace = Workspace(tmp_path / "out", "1")
    read_all(workspace, inbox, plan)
    assert {d.stem: d.source for d in StoredDocuments(workspace.store)}["b"] == inbox / "sub" / "b.pdf"
    assert len(Workspace(tmp_path / "out", "1").entries) == 4


def test_a_file_that_comes_back_is_there_again(inbox, tmp_path, plan):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    (inbox / "b.pdf").rename(tmp_path / "b.pdf")
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    (tmp_path / "b.pdf").rename(inbox / "b.pdf")
    workspace = Workspace(tmp_path / "out", "1")
    assert read_all(workspace, inbox, plan) == []
    assert "b" in {document.stem for document in StoredDocuments(workspace.store)}


def test_what_a_killed_run_left_half_written_goes_away(inbox, tmp_path, plan):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    (tmp_path / "out" / "json" / ".part-x.json").touch()
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    assert not list((tmp_path / "out").rglob(".part-*"))


def test_two_runs_do_not_share_a_folder(tmp_path):
    with claimed(tmp_path), pytest.raises(ReadError, match="another run is at work"), claimed(tmp_path):
        pass
    with claimed(tmp_path):
        pass


def test_again_reads_everything(inbox, tmp_path, plan):
    read_all(Workspace(tmp_path / "out", "1"), inbox, plan)
    assert len(read_all(Workspace(tmp_path / "out", "1"), inbox, plan, again=True)) == 4


def test_hidden_files_lock_files_and_results_are_no_input(inbox):
    for name in (".DS_Store", "~$b.docx", "Thumbs.db", ".git/x.txt", "out/json/a.json"):
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).touch()
    files, closed = find_files(inbox, inbox / "out")
    assert [path.relative_to(inbox).as_posix() for path in files] == ["a.txt", "b.pdf", "sub/a.txt", "sub/c.docx"]
    assert closed == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_closed_folder_is_reported(inbox):
    (inbox / "sub").chmod(0)
    try:
        files, closed = find_files(inbox)
    finally:
        (inbox / "sub").chmod(0o700)
    assert len(files) == 2
    assert closed == [(inbox / "sub", "Permission denied; give your user the right to it")]


def test_stems_never_clash():
    paths = [Path(f"/{folder}/{name}") for folder in "abc" for name in ("kh.pdf", "KH.pdf", "kh.txt", "kh.pdf.txt")]
    stems = list(assign_stems(paths).values())
    assert len({stem.casefold() for stem in stems}) == len(paths)
    assert stems[0] == "kh"


def test_a_long_name_still_fits_the_file_system(tmp_path):
    (stem,) = assign_stems([Path("/a/" + "kế hoạch " * 40 + ".pdf")]).values()
    (tmp_path / f"{stem}.json").touch()


@pytest.mark.skipif(os.name == "nt", reason="names are always Unicode there")
def test_names_that_are_no_utf8_or_hold_line_feeds(tmp_path, plan):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in (b"v\xffn.txt", b"v\xfen.txt", b"a\nb.txt", b"'\"?*#%.txt"):
        (Path(os.fsdecode(os.fsencode(folder) + b"/" + name))).write_text(name.hex(), encoding="utf-8")
    assert len(read_all(Workspace(tmp_path / "out", "1"), folder, plan)) == 4
    workspace = Workspace(tmp_path / "out", "1")
    assert read_all(workspace, folder, plan) == []
    stems = {document.stem for document in StoredDocuments(workspace.store)}
    assert len(stems) == 4 == len(list((tmp_path / "out" / "json").iterdir()))
