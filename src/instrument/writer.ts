import type * as t from '@babel/types';
import type { Range } from '../shared/span.ts';
import type { Node, NodeOf } from './ast.ts';
import { eachChild, rangeOf } from './ast.ts';
import type { Jsx } from './typescript/jsxOptions.ts';
import type { Names } from './scope.ts';
import { errorOffset, markText, readOffset, withoutMarks } from './sourceMarks.ts';
import type { Sites } from './sites.ts';

/** How each kind of node is written; a node of a kind not listed is copied, with its children written. */
export type Rewriters = { readonly [K in Node['type']]?: (w: Writer, node: NodeOf<K>) => string };

type AnyRewriter = (w: Writer, node: Node) => string;

/** Decisions that hold for a whole file. */
export interface Setting {
  readonly source: string;
  readonly rewriters: Rewriters;
  readonly sites: Sites;
  readonly names: Names;
  /** Mode `trace`; else nothing but types and captured reads is rewritten. */
  readonly trace: boolean;
  readonly workspace: boolean;
  readonly commonjs: boolean;
  /** Class fields without initialiser are no fields. */
  readonly dropBareFields: boolean;
  /** Imports stay unless marked as types. */
  readonly verbatim: boolean;
  /** Import bindings that nothing uses as a value. */
  readonly isElided: (name: string) => boolean;
  /** How JSX is written; undefined if there is none. */
  readonly jsx: Jsx | undefined;
  /** Whether the code says where each part of it comes from: see `positions.ts`. */
  readonly marks: boolean;
  /** From a range in `source` to one in the file as the user wrote it. */
  readonly original: (range: Range, type: string) => Range;
  /** Whether this is a `@trace`: the file has its text with the stars of a comment between. */
  readonly isTag: boolean;
}

const identifierPart = /[\p{ID_Continue}$\u200c\u200d]/u;

/**
 * Writes a syntax tree as text: what is not rewritten is copied from the source, character by character; what is
 * keeps its line breaks, so every line stays where it was.
 */
export class Writer {
  readonly setting: Setting;
  readonly source: string;
  /** Whether the code being written is strict. */
  strict: boolean;
  /** The function whose body is being written. */
  within: t.Function | undefined;
  /** Whether a `with` stands around: a name may be that of a property. */
  isInWith = false;
  /** Texts that V8 prints for a call in place of its callee's text: calls whose result is iterated have one. */
  readonly calleeTexts = new Map<Node, string>();

  constructor(setting: Setting, strict: boolean) {
    this.setting = setting;
    this.source = setting.source;
    this.strict = strict;
  }

  readonly write = (node: Node): string => {
    const rewriter = this.setting.rewriters[node.type] as AnyRewriter | undefined;
    return rewriter ? rewriter(this, node) : this.copy(node);
  };

  /** The node's own text around its children, each written by `child`. */
  copy(node: Node, child: (child: Node, key: string) => string = this.write): string {
    let text = '';
    let position = node.start!;
    eachChild(node, (one, key) => {
      const written = child(one, key);
      text += this.text(position, one.start!);
      const first = this.setting.marks ? withoutMarks(written)[0] : written[0];
      if (this.#touches(one.start! - 1) && identifierPart.test(first ?? '')) {
        if (one.start! > position) text += ' ';
      }
      text += written;
      position = one.end!;
      if (this.#touches(position) && identifierPart.test(written.at(-1) ?? '')) text += ' ';
    });
    return text + this.text(position, node.end!);
  }

  /** As an argument of a call: a comma expression needs parentheses there. */
  readonly argument = (node: Node): string =>
    node.type === 'SequenceExpression' ? `(${this.write(node)})` : this.write(node);

  /** Arguments or elements, comma-separated, with the line breaks between `from` and `to`. */
  list(nodes: readonly Node[], from: number, to: number, write: (node: Node) => string = this.write): string {
    let text = '';
    for (const node of nodes) {
      text +=
        (text === '' ? '' : ',') + this.lines(from, node.start!) + (text === '' ? '' : ' ') + write(node);
      from = node.end!;
    }
    return text + this.lines(from, to);
  }

  /** A statement that ends in `;` even where the source leaves that to the line break. */
  ended(node: Node, text: string): string {
    return this.source[node.end! - 1] === ';' ? text : text + ';';
  }

  /** The line breaks of a stretch of source. */
  lines(from: number, to: number): string {
    if (to <= from) return '';
    const text = this.source.slice(from, to);
    return /[\n\r\u2028\u2029]/.test(text) ? text.replace(/[^\n\r\u2028\u2029]+/g, '') : '';
  }

  /** A stretch of the source. */
  text(from: number, to: number): string {
    const text = this.source.slice(from, to);
    return this.setting.marks && text !== '' ? markText(from, text.length) + text : text;
  }

  /**
   * The mark, if marks are wanted, of the position that V8 names for a node. `read`: the node is read before it is written, and V8
   * names the read.
   */
  at(node: Node, read = false): string {
    if (!this.setting.marks) return '';
    return markText((read ? readOffset : errorOffset)(this.source, node), 0);
  }

  /** Whether the text is the node's own source text. */
  isUnchanged(node: Node, written: string): boolean {
    const text = this.setting.marks ? withoutMarks(written) : written;
    return text === this.source.slice(node.start!, node.end!);
  }

  /** A new site, to be written; `operands` are the nodes whose values the operation reads, `at` what V8 names as its place. */
  site(node: Node, text?: string, operands?: readonly Node[], at?: number): string {
    const { sites, original, marks } = this.setting;
    const site = sites.add(
      original(rangeOf(node), node.type),
      text,
      operands?.map((one) => original(rangeOf(one), one.type)),
    );
    return marks ? markText(at ?? errorOffset(this.source, node), 0) + String(site) : String(site);
  }

  /** Writes the inside of a function or of a class. */
  inside(strict: boolean, within: t.Function | undefined, write: () => string): string {
    const outer = { strict: this.strict, within: this.within };
    this.strict ||= strict;
    this.within = within;
    const text = write();
    Object.assign(this, outer);
    return text;
  }

  /** Writes the body of a `with`. */
  inWith(write: () => string): string {
    const outer = this.isInWith;
    this.isInWith = true;
    const text = write();
    this.isInWith = outer;
    return text;
  }

  #touches(position: number): boolean {
    const code = this.source.charCodeAt(position);
    // Letters, digits, $ and _; anything beyond ASCII is tested as an identifier character.
    return (
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) ||
      code === 36 || code === 95 || (code > 127 && identifierPart.test(this.source[position]!))
    ); // prettier-ignore
  }
}
