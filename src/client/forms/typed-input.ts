/** What a visitor entered into one control of a page. */
export interface TypedValue {
  readonly control: string;
  /** Which of the controls that are called so, and how many there are. */
  readonly at: number;
  readonly of: number;
  /** Text; whether it is checked; or the chosen values. */
  readonly value: string | boolean | readonly string[];
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

// Secrets are never written down, and no script may fill in a file.
const unkeptTypes = new Set("password hidden file submit button image reset".split(" "));
const unkeptPurposes = /^(?:cc-|one-time-code|current-password|new-password)/;

/** Remembers which controls the visitor has touched, as React makes every value of a controlled one its default. */
export class TypedInput {
  readonly #touched = new WeakSet<EventTarget>();

  /** Watches the page from now on. */
  listen(): void {
    const touched = ({ target }: Event): void => void (target && this.#touched.add(target));
    for (const name of ["input", "change"]) addEventListener(name, touched, { capture: true });
  }

  /** Reads what was entered into the page. */
  read(): TypedValue[] {
    return grouped().flatMap(({ name, controls }) =>
      controls.flatMap((control, at) =>
        this.#touched.has(control) || isDirty(control)
          ? [{ control: name, at, of: controls.length, value: valueOf(control) }]
          : [],
      ),
    );
  }
}

/** Enters values into the controls of the same name, as if they were typed; where their number differs nobody knows which is which. */
export function enterValues(values: readonly TypedValue[]): void {
  const groups = new Map(grouped().map(({ name, controls }) => [name, controls]));
  for (const { control, at, of, value } of values) {
    const controls = groups.get(control);
    const target = controls?.length === of ? controls[at] : undefined;
    if (target !== undefined) enter(target, value);
  }
}

/** Enters what a form was sent with into its controls, as if it were typed. */
export function enterFields(
  form: HTMLFormElement,
  fields: readonly (readonly [name: string, value: string])[],
): void {
  const next = new Map<string, number>();
  for (const control of form.querySelectorAll<Control>("input,textarea,select")) {
    if (!isKept(control) || control.name === "") continue;
    const sent = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (isSwitch(control)) enter(control, sent.includes(control.value));
    else if (control instanceof HTMLSelectElement) enter(control, sent);
    else {
      const at = next.get(control.name) ?? 0;
      next.set(control.name, at + 1);
      const value = sent[at];
      if (value !== undefined && value !== control.value) enter(control, value);
    }
  }
}

/** Tells whether a form holds something that a new document could not be given. */
export function hasUnkeptValues(form: HTMLFormElement): boolean {
  return [...form.elements].some(
    (element) =>
      element instanceof HTMLInputElement &&
      (element.type === "file" || element.type === "password" || !isKept(element)) &&
      !["hidden", "submit", "button", "image", "reset"].includes(element.type) &&
      element.value !== "",
  );
}

function isKept(control: Control): boolean {
  return !unkeptTypes.has(control.type) && !unkeptPurposes.test(control.autocomplete);
}

function grouped(): { readonly name: string; readonly controls: readonly Control[] }[] {
  const groups = new Map<string, Control[]>();
  for (const control of document.querySelectorAll<Control>("input,textarea,select")) {
    if (!isKept(control)) continue;
    const { form } = control;
    const name = JSON.stringify([
      form === null ? null : form.getAttribute("id") || form.getAttribute("aria-label"),
      control.type,
      control.name || control.getAttribute("aria-label") || control.id,
      control.type === "radio" ? control.value : null,
    ]);
    groups.set(name, [...(groups.get(name) ?? []), control]);
  }
  return [...groups].map(([name, controls]) => ({ name, controls }));
}

function isDirty(control: Control): boolean {
  if (control instanceof HTMLSelectElement) {
    const chosen = [...control.options].findIndex((option) => option.defaultSelected);
    return !control.multiple && control.selectedIndex !== Math.max(0, chosen);
  }
  if (isSwitch(control)) return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}

function isSwitch(control: Control): control is HTMLInputElement {
  return control.type === "checkbox" || control.type === "radio";
}

function valueOf(control: Control): TypedValue["value"] {
  if (control instanceof HTMLSelectElement)
    return [...control.selectedOptions].map((option) => option.value);
  return isSwitch(control) ? control.checked : control.value;
}

function enter(control: Control, value: TypedValue["value"]): void {
  if (typeof value === "boolean") {
    if (isSwitch(control) && control.checked !== value) control.click();
    return;
  }
  if (control instanceof HTMLSelectElement) {
    for (const option of control.options) option.selected = value.includes(option.value);
  } else if (typeof value === "string") {
    const kind = control instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
    // React replaces `value` on the element to see who wrote it last; a visitor's typing goes past that, and so does this.
    Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(control, value);
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
  control.dispatchEvent(new Event("change", { bubbles: true }));
}
