import pytest

from smlint.core.layout import Layout

ROOTS = ("/home/dev/repo", "/home/dev/repo/vendored", "/srv")


@pytest.mark.parametrize(
    ("working", "path", "relative"),
    [
        ("/home/dev/repo", "infra/main.tf", "infra/main.tf"),
        ("/home/dev/repo", ".", "."),
        ("/home/dev/repo/sub", "../main.tf", "main.tf"),
        ("/home/dev/repo/sub", "/home/dev/repo", "."),
        ("/home/dev", "repo/main.tf", "main.tf"),
        ("/", "/home/dev/repo/main.tf", "main.tf"),
        ("/home/dev/repo", "vendored/main.tf", "main.tf"),
        ("/home/dev/repo", "/srv/x.tf", "x.tf"),
        ("/home/dev/repo", "/home/dev/repository/x.tf", "/home/dev/repository/x.tf"),
    ],
)
def test_a_path_is_the_same_from_wherever_it_is_seen(
    working: str, path: str, relative: str
) -> None:
    assert Layout(working, ROOTS).relative(path) == relative


def test_without_a_place_paths_stay_as_they_are() -> None:
    assert Layout().relative("infra/main.tf") == "infra/main.tf"
