"""The sections of Demografi, from how many we are to how many we may be."""
