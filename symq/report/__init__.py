"""From results to documents: `Report` is plain data, and every renderer reads nothing else."""
