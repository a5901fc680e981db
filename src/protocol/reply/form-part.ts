/** One part of a form body. */
export type FormPart = FieldPart | FilePart;

/** A field that is not a file. */
export interface FieldPart {
  readonly kind: "field";
  readonly name: string;
  readonly value: string;
}

/** An uploaded file; its bytes are a view of the body, copied only when the `File` is asked for. */
export class FilePart {
  readonly kind = "file";
  readonly name: string;
  /** As the sender spelled it: opaque text, never a path to use. May be empty. */
  readonly fileName: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** The bytes are still coming: only the `File` can be had. */
  readonly isComing: boolean;
  #file: File | undefined;

  /** @param coming the part as a `File` whose bytes are still coming */
  constructor(init: Pick<FilePart, "name" | "fileName" | "type" | "bytes">, coming?: File) {
    this.name = init.name;
    this.fileName = init.fileName;
    this.type = init.type;
    this.bytes = init.bytes;
    this.isComing = coming !== undefined;
    this.#file = coming;
  }

  /** The part as a `File`; the same one each time. */
  get file(): File {
    // A body is read from a socket, never from memory shared with another thread.
    const bytes = this.bytes as Uint8Array<ArrayBuffer>;
    this.#file ??= new File([bytes], this.fileName, { type: this.type });
    return this.#file;
  }
}
