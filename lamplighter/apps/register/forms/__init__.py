"""What people type into the register: parsed and complained about, never saved."""
