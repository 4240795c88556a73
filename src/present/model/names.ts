import { sizeOf } from '../../shared/tensor.ts';
import type { Output, TraceResult } from '../../shared/trace.ts';
import { rowsById } from './rowsById.ts';
import type { Numbering, VariableElement } from './variables.ts';

const several = -1;

/** The names of the variables of a trace. They are looked up when one is asked for: traces bind millions. */
export class Names {
  readonly #result: TraceResult;
  readonly #variables: Numbering;
  readonly #outputs = new Map<number, string[]>();
  #rowsOf: ((id: number) => number[]) | undefined;
  #owners: ReadonlyMap<string, number> | undefined;

  constructor(result: TraceResult, variables: Numbering) {
    this.#result = result;
    this.#variables = variables;
    for (const output of result.trace.outputs) {
      const number = this.#wholeVariable(output);
      if (number === undefined) continue;
      this.#outputs.set(number, [...(this.#outputs.get(number) ?? []), outputName(output)]);
    }
  }

  /** See `Variables.names`. */
  of(number: number): string[] {
    const { trace, texts } = this.#result;
    const leaf = this.#variables.leaves[number];
    const found = new Set<string>(leaf ? [this.#leafName(leaf.path, number)] : []);
    const { first } = this.#variables.at(number);
    const begun = this.#variables.element(first);
    // Where it is of no elements, another one may begin at the same.
    if (begun.variable === number) {
      this.#rowsOf ??= rowsById(trace.names.id);
      for (const row of this.#rowsOf(first)) {
        const name = texts.get(trace.names.site[row]!);
        if (name !== undefined && this.#isWhole(row, begun)) found.add(name);
      }
    }
    for (const name of this.#outputs.get(number) ?? []) found.add(name);
    return [...found];
  }

  /** See `Variables.label`. */
  label(number: number): string {
    const isOwn = (name: string) => this.#ownerOf(name) === number;
    return this.of(number).find((name) => isOwn(name) && !isOutputName(name)) ?? `v${number}`;
  }

  /** An input's path, that of a constant as the code has it where nothing else has this name. */
  #leafName(path: string, number: number): string {
    const short = path.replace(/^module:/, '');
    return this.#ownerOf(short) === number ? short : path;
  }

  #ownerOf(name: string): number | undefined {
    return (this.#owners ??= this.#findOwners()).get(name);
  }

  /** The variable that has each name, or `several`. */
  #findOwners(): ReadonlyMap<string, number> {
    const { trace, texts } = this.#result;
    const { id: ids, site: sites } = trace.names;
    const found = new Map<string, number>();
    const own = (variable: number, name: string) => {
      const owner = found.get(name) ?? variable;
      found.set(name, owner === variable ? variable : several);
    };
    this.#variables.leaves.forEach(({ path }, i) =>
      [path, path.replace(/^module:/, '')].forEach((name) => own(i, name)),
    );
    // What is no variable may stand under its name among the operands, so no variable does.
    for (const site of new Set(trace.equations.operandNames?.site)) {
      const name = texts.get(site);
      if (name !== undefined) found.set(name, several);
    }
    for (const [variable, names] of this.#outputs) for (const name of names) own(variable, name);
    // A name in a loop is bound in every round: from the second one on there is nothing to find.
    const isOver = new Uint8Array([...texts.keys()].reduce((a, b) => Math.max(a, b), -1) + 1);
    for (let row = 0; row < ids.length; row++) {
      const site = sites[row]!;
      if (isOver[site] !== 0 || ids[row]! <= 0) continue;
      const name = texts.get(site);
      const named = this.#variables.element(ids[row]!);
      if (name === undefined || !this.#isWhole(row, named)) continue;
      own(named.variable, name);
      if (found.get(name) === several) isOver[site] = 1;
    }
    return found;
  }

  /** Whether a row of the record's names, which begins with this element, is that of its variable as a whole. */
  #isWhole(row: number, { variable, index }: VariableElement): boolean {
    const size = this.#result.trace.names.size[row];
    return index === 0 && size === sizeOf(this.#variables.at(variable).shape);
  }

  #wholeVariable({ refs, shape }: Output): number | undefined {
    if (refs.length === 0 || refs[0]! <= 0 || !consecutive(refs)) return undefined;
    const { variable, index } = this.#variables.element(refs[0]!);
    return index === 0 && sizeOf(this.#variables.at(variable).shape) === sizeOf(shape) ? variable : undefined;
  }
}

/** `return`, `return.mean`, `return[0]`. */
export function outputName({ path }: Output): string {
  return path === '' ? 'return' : path.startsWith('[') ? `return${path}` : `return.${path}`;
}

/** Whether a name is that of an output. */
export function isOutputName(name: string): boolean {
  return /^return($|[.[])/.test(name);
}

/** Whether references are ascending ids without a gap. */
export function consecutive(refs: Int32Array): boolean {
  return refs.every((ref, i) => ref > 0 && ref === refs[0]! + i);
}
