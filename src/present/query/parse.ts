/** What a row has to be; all terms of a query have to hold. */
export type Term =
  /** `op:mmul`, `name:w`, `path:helper.ts`, `in:sigmoid`, or any of name, operation and id. */
  | { readonly kind: 'op' | 'name' | 'path' | 'in' | 'text'; readonly text: string }
  /** `line:12-30`, both included. */
  | { readonly kind: 'line'; readonly from: number; readonly to: number }
  /** `|∂|>1e3`: of its largest cotangent by magnitude. */
  | { readonly kind: 'gradient'; readonly isAbove: boolean; readonly than: number }
  /** A number that is not finite in value or gradient; a gradient that is zero throughout; a place where it is cut. */
  | { readonly kind: 'nan' }
  | { readonly kind: 'zero' }
  | { readonly kind: 'cut' };

/** A query as a person writes it, as terms; or what is wrong with it. */
export type Query = { readonly terms: readonly Term[] } | { readonly error: string };

/** All keys that a query knows, for those who are told that one is none. */
const known = 'op: name: line: path: in: |∂|> nan zero cut';

/** Reads `op:mmul |∂|>1e3 nan name:w line:12-30`. `|d|` stands for `|∂|`, which few keyboards have. */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  for (const word of text.trim().split(/\s+/)) {
    if (word === '') continue;
    const term = parseTerm(word);
    if (typeof term === 'string') return { error: term };
    terms.push(term);
  }
  return { terms };
}

/** A term, or what is wrong with it. */
function parseTerm(word: string): Term | string {
  const gradient = /^\|[∂d]\|(.*)$/.exec(word);
  if (gradient) return gradientTerm(gradient[1]!);
  if (word === 'nan' || word === 'zero' || word === 'cut') return { kind: word };
  const [, key, text = ''] = /^([a-z]+):(.*)$/.exec(word) ?? [];
  if (key === undefined) return { kind: 'text', text: word };
  if (key === 'line') return lineTerm(text);
  if (key !== 'op' && key !== 'name' && key !== 'path' && key !== 'in')
    return `no ${key}: here, but ${known}`;
  return text === '' ? `${key}: what?` : { kind: key, text };
}

function gradientTerm(text: string): Term | string {
  const [, sign, number = ''] = /^([<>])(.+)$/.exec(text) ?? [];
  const than = Number(number);
  if (sign === undefined || Number.isNaN(than)) return '|∂| takes > or < and a number: |∂|>1e3';
  return { kind: 'gradient', isAbove: sign === '>', than };
}

function lineTerm(text: string): Term | string {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (from === undefined) return 'line: takes a number or two: line:12-30';
  return { kind: 'line', from: Number(from), to: Number(to) };
}
