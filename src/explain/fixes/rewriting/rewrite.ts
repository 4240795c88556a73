import type { Fix } from '../../../shared/errors.ts';
import { eachChild, type Node } from '../../../instrument/syntax.ts';
import { oneLine } from '../../evidence/evidence.ts';
import { bare, type Placed, type Program } from '../../program/program.ts';
import type { Reason } from '../recorded.ts';
import { libraryNames, useLibrary } from '../library.ts';
import { replaced, textOf, type Edit, type Repair } from '../repair.ts';
import { match, restName, type Bound } from './match.ts';
import { pattern } from './pattern.ts';
import { precedenceIn, precedenceOf } from './precedence.ts';

/** A repair that is written as what stands there and what it becomes. */
export interface Rewrite {
  /** Patterns of an expression, or of a statement that ends with a semicolon: `$x` is any expression, `...$$xs` the rest of a list. */
  readonly from: string | readonly string[];
  /** What it becomes: the same names stand for the same texts. */
  readonly to: string;
  /** What is done, with the same names. */
  readonly title: string;
  /** Whether what matched is meant. */
  readonly when?: (bound: Bound, program: Program, at: Placed) => boolean;
  /** What the record has to show there; nothing where the text tells enough. */
  readonly reason?: Reason;
}

/** The repair that a rewrite describes. */
export function rewriting({ from, to, title, when, reason }: Rewrite): Repair {
  const patterns = typeof from === 'string' ? [from] : from;
  return (at, program, recorded) => {
    const inner = bare(at);
    for (const one of patterns) {
      const root = pattern(one);
      const found = root.type === inner.node.type ? match(root, inner, program) : undefined;
      if (!found || when?.(found, program, inner) === false) continue;
      if (reason && recorded?.refutes(inner, reason)) continue;
      const fix = written(inner, found, to, title, program);
      if (fix) return [fix];
    }
    return [];
  };
}

function written(at: Placed, bound: Bound, to: string, title: string, program: Program): Fix | undefined {
  const pieces: string[] = [];
  const edits: Edit[] = [];
  let end = 0;
  for (const { name, start, length, parent, key } of namesOf(to)) {
    let text: string | undefined;
    if (name.startsWith('$')) text = boundText(bound.get(name)!, parent, key, program);
    else {
      const used = useLibrary(program, at.file, name);
      if (!used) return undefined;
      text = used.text;
      edits.push(...used.edits);
    }
    pieces.push(to.slice(end, start), text);
    end = start + length;
  }
  const text = pieces.join('') + to.slice(end);
  const root = pattern(to);
  const single = root.type === 'Identifier' ? bound.get(root.name)?.[0]?.node : undefined;
  const isLoose = precedenceOf(single ?? root) < precedenceIn(at.parent?.node, at.key);
  const whole = isLoose && !/Statement$/.test(root.type) ? `(${text})` : text;
  const named = title.replace(/\$+\w+/g, (name) => listText(bound.get(name) ?? [], program, true));
  return { title: named, edits: [replaced(at, whole), ...edits] };
}

function boundText(nodes: readonly Placed[], parent: Node | undefined, key: string, program: Program) {
  const text = listText(nodes, program);
  const [only] = nodes;
  return nodes.length === 1 && precedenceOf(only!.node) < precedenceIn(parent, key) ? `(${text})` : text;
}

function listText(nodes: readonly Placed[], program: Program, isShort = false): string {
  const text = nodes.map((one) => textOf(program, one)).join(', ');
  return isShort ? oneLine(text) : text;
}

interface Name {
  readonly name: string;
  readonly start: number;
  readonly length: number;
  readonly parent: Node | undefined;
  readonly key: string;
}

/** The `$names` of a text and the names of the library in it, in order, with where they stand. */
function namesOf(text: string): Name[] {
  const root = pattern(text);
  const shift = root.start!;
  const names: Name[] = [];
  const visit = (node: Node, parent: Node | undefined, key: string) => {
    if (node.type === 'SpreadElement' && restName(node) !== undefined) {
      // `...$$xs` is the list itself, without its dots.
      names.push({
        name: restName(node)!,
        start: node.start! - shift,
        length: node.end! - node.start!,
        parent,
        key,
      });
      return;
    }
    if (node.type === 'Identifier' && (isOwn(node.name) || isLibraryName(node.name, key)))
      names.push({ name: node.name, start: node.start! - shift, length: node.name.length, parent, key });
    eachChild(node, (child, childKey) => visit(child, node, childKey));
  };
  visit(root, undefined, '');
  return names;
}

const isOwn = (name: string) => name.startsWith('$');

const isLibraryName = (name: string, key: string) => key !== 'property' && libraryNames.has(name);
