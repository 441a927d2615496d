"""Is a data folder private, locked and honest about what it holds?"""

import pytest

from motcua.cli.data_folder import building_site, ensure_secret_key, held, open_folder, place_of_site
from motcua.core.refusals import Refused


def test_a_folder_that_cannot_be_made_is_refused_with_the_way_out(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as caught:
        open_folder(tmp_path / "file" / "data")
    assert caught.value.refusal.code == "data_folder"
    assert "--data" in caught.value.refusal.text


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    folder = open_folder(tmp_path)
    ensure_secret_key(folder)
    first = folder.secret_key.read_text()
    ensure_secret_key(folder)
    assert folder.secret_key.read_text() == first
    assert len(first) >= 50
    assert folder.secret_key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kept", ["", "abc\n"], ids=["empty", "cut short"])
def test_a_broken_secret_is_refused_and_left_as_it_is(tmp_path, kept):
    folder = open_folder(tmp_path)
    folder.secret_key.write_text(kept)
    with pytest.raises(Refused) as caught:
        ensure_secret_key(folder)
    assert caught.value.refusal.code == "secret_key"
    assert folder.secret_key.read_text() == kept


def test_a_building_site_goes_unless_it_was_moved_to_its_place(tmp_path):
    with building_site(tmp_path / "office") as site:
        assert place_of_site(site).path == tmp_path / "office"
    assert list(tmp_path.iterdir()) == []
    with building_site(tmp_path / "office") as site:
        site.path.rename(place_of_site(site).path)
    assert [path.name for path in tmp_path.iterdir()] == ["office"]


def test_a_lock_is_held_by_one_at_a_time(tmp_path):
    lock = tmp_path / "lock"
    with held(lock, wait=False) as first, held(lock, wait=False) as second:
        assert (first, second) == (True, False)
    with held(lock, wait=False) as again:
        assert again


def test_a_folder_with_a_demonstration_office_is_never_called_empty(tmp_path):
    folder = open_folder(tmp_path)
    folder.keep_empty()
    assert folder.is_kept_empty
    other = open_folder(tmp_path / "other")
    other.postgres.mkdir()
    with pytest.raises(Refused) as caught:
        other.keep_empty()
    assert caught.value.refusal.code == "not_empty"
