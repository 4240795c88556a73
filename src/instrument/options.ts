import type { Code } from '../shared/errors.ts';
import type { ParameterPattern } from '../shared/runtime.ts';
import type { SiteTable } from '../shared/sites.ts';
import type { Position, Range } from '../shared/span.ts';

/** How a file is to be rewritten. */
export interface InstrumentOptions {
  /** Path of the file; its extension decides TypeScript, JSX and module format. */
  readonly path: string;
  /** Number of the file's first site. */
  readonly base: number;
  /**
   * `trace`: the whole rewriting. `plain`: types erased, TypeScript lowered, `@trace` cases registered, module-level reads
   * passed through `captured` (the check perturbs them there), nothing else touched.
   */
  readonly mode: 'trace' | 'plain';
  /** A file of the workspace: names, parameters and captured reads are recorded, `@trace` cases registered. False for node_modules. */
  readonly workspace: boolean;
  /** `module` or `commonjs` where the package or the extension says so; undefined: decided by the syntax. */
  readonly format?: 'module' | 'commonjs' | undefined;
  /** Statements that a module begins with, before its own. */
  readonly prelude?: string | undefined;
  /** Whether the code is to say where each part of it comes from; for `placesOf`. */
  readonly marks?: boolean;
  /** The compiler options that decide what is emitted. */
  readonly compilerOptions?: {
    readonly verbatimModuleSyntax?: boolean;
    readonly experimentalDecorators?: boolean;
    readonly useDefineForClassFields?: boolean;
    readonly jsx?: string;
    readonly jsxFactory?: string;
    readonly jsxFragmentFactory?: string;
    readonly jsxImportSource?: string;
  };
}

export interface Instrumented {
  readonly code: string;
  readonly format: 'module' | 'commonjs';
  readonly sites: SiteTable;
  readonly cases: readonly CaseDeclaration[];
  /** A hash of the source, see `contentHash`: of a package it is computed once, and kept with the code. */
  readonly contentHash: string;
  /** The `@trace` tags that make no case. */
  readonly problems: readonly TagProblem[];
  /** The lines of the source that the last lines of the code stand for: those of its `@trace` calls. */
  readonly caseLines: readonly number[];
  /** The place in the file of an offset in the text that was written: the file itself, or what Babel made of it. */
  readonly original: (offset: number) => Position;
}

/** One `@trace` of a file, in order of appearance; index i is thunk i of `Runtime.cases`. */
export interface CaseDeclaration {
  /** Name of the function that is called: `loss`, `Mlp.loss`. */
  readonly function: string;
  /** Range of that name where the file declares it, else of the name that the tag stands on. */
  readonly range: Range;
  /** Name of the declaration that the tag stands on, if that is another. */
  readonly standsOn?: string;
  /** `small` of `@trace small: loss(…)`; empty if unnamed. */
  readonly name: string;
  /** Range of the `@trace` call expression (of the tag if bare). */
  readonly tagRange: Range;
  /** The names that the parameters bind, for leaf paths, where the call names a declaration of this file. */
  readonly parameters: ParameterPattern | undefined;
  readonly seed: number;
  /** Paths of `@static` and `@wrt`. */
  readonly static: readonly string[];
  readonly wrt: readonly string[];
}

/** What is wrong with a `@trace`. */
export interface TagProblem {
  /** Name of the declaration that the tag stands on; empty if it stands on none. */
  readonly function: string;
  /** The name of a case: none. */
  readonly name: '';
  readonly code: Code;
  readonly message: string;
  readonly range: Range;
  /** The name of the declaration that the tag stands on; missing if it stands on none. */
  readonly on?: Range;
}
