"""From blocks to resources in the API's shape."""
