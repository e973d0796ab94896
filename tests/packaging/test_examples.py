"""`examples/` tells the stories that its README promises, and no others."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

DEV, PRODUCTION = ["dev.tfvars"], ["recommender.prod.json"]
BOTH = ["dev.tfvars", "prod.tfvars"]

STORIES = [
    ("infra/main.tf", "serverless-low-latency", BOTH),
    ("infra/modules/endpoint/main.tf", "nonprod-always-on", DEV),
    ("infra/modules/endpoint/main.tf", "nonprod-multi-instance", DEV),
    ("notebooks/sentiment.ipynb", "deploy-without-delete", []),
    ("scripts/deploy_language.sh", "serverless-memory-step", []),
    ("scripts/deploy_ocr.py", "payload-over-serverless", []),
    ("scripts/deploy_summaries.py", "provisioned-gt-max", []),
    ("scripts/deploy_summaries.py", "serverless-data-capture", []),
    ("scripts/smoke_test.py", "delete-config-only", []),
    ("scripts/smoke_test.py", "deploy-without-delete", []),
    ("scripts/translate/endpoint.py", "single-instance-prod", []),
    ("templates/recommender.yaml", "no-autoscaling", PRODUCTION),
]


def test_the_examples_tell_their_stories_and_no_others() -> None:
    script = "import sys; from smlint.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", script, "check", "--format", "json", "examples"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    told = [
        (
            finding["path"].removeprefix("examples/"),
            finding["rule"]["name"],
            [stage for stage in finding["stages"] if stage != "default"],
        )
        for finding in report["findings"]
    ]
    assert sorted(told) == sorted(STORIES)
    assert (report["problems"], done.returncode, done.stderr) == ([], 1, "")
