"""What the requests of the AWS API are made of, as far as they have to do with endpoints.

Stands beneath everything that reads requests: calls of boto3, commands, programs of the CDK.
"""
