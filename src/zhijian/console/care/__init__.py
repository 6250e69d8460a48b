"""待联系: who of a unit is reached, who not yet and why, and who goes there. On the pages of 组织."""
