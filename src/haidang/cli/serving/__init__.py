"""`haidang up`: database, web and worker on one machine, started, watched and stopped together."""
