"""Who could act: bodies, groups of bodies, office holders, persons; the register and the grammar of their names."""
