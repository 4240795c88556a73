import { importedFile } from '../../program/importedFile.ts';
import type { Node } from '../../../instrument/syntax.ts';
import type { Program } from '../../program/program.ts';
import type { Machine } from '../machine.ts';
import { nothing, Scope, type Value } from '../model.ts';
import { block } from './statements.ts';

/** The modules of a program: each is run when a name of it is first asked for. */
export class Modules {
  readonly #program: Program;
  readonly #paths: readonly string[];
  readonly #scopes = new Map<number, Scope>();

  constructor(program: Program, paths: readonly string[]) {
    this.#program = program;
    this.#paths = paths;
  }

  /** The names of a module, its constants made. */
  scope(machine: Machine, file: number): Scope {
    let scope = this.#scopes.get(file);
    if (scope) return scope;
    this.#scopes.set(file, (scope = new Scope(file)));
    const root = this.#program.root(file)?.node;
    if (root?.type === 'Program') block(machine, root.body, scope);
    return scope;
  }

  /** What an import, or a `require`, binds to a name; undefined where there is none. */
  imported(machine: Machine, name: string, file: number): Value | undefined {
    const root = this.#program.root(file)?.node;
    if (root?.type !== 'Program') return undefined;
    for (const statement of root.body) {
      const found = importOf(statement, name);
      if (!found) continue;
      const { from, exported } = found;
      const target = importedFile(this.#paths, file, from);
      if (target === undefined) {
        return { ...nothing, callables: [{ library: `${from}:${exported === '*' ? '' : exported}` }] };
      }
      return this.#exportOf(machine, target, exported);
    }
    return undefined;
  }

  #exportOf(machine: Machine, file: number, name: string, depth = 0): Value | undefined {
    const scope = this.scope(machine, file);
    const root = this.#program.root(file)?.node;
    if (root?.type !== 'Program' || depth > 8) return undefined;
    for (const statement of root.body) {
      if (statement.type === 'ExportDefaultDeclaration' && name === 'default') {
        const { declaration } = statement;
        const own =
          'id' in declaration && declaration.id?.type === 'Identifier' ? declaration.id.name : 'default';
        return scope.find(own)?.value ?? machine.evaluate(declaration, scope);
      }
      if (statement.type === 'ExportAllDeclaration') {
        const target = importedFile(this.#paths, file, statement.source.value);
        const found = target === undefined ? undefined : this.#exportOf(machine, target, name, depth + 1);
        if (found) return found;
      }
      if (statement.type !== 'ExportNamedDeclaration') continue;
      for (const one of statement.specifiers) {
        if (one.type !== 'ExportSpecifier' || nameOf(one.exported) !== name) continue;
        const target = statement.source ? importedFile(this.#paths, file, statement.source.value) : file;
        const own = nameOf(one.local);
        if (target === file) return scope.find(own)?.value ?? this.imported(machine, own, file);
        return target === undefined ? undefined : this.#exportOf(machine, target, own, depth + 1);
      }
    }
    return scope.find(name)?.value;
  }
}

function importOf(statement: Node, name: string): { from: string; exported: string } | undefined {
  if (statement.type === 'ImportDeclaration') {
    for (const one of statement.specifiers) {
      if (one.local.name !== name) continue;
      const exported =
        one.type === 'ImportSpecifier'
          ? nameOf(one.imported)
          : one.type === 'ImportDefaultSpecifier'
            ? 'default'
            : '*';
      return { from: statement.source.value, exported };
    }
  }
  return undefined;
}

const nameOf = (node: { readonly type: string; readonly name?: string; readonly value?: string }): string =>
  node.name ?? node.value ?? '';
