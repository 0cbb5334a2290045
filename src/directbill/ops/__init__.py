"""What runs by itself: jobs, the worker, commands of an installation."""
