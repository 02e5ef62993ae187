"""An exercise played at a real server: the town, the room, and who does what in it, part by part."""
