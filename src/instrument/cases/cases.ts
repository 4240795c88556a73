import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node } from '../ast.ts';
import { unwrap } from '../ast.ts';
import { InstrumentError } from '../error.ts';
import type { CaseDeclaration, TagProblem } from '../options.ts';
import type { Format, Parsed } from '../parse.ts';
import { parse } from '../parse.ts';
import { callSite } from '../rewrite/calls.ts';
import { writeArgument } from '../rewrite/messages/iterated.ts';
import { calledBy } from './called.ts';
import type { Target } from './targets.ts';
import { targetsOf } from './targets.ts';
import type { Call, Tag } from './tags.ts';
import { parseCall, readTags } from './tags.ts';
import type { Writer } from '../writer.ts';

/** A case with its call, ready to be written. */
export interface Case {
  readonly declaration: CaseDeclaration;
  readonly call: Call;
}

const defaultSeed = 42;

/** The `@trace` cases of a file, by parsing alone. A bad tag is left out; a file that does not parse throws. */
export function listCases(source: string, path: string): CaseDeclaration[] {
  return readMarks(source, path).cases;
}

/** The `@trace` cases of a file and what is wrong with its other tags. A file that does not parse throws. */
export function readMarks(
  source: string,
  path: string,
  format?: Format,
): { readonly cases: CaseDeclaration[]; readonly problems: readonly TagProblem[] } {
  const { cases, problems } = findCases(parse(source, path, format), source);
  return { cases: cases.map((one) => one.declaration), problems };
}

/** All cases and all tags that make none, each in order of appearance. */
export function findCases(
  parsed: Parsed,
  source: string,
): { readonly cases: Case[]; readonly problems: TagProblem[] } {
  const cases: Case[] = [];
  const problems: TagProblem[] = [];
  const blocks = parsed.comments.filter(
    (one) => one.type === 'CommentBlock' && /^\*[^]*@trace\b/.test(one.value),
  );
  if (blocks.length === 0) return { cases, problems };
  const targets = targetsOf(parsed.program);
  const codeAfter = codeAfterComments(parsed.comments, source);
  const byStart = new Map(targets.flatMap((target) => target.starts.map((start) => [start, target])));
  for (const block of blocks) {
    const tags = readTags(block, source);
    const setting = settingOf(tags);
    const target = byStart.get(codeAfter.get(block.start!)!);
    for (const tag of tags) {
      if (tag.tag !== 'trace') continue;
      try {
        if (!target) throw new InstrumentError('trace-tag-target', noTarget, tag.range);
        cases.push(makeCase(tag, setting, target, targets));
      } catch (error) {
        if (!(error instanceof InstrumentError)) throw error;
        const { code, message, range } = error;
        const on = target && { on: target.range };
        problems.push({ function: target?.name ?? '', name: '', code, message, range, ...on });
      }
    }
  }
  return { cases, problems };
}

const noTarget =
  'This @trace stands on nothing that can be traced: put it right above a function, a method, a getter, or a constant, field or property with a function.';

/** Where the code starts that follows each comment, after blanks and other comments; by the starts of the comments. */
function codeAfterComments(comments: Parsed['comments'], source: string): ReadonlyMap<number, number> {
  const known = new Map<number, number>();
  const blank = /\s*/y;
  for (const { start, end } of comments.toReversed()) {
    blank.lastIndex = end!;
    blank.exec(source);
    const next = blank.lastIndex;
    known.set(start!, known.get(next) ?? next);
  }
  return known;
}

/** What a block says of all its cases. */
interface Setting extends Pick<CaseDeclaration, 'static' | 'wrt'> {
  readonly seed: Tag | undefined;
}

function settingOf(tags: readonly Tag[]): Setting {
  return {
    seed: tags.findLast((one) => one.tag === 'seed'),
    static: paths(tags, 'static'),
    wrt: paths(tags, 'wrt'),
  };
}

function makeCase(
  tag: Tag,
  { seed: given, static: constant, wrt }: Setting,
  target: Target,
  targets: readonly Target[],
): Case {
  const isBare = tag.text.trim() === '';
  const { name, call } = isBare ? { name: '', call: bareCall(tag, target) } : parseCall(tag, target.isGetter);
  const seed = given ? Number(given.text.trim()) : defaultSeed;
  if (!Number.isSafeInteger(seed)) {
    throw new InstrumentError('trace-tag-syntax', '@seed needs a whole number.', given!.range);
  }
  const called = calledBy(call.node, target, targets);
  return {
    call,
    declaration: {
      function: called.name,
      range: called.range,
      ...(called.name !== target.name && { standsOn: target.name }),
      name,
      tagRange: call.range,
      parameters: called.parameters,
      seed,
      static: constant,
      wrt,
    },
  };
}

function paths(tags: readonly Tag[], name: string): string[] {
  return tags
    .filter((one) => one.tag === name)
    .flatMap((one) => one.text.split(/[\s,]+/))
    .filter((path) => path !== '');
}

/** `f(default, …)` for a bare tag. */
function bareCall(tag: Tag, target: Target): Call {
  const args = target.parameters.flatMap((param): [number, number][] => {
    const inner: Node = param.type === 'TSParameterProperty' ? param.parameter : param;
    if (
      inner.type === 'RestElement' ||
      (inner.type === 'Identifier' && (inner.optional || inner.name === 'this'))
    )
      return [];
    if (inner.type === 'AssignmentPattern') return [[inner.right.start!, inner.right.end!]];
    const name = inner.type === 'Identifier' ? inner.name : 'the parameter';
    const message = `${name} has no default value: write the call, as in @trace ${target.name}(…).`;
    throw new InstrumentError('missing-argument', message, tag.range);
  });
  if (target.ofInstance) {
    const message = `${target.name} needs an object: write the call, as in @trace new ${target.name.replace('.', '(…).')}(…).`;
    throw new InstrumentError('missing-argument', message, tag.range);
  }
  // A line of the text is part of one line of the source.
  const parts = args.flatMap((arg) => ['\n', arg, ',']);
  const text = target.isGetter ? [target.name] : [`${target.name}(`, ...parts, ')'];
  return { ...parseCall(tag.with(text), target.isGetter).call, range: tag.range };
}

/** `cases("path", [thunk, …]);`: each thunk as many lines as its call has, one after the other. */
export function writeCases(cases: readonly Case[], path: string, writer: (call: Call) => Writer): string {
  const thunks = cases.map(({ call }) => writeThunk(writer(call), call));
  return `${gl}.cases(${JSON.stringify(path)}, [${thunks.join(',\n')}]);`;
}

/** The lines of the source that those lines stand for. */
export function linesOfCases(cases: readonly Case[]): number[] {
  return cases.flatMap(({ call: { node, original } }) => {
    const { start, end } = node.loc!;
    return Array.from({ length: end.line - start.line + 1 }, (_, i) => {
      const line = start.line + i;
      return original([line, 0, line, 1])[0];
    });
  });
}

function writeThunk(w: Writer, { node }: Call): string {
  const isGetter = node.type === 'MemberExpression';
  const callee = isGetter ? node : unwrap(node.callee);
  const number = isGetter ? w.site(node) : callSite(w, node);
  const site = w.setting.trace ? `site: ${number}, ` : '';
  const args = isGetter
    ? 'args: []'
    : `args: [${w.list(node.arguments, node.callee.end!, node.end!, writeArgument(w, node, node.arguments))}]`;
  if (callee.type !== 'MemberExpression') {
    return `() => ({ ${site}callee: ${w.argument(callee)}, self: undefined, ${args} })`;
  }
  const { object, property } = callee;
  const receiver = w.lines(node.start!, object.start!) + w.argument(object);
  const before = w.lines(object.end!, property.start!);
  const after = w.lines(property.end!, isGetter ? node.end! : node.callee.end!);
  const key = callee.computed ? w.write(property) : w.text(property.start!, property.end!);
  const text = callee.computed ? `[${key}]` : `.${key}`;
  const member = isGetter
    ? `${gl}.helpers.getter(${gl}0, ${callee.computed ? key : JSON.stringify(key)})`
    : gl + '0' + before + text + after;
  return `(${gl}0 = ${receiver}) => ({ ${site}callee: ${isGetter ? before : ''}${member}, self: ${gl}0, ${args} })`;
}
