"""Who shows who a person is: an OpenID provider shaped like the national one."""
