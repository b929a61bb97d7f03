"""The main job without a person: over HTTP and public commands alone, nothing imported from the program."""
