// The sign-ins of the demonstration that these tests use; they exist only in a node started with `--demo`.
export const PASSWORD = 'two-shores-one-river';
export const ADMINISTRATOR = 'admin@rives.example';
