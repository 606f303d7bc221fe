"""Signs of life: what each process, timer and check did last, one row each, read by who looks after it."""
