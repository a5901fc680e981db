/** What a form holds: by the names of its fields one value each, or several; or its data. */
export type FormFields =
  | FormData
  | Readonly<Record<string, string | Blob | readonly (string | Blob)[]>>;

/** Makes the data of a form. */
export function formOfFields(fields: FormFields): FormData {
  if (fields instanceof FormData) return fields;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const each of isList(value) ? value : [value]) form.append(name, each);
  return form;
}

function isList(
  value: string | Blob | readonly (string | Blob)[],
): value is readonly (string | Blob)[] {
  return Array.isArray(value);
}
