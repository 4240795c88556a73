import { unwrap, type Node } from '../../../instrument/syntax.ts';
import type { TraceResult } from '../../../shared/trace.ts';
import { functionAt } from '../../program/functionAt.ts';
import { ancestors, type Placed, type Program } from '../../program/program.ts';
import { mayChange } from './changes.ts';
import { argumentsOf, inputsOf } from './inputs.ts';
import { Spent } from '../machine.ts';
import type { Callable, Clash, Scope } from '../model.ts';
import { Modules } from './modules.ts';
import { Run } from './run.ts';

/** Where a program reads as one thing what it has written as another, in the order of the run. */
export function clashesOf(
  program: Program,
  { files, function: traced, trace }: TraceResult,
): readonly Clash[] {
  const at = functionAt(program, traced.span);
  if (!at || !mayChange(program, files, at.file, trace.leaves)) return [];
  const modules = new Modules(program, files);
  const run = new Run(modules);
  try {
    const scope = modules.scope(run, at.file);
    const inputs = inputsOf(run, trace.leaves);
    const self = inputs.get('this');
    const node = unwrap(at.node);
    const f: Callable = { node, scope };
    const args = 'params' in node ? argumentsOf(node.params as Node[], inputs, run) : [];
    if (self && /Method$/.test(at.node.type)) self.refs[0]!.storage.type = classAround(at, scope);
    return run.start(f, args, self, { node: at.node, file: at.file });
  } catch (error) {
    if (error instanceof Spent) return run.ledger.clashes;
    throw error;
  }
}

function classAround(at: Placed, scope: Scope): Callable | undefined {
  const type = [...ancestors(at)].find(({ node }) => /^Class(Declaration|Expression)$/.test(node.type));
  return type && { node: type.node, scope };
}
