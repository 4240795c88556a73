import type * as t from '@babel/types';
import { runtimeGlobal as gl, type ParameterPattern } from '../../shared/runtime.ts';
import type { Node } from '../ast.ts';
import { unwrap } from '../ast.ts';
import { InstrumentError } from '../error.ts';
import type { CaseDeclaration } from '../options.ts';
import type { Parsed } from '../parse.ts';
import { parse } from '../parse.ts';
import { callSite } from '../rewrite/calls.ts';
import { writeArgument } from '../rewrite/messages/iterated.ts';
import { namesOfList } from './parameters.ts';
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
): { readonly cases: CaseDeclaration[]; readonly problems: InstrumentError[] } {
  const problems: InstrumentError[] = [];
  const found = findCases(parse(source, path), source, (error) => problems.push(error));
  return { cases: found.map((one) => one.declaration), problems };
}

/** All cases, in order of appearance; `report` gets what is wrong with a tag, and throws it unless told otherwise. */
export function findCases(
  parsed: Parsed,
  source: string,
  report: (error: InstrumentError) => void = (error) => {
    throw error;
  },
): Case[] {
  const blocks = parsed.comments.filter(
    (one) => one.type === 'CommentBlock' && /^\*[^]*@trace\b/.test(one.value),
  );
  if (blocks.length === 0) return [];
  const targets = targetsOf(parsed.program);
  const cases: Case[] = [];
  for (const block of blocks) {
    const tags = readTags(block, source);
    const target = targets.find(
      (one) => one.start >= block.end! && isBlank(source.slice(block.end!, one.start)),
    );
    for (const tag of tags) {
      if (tag.tag !== 'trace') continue;
      try {
        if (!target) throw new InstrumentError('trace-tag-target', noTarget, tag.range);
        cases.push(makeCase(tag, tags, target, targets));
      } catch (error) {
        if (!(error instanceof InstrumentError)) throw error;
        report(error);
      }
    }
  }
  return cases;
}

const noTarget =
  'This @trace stands on nothing that can be traced: put it right above a function, a const with a function, or a method.';

/** Nothing but space and comments lies between the tag and its declaration. */
function isBlank(text: string): boolean {
  return /^(\s|\/\*[^]*?\*\/|\/\/.*)*$/.test(text);
}

function makeCase(tag: Tag, tags: readonly Tag[], target: Target, targets: readonly Target[]): Case {
  const { name, call } = tag.text.trim() === '' ? { name: '', call: bareCall(tag, target) } : parseCall(tag);
  const number = tags.findLast((one) => one.tag === 'seed');
  const seed = number ? Number(number.text.trim()) : defaultSeed;
  if (!Number.isSafeInteger(seed)) {
    throw new InstrumentError('trace-tag-syntax', '@seed needs a whole number.', number!.range);
  }
  return {
    call,
    declaration: {
      function: target.name,
      range: target.range,
      name,
      tagRange: call.range,
      parameters: parametersOf(call.node, targets),
      seed,
      static: paths(tags, 'static'),
      wrt: paths(tags, 'wrt'),
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
  if (target.name.includes('.') && !target.isStatic) {
    const message = `${target.name} needs an object: write the call, as in @trace new ${target.name.replace('.', '(…).')}(…).`;
    throw new InstrumentError('missing-argument', message, tag.range);
  }
  // A line of the text is part of one line of the source.
  const parts = args.flatMap((arg) => ['\n', arg, ',']);
  return { ...parseCall(tag.with([`${target.name}(`, ...parts, ')'])).call, range: tag.range };
}

/** Names of the called function's parameters where it is declared in this file. */
function parametersOf(call: t.CallExpression, targets: readonly Target[]): ParameterPattern {
  const callee = unwrap(call.callee);
  let found: Target | undefined;
  if (callee.type === 'Identifier') found = targets.find((one) => one.name === callee.name);
  else if (callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier') {
    const method = callee.property.name;
    const object = unwrap(callee.object);
    const owner =
      object.type === 'NewExpression' && object.callee.type === 'Identifier'
        ? object.callee.name
        : object.type === 'Identifier'
          ? object.name
          : '';
    const named = targets.filter((one) => one.name.endsWith(`.${method}`));
    found =
      named.find((one) => one.name === `${owner}.${method}`) ?? (named.length === 1 ? named[0] : undefined);
  }
  const params = found?.parameters ?? [];
  return namesOfList(params.filter((param) => !(param.type === 'Identifier' && param.name === 'this')));
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
  const callee = unwrap(node.callee);
  const site = w.setting.trace ? `site: ${callSite(w, node)}, ` : '';
  const write = writeArgument(w, node, node.arguments);
  const args = `args: [${w.list(node.arguments, node.callee.end!, node.end!, write)}]`;
  if (callee.type !== 'MemberExpression') {
    return `() => ({ ${site}callee: ${w.argument(node.callee)}, self: undefined, ${args} })`;
  }
  const { object, property } = callee;
  const receiver = w.lines(node.start!, object.start!) + w.argument(object);
  const key = callee.computed ? `[${w.write(property)}]` : `.${w.text(property.start!, property.end!)}`;
  const member = w.lines(object.end!, property.start!) + key + w.lines(property.end!, node.callee.end!);
  return `(${gl}0 = ${receiver}) => ({ ${site}callee: ${gl}0${member}, self: ${gl}0, ${args} })`;
}
