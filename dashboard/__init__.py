"""The portal: reads a release and shows it; knows nothing of how the figures were fetched."""
