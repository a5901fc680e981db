/** The body of a request was read before it came here: what it said of an action is gone. */
export class BodyAlreadyReadError extends Error {
  readonly code = "body-already-read";

  /** @param reader who read it, where that is known, e.g. "jsonParser" */
  constructor(reader?: string) {
    const who =
      reader === undefined
        ? "Something in front of Edict"
        : `${reader}, which runs in front of Edict,`;
    super(
      `${who} has read the body of this request, so that nothing of it is left for the app. ` +
        "Mount Edict before the middleware that reads bodies, or keep that to the paths that are yours. (body-already-read)",
    );
    this.name = "BodyAlreadyReadError";
  }
}
