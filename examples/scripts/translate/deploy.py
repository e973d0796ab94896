"""Deploys the translator: for good in production, in staging for a test only."""

import argparse
from pathlib import Path

import endpoint
import yaml

SETTINGS = Path(__file__).with_name("settings.yaml")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--env", choices=["staging", "prod"], required=True)
    parser.add_argument("--model", required=True)
    arguments = parser.parse_args()

    settings = yaml.safe_load(SETTINGS.read_text())[arguments.env]
    name = f"translate-{arguments.env}"
    endpoint.create(name, arguments.model, settings)
    if arguments.env == "prod":
        endpoint.scale(name, settings["instances"])
        return
    try:
        print(endpoint.invoke(name, "Guten Tag"))
    finally:
        endpoint.delete(name)


if __name__ == "__main__":
    main()
