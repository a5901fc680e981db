const actionFields = ["ID_", "REF_"].map((kind) =>
  Buffer.from(`<input type="hidden" name="$ACTION_${kind}`),
);

/**
 * Puts a hidden field before the field by which React names a form's action, so that a post without
 * JavaScript tells which build it was written by. React skips hidden fields that it does not know when it hydrates.
 * @param html complete HTML, as React flushed it: a field is never cut in two
 */
export function markForms(html: Buffer, field: () => string): Buffer {
  const places = actionFields.flatMap((name) => placesOf(html, name)).toSorted((a, b) => a - b);
  if (places.length === 0) return html;
  const pieces: Buffer[] = [];
  let from = 0;
  for (const place of places) {
    pieces.push(html.subarray(from, place), Buffer.from(field()));
    from = place;
  }
  return Buffer.concat([...pieces, html.subarray(from)]);
}

function placesOf(html: Buffer, text: Buffer): number[] {
  const places: number[] = [];
  for (let at = html.indexOf(text); at !== -1; at = html.indexOf(text, at + text.length))
    places.push(at);
  return places;
}
