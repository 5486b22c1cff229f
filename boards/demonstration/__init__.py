"""The demonstration council: a real notice, with people and updates that are all made up."""
