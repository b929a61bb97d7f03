"""The screens, by what a filer wants to do."""
