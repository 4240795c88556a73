import { countText } from '../../../shared/tensor.ts';
import type { Diagnostic, Link } from '../../../shared/errors.ts';
import type { Span } from '../../../shared/span.ts';
import type { Tracer } from '../../tracking/tracer.ts';
import { deficiency, indefiniteness } from './deficiency.ts';
import { shapesOf, type Matrices, type Shaped } from './shapesOf.ts';

/** A call of a member of ml-matrix that threw. */
interface ThrownCall {
  readonly site: number;
  readonly member: string;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/** What ml-matrix says where shapes or ranges do not fit, and where a matrix has no inverse. */
const ofShapes =
  /dimension|same size|size must|size do not|same number of rows|square|out of range|divisible|must agree|as the number of/i;
const ofRank = /singular|rank deficient|not positive definite/i;

/** Members for one element, which look for its row without asking whether there is one. */
const isElement = (member: string): boolean => member === 'get' || member === 'set';

/** Notes why a member threw, for the case that the run ends with that: what it was given, with shapes, and where each got it. */
export function noteDisagreement<M extends { readonly rows: number; readonly columns: number }>(
  tracer: Tracer,
  store: Matrices<M>,
  error: unknown,
  { site, member, self, args }: ThrownCall,
): void {
  if (!(error instanceof Error) || tracer.stopped || tracer.places.isDependency(site)) return;
  const span = tracer.places.span(site);
  const isOutside = isElement(member) && error instanceof TypeError && /undefined/.test(error.message);
  if (!span || !(isOutside || ofRank.test(error.message) || ofShapes.test(error.message))) return;
  const shapes = shapesOf(tracer, store, site, self === undefined ? args : [self, ...args]);
  if (!shapes.some(({ kind }) => kind !== 'number')) return;
  const isWide = shapes.some(({ kind, rows, columns }) => kind === 'matrix' && rows < columns);
  const isRank = ofRank.test(error.message) && !isWide;
  const callee = tracer.places.callee(site) ?? member;
  const said = shapes
    .filter(({ kind }) => kind !== 'number')
    .map(shapeOf)
    .join(', ');
  const related = shapes.flatMap(({ origin }) => (origin ? [origin] : []));
  const cause: Diagnostic = isRank
    ? rankCause(tracer, store, error, { site, member, self, args }, { callee, said, span, related })
    : {
        code: 'shape-mismatch',
        class: 'shape',
        severity: 'error',
        message: `${callee} does not fit: ${said}.${hint(member, error.message, shapes)}`,
        span,
        related,
      };
  tracer.blame(error, cause);
}

/** What is said of a call in any case: its text, the shapes that it was given, its place and where these come from. */
interface Said {
  readonly callee: string;
  readonly said: string;
  readonly span: Span;
  readonly related: readonly Link[];
}

/** The finding of a matrix without an inverse: which it is, and why it has none. */
function rankCause<M extends { readonly rows: number; readonly columns: number }>(
  tracer: Tracer,
  store: Matrices<M>,
  error: Error,
  { self, args, site }: ThrownCall,
  { callee, said, span, related }: Said,
): Diagnostic {
  const base = { code: 'ill-conditioned', class: 'conditioning', severity: 'error' } as const;
  const decomposed = store.decomposed.given(self);
  const matrix = store.dense(args[0]);
  const given =
    decomposed ??
    (matrix && { data: store.numbers(matrix), rows: matrix.rows, columns: matrix.columns, site });
  const isDefinite = /definite/.test(error.message);
  const why =
    given &&
    (isDefinite ? indefiniteness(given.data, given.rows) : deficiency(given.data, given.rows, given.columns));
  const at = decomposed ? tracer.places.span(decomposed.site) : span;
  if (!given || !why || !at) {
    const message = `${callee} needs a matrix of full rank: ${said}, and ml-matrix finds that ${lowered(error.message)}.`;
    return { ...base, message, span, related };
  }
  const place = decomposed || self === undefined ? 0 : 1;
  const name = tracer.places.operandText(given.site, place) ?? 'the matrix';
  const lack = isDefinite ? 'not positive definite' : 'singular';
  const message = `${name} (${given.rows}×${given.columns}) is ${lack}: ${why}.`;
  const needs = { message: `${callee} needs ${isDefinite ? 'a definite' : 'an invertible'} one`, span };
  return { ...base, message, span: at, related: decomposed ? [needs] : related };
}

function shapeOf({ name, kind, rows, columns }: Shaped): string {
  if (kind === 'matrix') return `${name ?? 'a matrix'} is ${rows}×${columns}`;
  return `${name ?? 'an array'} has ${countText(rows)} numbers`;
}

const lowered = (text: string): string =>
  text.replace(/^\w+/, (word) => (word === 'LU' ? 'the LU' : word.toLowerCase()));

/** What would fit. */
function hint(member: string, said: string, shapes: readonly Shaped[]): string {
  const [a, b] = shapes.filter(({ kind }) => kind !== 'number');
  if (!a) return '';
  if (/square/i.test(said)) return ' It has to be square.';
  if (ofRank.test(said)) return ' With fewer rows than columns it has no inverse.';
  const row = shapes.find(({ kind }) => kind === 'number')?.rows;
  if (isElement(member) && row !== undefined)
    return ` It has no row ${row}: indices start at 0, its last row is ${a.rows - 1}.`;
  if (/out of range/i.test(said) && a.kind === 'matrix')
    return ` Indices start at 0 and ends are inclusive: its last row is ${a.rows - 1}, its last column ${a.columns - 1}.`;
  if (!b || a.kind !== 'matrix') return '';
  const other = b.name ?? 'the second';
  const [, operator = member, form] = /^(\w+?)(Row|Column)Vector$/.exec(member) ?? [];
  const length = b.rows * b.columns;
  if (form === 'Row' && length === a.rows)
    return ` It takes one number a column; ${other} has one a row, as ${operator}ColumnVector takes them.`;
  if (form === 'Column' && length === a.columns)
    return ` It takes one number a row; ${other} has one a column, as ${operator}RowVector takes them.`;
  if (form) return ` It takes one number a ${form.toLowerCase()}.`;
  if (b.kind !== 'matrix') return '';
  if (/mmul/i.test(member)) return mmulHint(a, b);
  if (b.rows === 1 && b.columns === a.columns)
    return ` ml-matrix does not repeat a row for every row; ${operator}RowVector does.`;
  if (b.columns === 1 && b.rows === a.rows)
    return ` ml-matrix does not repeat a column for every column; ${operator}ColumnVector does.`;
  return b.rows === a.columns && b.columns === a.rows ? ` Transposed, ${other} would fit.` : '';
}

function mmulHint(a: Shaped, b: Shaped): string {
  if (a.columns === b.columns) return ` Transposed, ${b.name ?? 'the second'} would fit.`;
  return a.rows === b.rows ? ` Transposed, ${a.name ?? 'the first'} would fit.` : '';
}
