"""Calls of boto3 and of the SageMaker SDK as the requests in which they end."""
