import type { TraceResult } from '../../src/shared/trace.ts';
import { foldTree } from '../../src/present/fold/foldTree.ts';
import { NodeKind, type FoldTree } from '../../src/present/fold/tree.ts';
import { described, primitiveNames } from '../../src/engine/index.ts';
import { findingsOf } from '../../src/engine/proofs/index.ts';
import { Evidence, findingsOfClasses } from '../../src/explain/index.ts';
import { asScript, record } from './trace.ts';

/** A run of a module given as text, as what is shown of it: spans and texts of its sites, findings, no check. */
export async function resultOf(source: string): Promise<TraceResult> {
  const { trace, cotangents, session, status, diagnostics } = await record(source);
  const result: TraceResult = {
    ...described(trace, session),
    function: calledIn(source),
    case: '',
    status,
    cotangents,
    diagnostics: [...diagnostics, ...findingsOf(trace, cotangents, session.span)],
    check: null,
    timing: { start: 0, load: 0, instrument: 0, run: 0, gradient: 0, proof: 0, check: 0 },
  };
  const found = findingsOfClasses(new Evidence(result, () => asScript(source)));
  return { ...result, diagnostics: [...result.diagnostics, ...found] };
}

/** The function that the first tag calls, and where its declaration has its name. */
function calledIn(source: string): TraceResult['function'] {
  const [, name] = /@trace (?:\w+: )?(\w+)\(/.exec(source)!;
  const lines = source.split('\n');
  const line = lines.findIndex((text) => text.includes(`function ${name}(`));
  const column = lines[line]!.indexOf(`${name}(`, lines[line]!.indexOf('function'));
  return { name: name!, span: [0, line + 1, column, line + 1, column + name!.length] };
}

/** A tree as lines: `loop for i < 2 ×2`, `round 0: mul add`, with the operations that are a node's own. */
export function outline(result: TraceResult, tree: FoldTree = foldTree(result)): string[] {
  const { equations } = result.trace;
  const lines: string[] = [];
  const show = (node: number, depth: number): void => {
    const text = result.texts.get(tree.site[node]!) ?? 'f';
    const own: string[] = [];
    let e = tree.from[node]!;
    const at = lines.push('') - 1;
    for (let n = node + 1; n < tree.end[node]!; n = tree.end[n]!) {
      for (; e < tree.from[n]!; e++) own.push(primitiveNames[equations.op[e]! & 0x7fff]!);
      e = tree.to[n]!;
      if (tree.parent[n] !== node) throw new Error(`node ${n} is in ${node}, not in ${tree.parent[n]}`);
      show(n, depth + 1);
    }
    for (; e < tree.to[node]!; e++) own.push(primitiveNames[equations.op[e]! & 0x7fff]!);
    const head = {
      [NodeKind.call]: text,
      [NodeKind.member]: `member ${text}`,
      [NodeKind.loop]: `${text} ×${tree.round[node]}`,
      [NodeKind.round]: String(tree.round[node]),
    }[tree.kind[node]!];
    lines[at] = `${'  '.repeat(depth)}${head}${own.length > 0 ? `: ${own.join(' ')}` : ''}`;
  };
  show(0, 0);
  return lines;
}
