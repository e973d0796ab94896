REGION = "eu-west-1"
ROLE = "arn:aws:iam::123456789012:role/ml"
INSTANCE_TYPE = "ml.c5.4xlarge"
