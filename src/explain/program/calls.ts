import { childrenOf, type Placed, type Program } from './program.ts';
import { calledFunction } from './scopes.ts';

/** The calls of a function in the program's own files. */
export function callersOf(called: Placed, program: Program): Placed[] {
  return program.nodes().filter((one) => {
    if (one.node.type !== 'CallExpression') return false;
    const callee = childrenOf(one)[0];
    return callee !== undefined && calledFunction(program, callee)?.node === called.node;
  });
}
