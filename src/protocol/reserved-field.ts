/** Tells whether a form field is one of the protocol's own: `$ACTION_…` of React, `$EDICT` of ours. Actions never see these. */
export function isReservedField(name: string): boolean {
  return name.startsWith("$ACTION_") || name === "$EDICT";
}

/** Copies form data without the protocol's own fields; gives the same object when it has none. */
export function withoutReservedFields(data: FormData): FormData {
  if (![...data.keys()].some(isReservedField)) return data;
  const own = new FormData();
  for (const [name, value] of data) {
    if (!isReservedField(name)) own.append(name, value);
  }
  return own;
}
