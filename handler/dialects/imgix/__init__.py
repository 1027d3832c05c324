"""The imgix dialect: the native query under imgix's own signatures, and what imgix's words mean otherwise."""
