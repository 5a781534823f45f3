"""Search for certificates of positivity: everything found here is checked by the kernel."""
