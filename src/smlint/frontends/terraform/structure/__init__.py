"""What files declare: modules, their instances and blocks, and what names mean in them."""
