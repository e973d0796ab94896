"""Kubernetes manifests for the AWS controllers (ACK) of SageMaker and of what scales it."""
