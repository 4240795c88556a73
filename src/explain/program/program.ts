import { tagValues, type TagValue } from '../../instrument/index.ts';
import { eachChild, parse, rangeOf, unwrap, type Node } from '../../instrument/syntax.ts';
import { lineStarts } from '../../shared/lines.ts';
import { sameRange, within } from '../../present/model/sitesAtPlace.ts';
import { importedFile } from './importedFile.ts';
import { inFile, type Span } from '../../shared/span.ts';
import type { TraceResult } from '../../shared/trace.ts';

/** The text of a file by its index; undefined where there is none at hand. */
export type SourceOf = (file: number) => string | undefined;

/** What is asked of the run. */
type Traced = Pick<TraceResult, 'files' | 'case'> & {
  readonly function: Pick<TraceResult['function'], 'name'>;
};

/** A node of the syntax with those around it. */
export interface Placed<N extends Node = Node> {
  readonly node: N;
  /** The node around it; undefined of a file. */
  readonly parent: Placed | undefined;
  /** The parent's property that it stands in. */
  readonly key: string;
  readonly file: number;
}

/** The source of a traced program as syntax, parsed when first asked for. A file that cannot be read or parsed has none. */
export class Program {
  readonly #paths: readonly string[];
  readonly #traced: TagValue['of'];
  readonly #sourceOf: SourceOf;
  readonly #files = new Map<number, ParsedFile | undefined>();
  #nodes: readonly Placed[] | undefined;

  constructor({ files, function: { name }, case: of }: Traced, sourceOf: SourceOf) {
    this.#paths = files;
    this.#traced = { function: name, case: of };
    this.#sourceOf = sourceOf;
  }

  /** The source text of a span; empty where it is not at hand. */
  text([file, line, column, endLine, endColumn]: Span): string {
    const parsed = this.#file(file);
    if (!parsed) return '';
    const { starts, source } = parsed;
    return source.slice(starts[line - 1]! + column, starts[endLine - 1]! + endColumn);
  }

  /** The whole program of a file. */
  root(file: number): Placed | undefined {
    return this.#file(file)?.root;
  }

  /** The whole program of each file that is the user's own. */
  roots(): Placed[] {
    return this.#paths.flatMap((path, file) => (isForeign(path) ? [] : (this.root(file) ?? [])));
  }

  /** All nodes of the user's own files, in the order of the files and the source: what looks for something goes through them. */
  nodes(): readonly Placed[] {
    return (this.#nodes ??= this.roots().flatMap((root) => [...descendants(root)]));
  }

  /** The file that a relative import names. */
  imported(from: number, specifier: string): number | undefined {
    return importedFile(this.#paths, from, specifier);
  }

  /** The values in the `@trace` call of the case that was traced, if it stands in this file. */
  tagValues(file: number): readonly TagValue[] {
    const parsed = this.#file(file);
    if (!parsed) return [];
    return (parsed.values ??= tagValues(parsed.source, this.#paths[file]!).filter(
      ({ of }) => of.function === this.#traced.function && of.case === this.#traced.case,
    ));
  }

  /** The outermost node with just this span, parentheses and casts aside. */
  nodeAt([file, ...range]: Span): Placed | undefined {
    for (let at = this.root(file); at;) {
      if (sameRange(rangeOf(at.node), range)) return at;
      at = childrenOf(at).find(({ node }) => within(range, rangeOf(node)));
    }
    return undefined;
  }

  /** The innermost node that holds a span. */
  around([file, ...range]: Span): Placed | undefined {
    let found: Placed | undefined;
    for (let at = this.root(file); at;) {
      found = at;
      at = childrenOf(at).find(({ node }) => within(range, rangeOf(node)));
    }
    return found;
  }

  #file(file: number): ParsedFile | undefined {
    if (!this.#files.has(file)) this.#files.set(file, this.#parse(file));
    return this.#files.get(file);
  }

  #parse(file: number): ParsedFile | undefined {
    const source = this.#sourceOf(file);
    if (source === undefined) return undefined;
    try {
      const { program } = parse(source, this.#paths[file]!);
      return {
        source,
        starts: lineStarts(source),
        root: { node: program, parent: undefined, key: '', file },
      };
    } catch {
      // A text that was changed since it ran, or that another tool makes JavaScript of.
      return undefined;
    }
  }
}

const isForeign = (path: string) => /(^|[/\\])node_modules[/\\]|^[a-z-]{2,}:/.test(path);

interface ParsedFile {
  readonly source: string;
  readonly starts: readonly number[];
  readonly root: Placed;
  /** See `tagValues`; found when first asked for. */
  values?: readonly TagValue[];
}

const known = new WeakMap<Placed, readonly Placed[]>();

/** The children of a node, in source order. They are asked for again and again, by all that look for something in the program. */
export function childrenOf(at: Placed): readonly Placed[] {
  let children = known.get(at);
  if (!children) {
    const found: Placed[] = [];
    eachChild(at.node, (node, key) => found.push({ node, parent: at, key, file: at.file }));
    known.set(at, (children = found));
  }
  return children;
}

/** A node and all below it, in source order. */
export function* descendants(at: Placed): Generator<Placed> {
  const ahead = [at];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    yield next;
    const children = childrenOf(next);
    for (let k = children.length - 1; k >= 0; k--) ahead.push(children[k]!);
  }
}

/** The nodes around a node, innermost first. */
export function* ancestors(at: Placed): Generator<Placed> {
  for (let up = at.parent; up; up = up.parent) yield up;
}

/** Where a node stands. */
export function spanOf({ file, node }: Placed): Span {
  return inFile(file, rangeOf(node));
}

/** The innermost node around one, or itself, of one of these types. */
export function enclosing(at: Placed, types: RegExp): Placed | undefined {
  for (let up: Placed | undefined = at; up; up = up.parent) if (types.test(up.node.type)) return up;
  return undefined;
}

export const functionTypes =
  /^(Function(Declaration|Expression)|ArrowFunctionExpression|(Object|Class|ClassPrivate)Method)$/;

/** A node without parentheses, casts and non-null marks around it. */
export function bare(at: Placed): Placed {
  const inner = unwrap(at.node);
  let found: Placed = at;
  while (found.node !== inner) found = childrenOf(found)[0]!;
  return found;
}
