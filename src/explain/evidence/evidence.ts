import { influence, largestProduct, type Influence } from '../../engine/proofs/index.ts';
import type { Span } from '../../shared/span.ts';
import type { Trace, TraceResult } from '../../shared/trace.ts';
import { foldTree } from '../../present/fold/foldTree.ts';
import { spansOf, type Within } from '../../present/fold/siteSpans.ts';
import type { FoldTree } from '../../present/fold/tree.ts';
import { lineModel, type LineModel } from '../../present/lines/lineModel.ts';
import { indexRows, type RowIndex } from '../../present/model/rowIndex.ts';
import { numberVariables, type Variables } from '../../present/model/variables.ts';
import { Program, type SourceOf } from '../program/program.ts';
import { consumersOf, type Consumers } from './consumers.ts';
import { iterationOf } from './loops.ts';
import { makersOf } from './makers.ts';
import { readIn } from './reach.ts';
import { codesIn } from './operations.ts';

/** What explanations are drawn from: a trace and the source that made it. Whatever costs a sweep is made once, when first asked for. */
export class Evidence {
  readonly result: TraceResult;
  readonly trace: Trace;
  readonly program: Program;
  #variables: Variables | undefined;
  #tree: FoldTree | undefined;
  #index: RowIndex | undefined;
  #lines: LineModel | undefined;
  #ways: Influence | undefined;
  #codes: Uint8Array | undefined;
  #makers: Int32Array | undefined;
  #consumers: Consumers | undefined;
  #within: Within | undefined;
  #largestEffect: number | undefined;
  #isRead: Uint8Array | undefined;

  /** @param known what was made of the result before */
  constructor(
    result: TraceResult,
    sourceOf: SourceOf,
    known: { readonly index?: RowIndex; readonly lines?: LineModel } = {},
  ) {
    this.result = result;
    this.trace = result.trace;
    this.program = new Program(result, sourceOf);
    this.#index = known.index;
    this.#lines = known.lines;
    this.#variables = known.index?.variables;
    this.#tree = known.lines?.tree;
  }

  /** The gradient of the result by each element; empty where the run did not finish. */
  get cotangents(): Float64Array {
    return this.result.cotangents;
  }

  get variables(): Variables {
    return (this.#variables ??= numberVariables(this.result));
  }

  get tree(): FoldTree {
    return (this.#tree ??= foldTree(this.result));
  }

  get index(): RowIndex {
    return (this.#index ??= indexRows(this.result, this.variables));
  }

  get lines(): LineModel {
    return (this.#lines ??= lineModel(this.result, this.variables, this.tree));
  }

  /** Whether the source range of one site lies in that of another. */
  get within(): Within {
    return (this.#within ??= spansOf(this.result.spans));
  }

  /** How each number reaches the result. */
  get influence(): Influence {
    return (this.#ways ??= influence(this.trace, this.span));
  }

  /** By the number of an operation, whether the run has one. */
  get codes(): Uint8Array {
    return (this.#codes ??= codesIn(this.trace, this.result.ops.length));
  }

  /** By element id, the equation that made it; −1 of a leaf. */
  get makers(): Int32Array {
    return (this.#makers ??= makersOf(this.trace));
  }

  /** Which equations read which. */
  get consumers(): Consumers {
    return (this.#consumers ??= consumersOf(this.trace, this.makers));
  }

  /** By element id, whether an equation reads it. */
  get isRead(): Uint8Array {
    return (this.#isRead ??= readIn(this.trace));
  }

  /** The largest |gradient · value| of an element; 0 of a run that did not finish. Most explanations end with a look at it. */
  get largestEffect(): number {
    return (this.#largestEffect ??= largestProduct(this.cotangents, this.trace.values));
  }

  /** The source range of a site. */
  readonly span = (site: number): Span | undefined => this.result.spans.get(site);

  /** The source range of an equation. */
  place(equation: number): Span | undefined {
    return this.span(this.trace.equations.site[equation]!);
  }

  /** The source text of an equation on one line, cut where it is long. */
  textOf(equation: number): string {
    const span = this.place(equation);
    return span ? oneLine(this.program.text(span)) : '';
  }

  /** The iteration of the outermost loop around an equation, from 0; undefined where there is no loop. */
  iteration(equation: number): number | undefined {
    return iterationOf(this.trace, this.within, equation);
  }
}

const longest = 60;

/** A text in one line of at most sixty characters. */
export function oneLine(text: string): string {
  const line = unbroken(text).trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** A text of any length in one line. */
export function unbroken(text: string): string {
  return text.replace(/\s+/g, ' ');
}
