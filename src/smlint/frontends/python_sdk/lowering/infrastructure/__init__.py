"""Programs that declare infrastructure, to the CDK or to Pulumi, as the resources they declare."""
