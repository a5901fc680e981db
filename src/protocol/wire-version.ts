/** Version of the wire between browser and server; part of `edict-build` and of every signature. */
export const wireVersion = "1";
