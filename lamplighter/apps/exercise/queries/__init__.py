"""What exercises are asked."""
