"""What the darkroom does with good, bad and hostile files."""
