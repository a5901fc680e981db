// Nothing of `next/headers` runs outside the server: the bundler refuses each of its names in a Client Component.
export {};
