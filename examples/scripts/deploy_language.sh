#!/usr/bin/env bash
# Deploys what tells the language of a message: few calls, so serverless.
# usage: deploy_language.sh IMAGE ROLE
set -euo pipefail

MEMORY=${MEMORY:-2500}
NAME=language

aws sagemaker create-model --model-name "$NAME" --execution-role-arn "$2" --primary-container "Image=$1"

cat > variants.json <<JSON
[{
  "VariantName": "AllTraffic",
  "ModelName": "$NAME",
  "ServerlessConfig": {"MemorySizeInMB": $MEMORY, "MaxConcurrency": 5}
}]
JSON
aws sagemaker create-endpoint-config --endpoint-config-name "$NAME" --production-variants file://variants.json
aws sagemaker create-endpoint --endpoint-name "$NAME" --endpoint-config-name "$NAME"
