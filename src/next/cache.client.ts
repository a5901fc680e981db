// Nothing of `next/cache` runs outside the server: the bundler refuses each of its names in a Client Component.
export {};
