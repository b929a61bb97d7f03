"""The officer's screens, one file per subject. Find, bind, call once, answer."""
