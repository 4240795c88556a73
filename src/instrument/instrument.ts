import type * as t from '@babel/types';
import { bindingsOf } from './bindings.ts';
import { findCases, linesOfCases, writeCases } from './cases/cases.ts';
import type { Instrumented, InstrumentOptions } from './options.ts';
import { exportsName, importEqualsPrelude } from './typescript/importEquals.ts';
import { jsxImport, jsxNames, jsxOf } from './typescript/jsxOptions.ts';
import { lower, needsLowering } from './typescript/lower.ts';
import type { Parsed } from './parse.ts';
import { parse } from './parse.ts';
import { lastNotAbove } from '../shared/bisect.ts';
import { contentHash } from '../shared/contentHash.ts';
import { lineStarts } from '../shared/lines.ts';
import { assignments } from './rewrite/assignments.ts';
import { calls } from './rewrite/calls.ts';
import { enums } from './typescript/enums.ts';
import { functions } from './rewrite/functions.ts';
import { jsx } from './rewrite/jsx.ts';
import { members } from './rewrite/members.ts';
import { operators } from './rewrite/operators.ts';
import { withOwnName, withoutOwnName } from './rewrite/ownName.ts';
import { patterns } from './rewrite/patterns.ts';
import { statements } from './rewrite/statements.ts';
import { erasure } from './typescript/types.ts';
import type { Names } from './scope.ts';
import { resolveNames } from './scope.ts';
import { Sites } from './sites.ts';
import type { Rewriters } from './writer.ts';
import { Writer } from './writer.ts';

const plain: Rewriters = { ...erasure, ...functions, ...patterns, ...enums, ...jsx };
const traced: Rewriters = {
  ...plain, ...operators, ...members, ...calls, ...assignments, ...statements,
}; // prettier-ignore

/** Source text in, JavaScript that reports to the runtime out. Throws `InstrumentError`. */
export function instrument(given: string, options: InstrumentOptions): Instrumented {
  const { compilerOptions = {}, workspace } = options;
  const source = withoutOwnName(given, () => parse(given, options.path, options.format).program);
  const parsed = parse(source, options.path, options.format);
  const { cases, problems } = workspace ? findCases(parsed, source) : noCases;
  const verbatim = !parsed.typescript || compilerOptions.verbatimModuleSyntax === true;
  const calls = cases.map(({ call }) => call.node);
  const names = workspace || !verbatim ? resolveNames(parsed.program, calls) : noNames;
  const elements = jsxOf(parsed, options);
  const alsoUsed = new Set([...jsxNames(elements), exportsName]);

  let input: Pick<Parsed, 'program'> = parsed;
  let text = source;
  let inputNames = names;
  let original: Writer['setting']['original'] = (range) => range;
  if (needsLowering(parsed)) {
    const lowered = lower(source, options, parsed);
    input = lowered.parsed;
    text = lowered.code;
    original = lowered.original;
    if (workspace) inputNames = resolveNames(input.program as t.Program);
  }

  const sites = new Sites(options.base, source === given ? undefined : withOwnName);
  const setting: Writer['setting'] = {
    source: text,
    rewriters: options.mode === 'trace' ? traced : plain,
    sites,
    names: { ...inputNames, types: names.types },
    trace: options.mode === 'trace',
    workspace,
    commonjs: parsed.format === 'commonjs',
    dropBareFields: parsed.typescript && compilerOptions.useDefineForClassFields === false,
    verbatim,
    isElided: (name) => !verbatim && !names.used.has(name) && !alsoUsed.has(name),
    jsx: elements,
    marks: options.marks === true,
    original,
    isTag: false,
  };
  const isStrict = parsed.format === 'module' || isStrictScript(parsed.program);
  const writer = new Writer(setting, isStrict);
  const { program } = input;
  const [first] = program.body;
  const prelude = parsed.format === 'module' ? (options.prelude ?? '') : '';
  const inserted =
    prelude + importEqualsPrelude(parsed) + (elements ? jsxImport(elements, parsed.format) : '');
  const head =
    text.slice(0, program.start!) +
    writer.copy(program, (child) => (child === first ? inserted : '') + writer.write(child));
  const tail = writeCases(cases, options.path, ({ text: source, original }) => {
    return new Writer({ ...setting, source, names, original, marks: false, isTag: true }, isStrict);
  });
  // On lines of its own: the last one of the file may be a comment.
  const code = head + text.slice(program.end!) + (cases.length > 0 ? `\n;${tail}` : '');
  let starts: readonly number[] | undefined;
  return {
    code,
    format: parsed.format,
    sites: workspace ? { ...sites.table(), bindings: bindingsOf(parsed.program, names) } : sites.table(),
    cases: cases.map((one) => one.declaration),
    contentHash: contentHash(given),
    problems,
    caseLines: linesOfCases(cases),
    original(offset) {
      starts ??= lineStarts(text);
      const line = lastNotAbove(starts, offset) + 1;
      const column = offset - starts[line - 1]!;
      const [first, start] = original([line, column, line, column + 1], '');
      return [first, start];
    },
  };
}

const noCases: ReturnType<typeof findCases> = { cases: [], problems: [] };
const none: ReadonlySet<never> = new Set();
const noNames: Names = { values: none, types: none, used: none, captured: none, helpers: none };

function isStrictScript(program: t.Program): boolean {
  return program.directives.some((directive) => directive.value.value === 'use strict');
}
