import type { Span } from './span.ts';

/** Codes of what fails a gradient's check: they decide the verdict on the gradient (exit 1). */
const decisive = {
  'gradient-cut': 'A gradient stops here.',
  'unexplained-value': 'A value is not what the recorded operations give.',
  'lost-dependence': 'The result depends on a leaf in a way the trace does not know.',
  'wrong-rule': 'A derivative rule disagrees with differences of its own operation.',
  'not-deterministic': 'A plain re-run on the same inputs gives another result.',
} as const;

/**
 * Every code a user can meet. *Errors* stop a run, *findings* describe one. The text of a message may change,
 * a code may not.
 */
export const codes = {
  ...decisive,
  // cannot load (exit 4)
  'syntax-error': 'The file does not parse.',
  'missing-import': 'An import cannot be resolved.',
  'load-failed': 'A module threw while it was loaded.',
  'trace-tag-syntax': 'A @trace tag is not a call expression.',
  'trace-tag-target': 'A @trace tag stands on nothing that can be traced.',
  'missing-argument': 'A bare @trace needs a value for a parameter without default.',
  'case-failed': 'Evaluating the arguments of a @trace call threw.',
  'no-case': 'The file has no (matching) @trace.',
  'file-not-found': 'The file cannot be read.',
  'node-missing': 'The Node.js that is to run the code cannot be used.',
  // limits (exit 3)
  'time-limit': 'The run took longer than its limit.',
  'load-time-limit': 'Loading the modules took longer than its limit.',
  'operation-limit': 'The run recorded more operations than its limit.',
  'memory-limit': 'The run used more memory than its limit.',
  cancelled: 'The run was cancelled.',
  // the user's function (exit 1)
  threw: "The user's function threw.",
  'process-exit': "The user's code ended its process.",
  // findings about a run
  'mmul-shapes': 'Inner dimensions of a matrix product differ.',
  'non-finite': 'A value or a gradient is NaN or infinite: where it was born.',
  'zero-times-infinity': 'The gradient takes 0 · ∞ as 0 where it tends to another number.',
  'degenerate-spectrum': 'Vectors of equal singular values or eigenvalues have no derivative.',
  'other-function': 'A @trace tag calls another function than the one that it stands on.',
  'sandbox-denied': 'The sandbox denied an effect.',
  'output-not-read': 'A part of the result is not read, so that its numbers are no outputs.',
  'zero-gradient': 'No small change of an input changes the result.',
  overwritten: 'A value is read after a change in place that was meant for another.',
  'shape-mismatch': 'Shapes that belong together disagree, or agree by accident.',
  'ill-conditioned': 'Small errors of the inputs, or rounding, decide the result.',
  'branch-slope': 'The result follows an input through a branch or a rounding, which no gradient sees.',
  // our own bug (exit 70)
  internal: 'A bug in GradLens.',
} as const;
export type Code = keyof typeof codes;

/** Whether a finding of this code decides the verdict on the gradient. */
export function decidesVerdict(code: string): boolean {
  return Object.hasOwn(decisive, code);
}

/** A reason to stop user code. */
export interface StopReason {
  readonly code: Code;
  readonly message: string;
}

export type Severity = 'error' | 'warning' | 'information';

/** What can be wrong with a number, by what one would do about it. `docs/findings` has a page of each. */
export const findingClasses = [
  'disconnected', 'locally-zero', 'cut', 'non-finite-value', 'non-finite-gradient', 'overwritten', 'shape', 'conditioning',
] as const; // prettier-ignore
export type FindingClass = (typeof findingClasses)[number];

/** A place that explains a finding: one link of the chain from cause to effect. */
export interface Link {
  readonly message: string;
  readonly span: Span;
  /** The equation that it is about, where it is about one. */
  readonly equation?: number;
  /** The number there, where there is a single one. */
  readonly value?: number;
  /** What the gradient is multiplied by there. */
  readonly factor?: number;
  /** The iteration of the outermost loop around it, from 0. */
  readonly iteration?: number;
}

/** One message at one place, with the places that explain it. Of a finding, the message is a sentence and the place the guilty one. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly Link[];
  readonly class?: FindingClass;
  /** The equation that is guilty, where there is one. */
  readonly equation?: number;
  /** What stands at the end of the guilty line, a sign and a word: `−11 digits`, `⟲ overwrites w`. */
  readonly mark?: string;
  /** The iteration of the outermost loop around the guilty place in which it first happens, from 0. */
  readonly iteration?: number;
}

/** A change of the source that takes a finding away. */
export interface Fix {
  /** In the imperative: `Use Matrix.mul(w, 2), which leaves w as it is`. */
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
  /** It changes what is only around the guilty place, or calls it: offered to people where a run has shown that it helps. */
  readonly isFar?: boolean;
  /** It asks for no gradient any more, and leaves what is wrong as it is: the last choice, which is not tried where there is another. */
  readonly isSilencing?: boolean;
}

/** What was done to a number where it lost its tracking (see `Cut`), to stand after `a number is`: `joined into a text by +`. */
export function cutText({ reason, to }: { readonly reason: string; readonly to: string }): string {
  if (reason === 'text') return to === '+' ? 'joined into a text by +' : `made into text by ${to}`;
  if (reason === 'integer') return `taken as a whole number by ${to}`;
  return `handed to ${to} (${reason})`;
}
