"""Further: walks over the files of further formats, those that are read beside the common ones."""
