"""What many dossiers tell together: measures, past courses, who files by hand. Nothing here changes a dossier."""
