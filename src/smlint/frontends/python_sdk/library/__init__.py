"""What is known of functions outside of the file that are not AWS's."""
