"""A broadcast's life: texts, audience, approval, sending, what is known of whom it reached."""
