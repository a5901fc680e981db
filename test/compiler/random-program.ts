import fc from "fast-check";

/** Chooses one of several values. */
export type Choose = <T>(values: readonly T[]) => T;

/** Makes `Choose` of fast-check's generator, so that what was chosen shrinks. */
export function chooser(draw: fc.GeneratorValue): Choose {
  return (values) => {
    const value = values[draw(fc.nat, { max: values.length - 1 })];
    if (value === undefined) throw new RangeError("there is nothing to choose from");
    return value;
  };
}

/**
 * Writes a program of nested functions, blocks, loops and inline actions that close over each other's variables. Its
 * `observe()` gives everything it read. No action writes to what it captured: sent, it would have a copy.
 */
export function randomProgram(choose: Choose): string {
  const program = new ProgramWriter(choose);
  const body = program.block({ around: undefined, scopes: [program.moduleScope], depth: 0 });
  return `const o = (v: number) => ({ v, n: { v: v + 100 } });
let ${moduleNames.map((name, index) => `${name} = o(${index})`).join(", ")};
export async function observe() {
  const fuel = 2;
  const out: unknown[] = [];
  ${body}
  return out;
}
`;
}

/** Few names, so that they shadow each other. */
const moduleNames = ["a", "b", "c"];

interface Variable {
  readonly kind: "variable";
  /** The action it is declared in; only there it is written to. */
  readonly home: number | "module" | undefined;
  readonly isConst: boolean;
}

interface ActionName {
  readonly kind: "action";
  /** One argument list for each way to call it. */
  readonly calls: readonly string[];
}

type Scope = Map<string, Variable | ActionName>;

interface Place {
  /** The innermost action. */
  readonly around: number | undefined;
  readonly scopes: readonly Scope[];
  readonly depth: number;
}

const deepest = 4;

class ProgramWriter {
  readonly moduleScope: Scope = new Map(
    moduleNames.map((name) => [name, { kind: "variable", home: "module", isConst: false }]),
  );
  readonly #choose: Choose;
  #count = 0;

  constructor(choose: Choose) {
    this.#choose = choose;
  }

  /** The statements of a block: variables first, so that none is read in its dead zone. */
  block(place: Place, own: Scope = new Map()): string {
    const inner = { ...place, scopes: [...place.scopes, own], depth: place.depth + 1 };
    const lines: string[] = [];
    for (const name of moduleNames) {
      if (own.has(name) || this.#choose([true, false])) continue;
      const isConst = this.#choose([true, false]);
      // The value must not read the name that is being declared.
      lines.push(`${isConst ? "const" : "let"} ${name} = o(${this.#number()});`);
      own.set(name, { kind: "variable", home: place.around, isConst });
    }
    const declared = place.depth < deepest ? this.#choose([0, 1, 1, 2]) : 0;
    const hoisted: string[] = [];
    // All names exist before any body is written: declarations may name each other.
    const heads = Array.from({ length: declared }, () => this.#declareAction(own, inner));
    for (const write of heads) hoisted.push(write());
    const count = this.#choose([1, 2, 3, 4]);
    for (let index = 0; index < count; index += 1) lines.push(this.#statement(inner, own));
    for (const text of hoisted) lines.splice(this.#firstStatement(lines), 0, text);
    return lines.join("\n");
  }

  /** A declaration of an action may stand anywhere after the variables. */
  #firstStatement(lines: readonly string[]): number {
    const first = lines.findLastIndex((line) => /^(?:const|let) [abc] = o/.test(line)) + 1;
    return this.#choose([first, lines.length]);
  }

  #statement(place: Place, own: Scope): string {
    const kinds =
      place.depth < deepest
        ? ([
            "read",
            "read",
            "write",
            "call",
            "call",
            "block",
            "loop",
            "value",
            "value",
            "function",
            "try",
          ] as const)
        : (["read", "write", "call"] as const);
    switch (this.#choose(kinds)) {
      case "read":
        return `out.push(${this.#reading(place)});`;
      case "write":
        return this.#writing(place);
      case "call":
        return this.#calling(place);
      case "block":
        return this.#choose(["", "if (out.length < 50) "]) + `{ ${this.block(place)} }`;
      case "loop":
        return this.#loop(place);
      case "value":
        return this.#actionValue(place, own);
      case "function":
        return `await (async () => { ${this.block(place)} })();`;
      case "try": {
        const caught: Scope = new Map();
        caught.set("b", { kind: "variable", home: place.around, isConst: false });
        const body = this.block({ ...place, scopes: [...place.scopes, caught] });
        return `try { throw o(${this.#number()}); } catch (b) { { ${body} } }`;
      }
    }
  }

  #loop(place: Place): string {
    const name = this.#choose(moduleNames);
    const scope: Scope = new Map([[name, { kind: "variable", home: place.around, isConst: true }]]);
    const head = this.#choose([
      `for (const ${name} of [o(7), o(8)])`,
      `for (let ${name} = o(0); ${name}.v < 2; ${name} = o(${name}.v + 1))`,
      `for (const { [0]: ${name} } of [[o(5)], [o(6)]])`,
    ]);
    return `${head} { ${this.block({ ...place, scopes: [...place.scopes, scope] })} }`;
  }

  /** Reserves the name of a function declaration; its body is written once all names of its block are known. */
  #declareAction(own: Scope, place: Place): () => string {
    const name = `f${(this.#count += 1)}`;
    const { parameters, scope, calls } = this.#parameters(place);
    own.set(name, { kind: "action", calls });
    return () => `async function ${name}(${parameters}) { ${this.#body(place, scope)} }`;
  }

  /** An action as a value, called after its line only. */
  #actionValue(place: Place, own: Scope): string {
    const name = `f${(this.#count += 1)}`;
    const { parameters, scope, calls } = this.#parameters(place);
    const kind = this.#choose(["arrow", "function", "named", "chosen", "method"] as const);
    const body = this.#body(place, scope);
    const arrow = `async (${parameters}) => { ${body} }`;
    const values: Record<typeof kind, string> = {
      arrow,
      function: `async function (${parameters}) { ${body} }`,
      named: `async function own${name}(${parameters}) { ${body} }`,
      chosen: `out ? (${arrow}) : undefined!`,
      method: `({ async ${name}(${parameters}) { ${body} } }).${name}`,
    };
    own.set(name, { kind: "action", calls });
    return `const ${name} = ${values[kind]};`;
  }

  /** A body collects what it reads in a list of its own. */
  #body(place: Place, scope: Scope): string {
    const around = (this.#count += 1);
    for (const [name, found] of scope)
      if (found.kind === "variable") scope.set(name, { ...found, home: around });
    const inner = { around, scopes: [...place.scopes, scope], depth: place.depth + 1 };
    return `"use server"; const out: unknown[] = []; { ${this.block(inner)} } return out;`;
  }

  #parameters(place: Place): { parameters: string; scope: Scope; calls: string[] } {
    const scope: Scope = new Map();
    const names = moduleNames.filter(() => this.#choose([true, false]));
    const forms = names.map((name) => {
      scope.set(name, { kind: "variable", home: undefined, isConst: false });
      // A default may read anything but the parameters, which may be in their dead zone.
      const outside = {
        ...place,
        scopes: [...place.scopes, new Map(names.map((each) => [each, hidden]))],
      };
      const value = `o(${this.#number()})`;
      const fallback = `o(${this.#reading(outside)})`;
      return this.#choose([
        { parameter: `${name}: any`, values: [value] },
        { parameter: `${name} = ${fallback}`, values: [value, "undefined"] },
        { parameter: `{ ${name} = ${fallback} }: any`, values: [`{ ${name}: ${value} }`, "{}"] },
        { parameter: `[${name}]: any[]`, values: [`[${value}]`] },
      ]);
    });
    const parameters = ["fuel: number", ...forms.map(({ parameter }) => parameter)].join(", ");
    const calls = [0, 1].map((index) =>
      ["fuel - 1", ...forms.map(({ values }) => values[index] ?? values[0])].join(", "),
    );
    return { parameters, scope, calls };
  }

  #calling(place: Place): string {
    const actions = [...visibleNames(place)].filter(([, found]) => found.kind === "action");
    if (actions.length === 0) return `out.push(${this.#reading(place)});`;
    const [name, found] = this.#choose(actions);
    const args = found.kind === "action" ? this.#choose(found.calls) : "";
    const called = this.#choose([name, `send(${name})`]);
    return `if (fuel > 0) out.push(await ${called}(${args}));`;
  }

  #writing(place: Place): string {
    const targets = [...visibleNames(place)].filter(
      ([, found]) =>
        found.kind === "variable" &&
        (found.home === "module" || found.home === place.around) &&
        !found.isConst,
    );
    if (targets.length === 0) return `out.push(${this.#reading(place)});`;
    const [name] = this.#choose(targets);
    const value = this.#reading(place);
    return this.#choose([
      `${name} = o(${value} % 50);`,
      `${name}.v += 1;`,
      `${name}.n.v = ${value} % 50;`,
      `({ ${name} } = { ${name}: o(3) });`,
    ]);
  }

  /** A number that depends on what can be seen. */
  #reading(place: Place): string {
    const names = [...visibleNames(place)].flatMap(([name, { kind }]) =>
      kind === "variable" ? [name] : [],
    );
    if (names.length === 0) return "1";
    const [x, y] = [this.#choose(names), this.#choose(names)];
    return this.#choose([
      `${x}.v`,
      `${x}.n.v`,
      `${x}.v + ${y}.n.v`,
      `(${x}?.n?.v ?? 0)`,
      `({ ${x} }).${x}.v`,
      `[${x}, ${y}].length + ${x}.v`,
      `${x}["v"]`,
      `(() => ${x}.v + ${y}.v)()`,
      `((${x}) => ${x}.v)(o(9))`,
      `(({ n: { v } }) => v)(${x})`,
    ]);
  }

  #number(): number {
    return this.#choose([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
}

const hidden: ActionName = { kind: "action", calls: [] };

function visibleNames({ scopes }: Place): Map<string, Variable | ActionName> {
  const all = new Map(scopes.flatMap((scope) => [...scope]));
  return new Map([...all].filter(([, found]) => found !== hidden));
}
