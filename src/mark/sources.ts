import { parse, type Node } from '../instrument/syntax.ts';

/** A file of the workspace. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The declarations of a module's top level by name; of those that are exported, their own node. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly program: Node & { readonly type: 'Program' };
  readonly names: ReadonlyMap<string, Node>;
  /** What a name was imported from: the module's specifier, and its name there. */
  readonly imports: ReadonlyMap<
    string,
    { readonly from: string; readonly name: string; readonly isType: boolean }
  >;
}

/** The files that guesses are drawn from, parsed when first asked for. */
export class Sources {
  readonly #files: readonly SourceFile[];
  readonly #modules = new Map<string, Module | undefined>();

  constructor(files: readonly SourceFile[]) {
    this.#files = files;
  }

  /** Every file that parses. */
  modules(): Module[] {
    return this.#files.flatMap(({ path }) => this.module(path) ?? []);
  }

  module(path: string): Module | undefined {
    if (!this.#modules.has(path)) {
      const file = this.#files.find((one) => one.path === path);
      this.#modules.set(path, file && read(file));
    }
    return this.#modules.get(path);
  }

  /** The module that a relative import names. */
  imported(from: Module, specifier: string): Module | undefined {
    const wanted = resolved(from.path, specifier);
    const file =
      wanted === undefined
        ? undefined
        : this.#files.find(({ path }) => [wanted, `${wanted}/index`].includes(withoutExtension(path)));
    return file && this.module(file.path);
  }

  /** The declaration that a name stands for, in whatever module it is. */
  declaration(module: Module, name: string): { readonly node: Node; readonly module: Module } | undefined {
    const own = module.names.get(name);
    if (own) return { node: own, module };
    const imported = module.imports.get(name);
    const from = imported && this.imported(module, imported.from);
    const node = from?.names.get(imported!.name);
    return node && from ? { node, module: from } : undefined;
  }
}

function read({ path, text }: SourceFile): Module | undefined {
  let program: Module['program'];
  try {
    program = parse(text, path).program;
  } catch {
    // Someone is writing it.
    return undefined;
  }
  const names = new Map<string, Node>();
  const imports = new Map<string, { from: string; name: string; isType: boolean }>();
  for (const statement of program.body) declare(statement, names, imports);
  return { path, text, program, names, imports };
}

function declare(
  statement: Node,
  names: Map<string, Node>,
  imports: Map<string, { from: string; name: string; isType: boolean }>,
): void {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      if (statement.declaration) declare(statement.declaration, names, imports);
      return;
    case 'ImportDeclaration':
      for (const one of statement.specifiers) {
        const imported = one.type === 'ImportSpecifier' ? one.imported : undefined;
        const name =
          imported === undefined
            ? 'default'
            : imported.type === 'Identifier'
              ? imported.name
              : imported.value;
        const isType = [statement.importKind, one.type === 'ImportSpecifier' ? one.importKind : ''].includes(
          'type',
        );
        imports.set(one.local.name, { from: statement.source.value, name, isType });
      }
      return;
    case 'VariableDeclaration':
      for (const one of statement.declarations) if (one.id.type === 'Identifier') names.set(one.id.name, one);
      return;
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      if (statement.id) names.set(statement.id.name, statement);
      return;
    default:
  }
}

/** The path that a relative import names, without extension; undefined of a package. */
function resolved(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const parts = from.replaceAll('\\', '/').split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return withoutExtension(parts.join('/'));
}

const withoutExtension = (path: string): string => path.replaceAll('\\', '/').replace(/\.[cm]?[jt]sx?$/, '');
