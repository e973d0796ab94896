"""The hook that other repositories use, in the environment that pre-commit builds for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CONFIGURATION = """\
resource "aws_sagemaker_endpoint_configuration" "search" {
  name_prefix = "search-"

  production_variants {
    model_name = "search"
    serverless_config {
      memory_size_in_mb = %d
      max_concurrency   = 5
    }
  }
}
"""

HOOKS = """\
repos:
  - repo: %s
    rev: %s
    hooks:
      - id: smlint
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Nothing of the user's settings of git or of pre-commit."""
    own = {
        "GIT_AUTHOR_NAME": "test",
        "GIT_AUTHOR_EMAIL": "test@example.com",
        "GIT_COMMITTER_NAME": "test",
        "GIT_COMMITTER_EMAIL": "test@example.com",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "PRE_COMMIT_COLOR": "never",
        "PIP_NO_COMPILE": "1",  # most of what is installed is not imported
    }
    outer = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return outer | own


@pytest.mark.network
def test_the_hook_blocks_a_bad_commit_and_passes_a_good_one(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    def git(folder: Path, *arguments: str) -> str:
        done = run(folder, "git", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def repository(folder: Path) -> Path:
        git(tmp_path, "init", "--quiet", folder.name)
        return folder

    smlint = repository(tmp_path / "smlint")
    for name in git(ROOT, "ls-files", "-z", "-co", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            target = smlint / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
    git(smlint, "add", "--all")
    git(smlint, "commit", "--quiet", "--message", "as it is here")

    users = repository(tmp_path / "users")
    config = HOOKS % (smlint, git(smlint, "rev-parse", "HEAD").strip())
    users.joinpath(".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    installed = run(users, sys.executable, "-m", "pre_commit", "install")
    assert installed.returncode == 0, installed.stderr

    def commit(memory: int) -> subprocess.CompletedProcess[str]:
        users.joinpath("main.tf").write_text(CONFIGURATION % memory, encoding="utf-8")
        git(users, "add", "--all")
        return run(users, "git", "commit", "--message", "an endpoint")

    bad = commit(memory=2500)
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "main.tf:7:27: error[SM901 serverless-memory-step]" in bad.stdout + bad.stderr
    good = commit(memory=2048)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout + good.stderr
    assert git(users, "show", "--name-only", "--format=").split() == [
        ".pre-commit-config.yaml",
        "main.tf",
    ]
