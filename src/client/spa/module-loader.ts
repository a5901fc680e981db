// React's client notes at its start how webpack names its files. It loads modules that way for Client Components only, which
// an app without Server Components has none of; but the name must exist, whatever bundled the app.
const scope = globalThis as { __webpack_require__?: object };
scope.__webpack_require__ ??= {};

export {};
