import { uploadHeader } from "../protocol/index.ts";
import { putFilesLast } from "./files-last.ts";
import { postWithProgress, type CallPost, type UploadProgress } from "./post-with-progress.ts";

/** What is asked of the way a call is posted. */
export interface UploadWishes {
  /** Told how much of the body was sent. */
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
  /** The action takes streams: it may begin before the last file has come. */
  readonly takesStreams?: boolean | undefined;
}

/** Posts a call as it is wished for. Rejects as `fetch` does. */
export function postUpload(
  url: string,
  post: CallPost,
  { onProgress, takesStreams }: UploadWishes,
): Promise<Response> {
  const sent = takesStreams === true ? withFilesLast(post) : post;
  if (onProgress !== undefined) return postWithProgress(url, { ...sent, onProgress });
  const { headers, body, signal = null } = sent;
  return fetch(url, { method: "POST", headers, body, signal });
}

function withFilesLast(post: CallPost): CallPost {
  const { body } = post;
  const ordered = typeof body === "string" ? undefined : putFilesLast(body);
  if (ordered === undefined) return post;
  const headers = { ...post.headers, [uploadHeader]: String(ordered.lastBytes) };
  return { ...post, headers, body: ordered.body };
}
