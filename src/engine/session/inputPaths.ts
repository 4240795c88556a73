import type { ParameterPattern } from '../../shared/runtime.ts';

/** Where a part of an input stands: its path, and the pattern that names what is inside it. */
export interface InputPath {
  /** Empty of an argument that a pattern takes apart. */
  readonly path: string;
  readonly pattern?: ParameterPattern;
}

/**
 * The paths of a case's inputs: `x`, `params.layers[0].w`; where a parameter is a pattern, the names that it binds, and for what it
 * binds not, the way from there. No two are the same.
 */
export class InputPaths {
  readonly #parameters: ParameterPattern;
  /** The names that the parameters bind, and the properties that no name stands for. */
  readonly #roots: Set<string>;
  readonly #leaves = new Set<string>();

  /** @param parameters of the called function */
  constructor(parameters: ParameterPattern = { kind: 'list', parts: [] }) {
    this.#parameters = parameters;
    this.#roots = new Set(boundNames(parameters));
  }

  /** Where argument `i` stands. */
  argument(i: number): InputPath {
    const { path, pattern } = this.inside({ path: '', pattern: this.#parameters }, i);
    if (pattern) return { path: '', pattern };
    return { path: path.startsWith('[') ? `arg${i}` : path };
  }

  /** Where the value of a property stands; asked once a property. */
  inside({ path, pattern }: InputPath, key: string | number): InputPath {
    const name = pattern?.parts.find(([part]) => part === String(key))?.[1];
    if (typeof name === 'string') return { path: name };
    if (name) return { path: join(path, key), pattern: name };
    const { rest, kind } = pattern ?? {};
    const isRest = rest && (kind === 'object' || (typeof key === 'number' && key >= rest.from));
    if (!isRest) return { path: path === '' ? fresh(join(path, key), this.#roots) : join(path, key) };
    const left = typeof key === 'number' ? key - rest.from : key;
    return typeof rest.name === 'string'
      ? { path: join(rest.name, left) }
      : this.inside({ path, pattern: rest.name }, left);
  }

  /** The path of a leaf: of a whole value that a pattern takes apart, the pattern's names. */
  leaf({ path, pattern }: InputPath): string {
    return fresh(path === '' && pattern ? patternText(pattern) : path, this.#leaves);
  }
}

/** Whether a pattern names each element of an array of this length. */
export function namesAll(pattern: ParameterPattern | undefined, length: number): boolean {
  if (!pattern || length === 0) return false;
  const named = new Set(pattern.parts.map(([key]) => key));
  return Array.from({ length }, (_, i) => String(i)).every((key) => named.has(key));
}

/** A name that is not taken yet, and is from now on: `y`, `y#2`, … */
function fresh(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}#${n}`;
  taken.add(name);
  return name;
}

function join(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

function patternText(pattern: ParameterPattern): string {
  const names = boundNames(pattern).join(', ');
  return pattern.kind === 'list' ? `[${names}]` : `{ ${names} }`;
}

/** Every name that a pattern binds, in order. */
function boundNames({ parts, rest }: ParameterPattern): string[] {
  const inside = [...parts.map(([, name]) => name), ...(rest ? [rest.name] : [])];
  return inside.flatMap((name) => (typeof name === 'string' ? [name] : boundNames(name)));
}
