"""What smlint works out of its own files once, and keeps: values as data, and where that lies."""
