import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Matrix } from 'ml-matrix';
import ts from 'typescript';
import type { Edit, Program } from './programs.ts';

/** A way from the arguments of the marked function to a number. */
export type Path = readonly (string | number)[];

/** A value of the guilty expression, and the pass of the outermost loop in which it was computed; null outside loops. */
export interface Seen {
  readonly pass: number | null;
  readonly value: unknown;
}

/** A program that runs as it would without any tool. */
export interface Plain {
  /** The numbers that are inputs, below the parameter (or the path below one) of this name. */
  readonly inputs: (name: string) => Path[];
  /** The number at a path. */
  readonly at: (path: Path) => number;
  /** The result with an input moved by a step. */
  readonly result: (moved?: Path, step?: number) => number;
  /** Values of the guilty expression in a run. */
  readonly watched: () => readonly Seen[];
}

/** What a module exports, an object or an array. */
type Tree = { [key: string | number]: unknown };

/** What a case may say beside the names of its module. */
class Static {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}
const scope = {
  Matrix,
  zeros: (rows: number, columns: number) => Matrix.zeros(rows, columns),
  staticArg: (value: unknown) => new Static(value),
};

/** Passes of the loops that run, outermost first; the watched expression. Called by the code that `counted` writes. */
class Watch {
  private loops: number[] = [];
  seen: Seen[] = [];

  /** A generator that a run leaves in the middle of a loop never leaves the loop. */
  start(): void {
    this.loops = [];
    this.seen = [];
  }

  enter(): void {
    this.loops.push(-1);
  }

  pass(): void {
    this.loops[this.loops.length - 1]!++;
  }

  leave(): void {
    this.loops.pop();
  }

  see<T>(value: T): T {
    this.seen.push({ pass: this.loops.find((pass) => pass >= 0) ?? null, value });
    return value;
  }
}

const watch = new Watch();
Object.assign(globalThis, { whyWatch: watch });

/** The text with loops that count their passes, and with the expression in a span watched. */
function counted(text: string, watched: readonly [start: number, end: number] | null): string {
  const before = new Map<number, string>();
  const behind = new Map<number, string>();
  const wrap = (start: number, end: number, open: string, close: string): void => {
    before.set(start, (before.get(start) ?? '') + open);
    behind.set(end, close + (behind.get(end) ?? ''));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIterationStatement(node, false)) {
      wrap(node.getStart(), node.end, '{ whyWatch.enter(); try { ', ' } finally { whyWatch.leave(); } }');
      wrap(node.statement.getStart(), node.statement.end, '{ whyWatch.pass(); ', ' }');
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true));
  if (watched) wrap(...watched, 'whyWatch.see(', ')');
  const characters = [...Array(text.length + 1).keys()];
  return characters.map((i) => (behind.get(i) ?? '') + (before.get(i) ?? '') + text.charAt(i)).join('');
}

/** Where a text stands on a line (from 1) of a source. */
function spanOf(source: string, line: number, text: string): [number, number] {
  const start =
    source
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  const at = source.indexOf(text, start);
  return [at, at + text.length];
}

/** Name, parameters and case of the marked function. */
function markedOf(source: string): { name: string; parameters: string[]; args: string } {
  const [, name, args] = /@trace (\w+)\((.*)\)\s*$/m.exec(source)!;
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
  const marked = file.statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === name);
  const parameters = (marked as ts.FunctionDeclaration).parameters.map((one) => one.name.getText());
  return { name: name!, parameters, args: args! };
}

const isMatrix = (value: object): value is Matrix => 'data' in value && 'rows' in value;

/** Paths to the numbers in a value. */
function pathsIn(value: unknown, path: Path): Path[] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null || value instanceof Static) return [];
  if (isMatrix(value)) return pathsIn((value as unknown as Tree)['data'], [...path, 'data']);
  return Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]));
}

/** Writes a program below a folder, with its case as one more export. */
function write(program: Program, folder: string, edit?: Edit): ReturnType<typeof markedOf> {
  const { name, sources, answer } = program;
  const textOf = (file: string): string => {
    const source = sources.get(file)!;
    return edit?.file === file ? source.replaceAll(edit.replace, () => edit.with) : source;
  };
  const main = `${name}.ts`;
  const marked = markedOf(textOf(main));
  const exported = `\nexport const whyCase = ({ ${Object.keys(scope).join()} }) => [${marked.args}];\n`;
  const options = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  for (const file of sources.keys()) {
    const guilty = !edit && answer.class !== 'clean' && answer.guilty.file === file ? answer.guilty : null;
    const isWatched = guilty && answer.class.startsWith('non-finite');
    const span = isWatched ? spanOf(textOf(file), guilty.line, guilty.text) : null;
    const text = counted(textOf(file), span) + (file === main ? exported : '');
    writeFileSync(join(folder, file), ts.transpileModule(text, { compilerOptions: options }).outputText);
  }
  return marked;
}

/** Loads a program, changed by an edit if there is one. Throws what its modules throw. */
export async function plainRun(program: Program, edit?: Edit): Promise<Plain> {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-why-'));
  try {
    symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'), 'junction');
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const marked = write(program, folder, edit);
    const module = (await import(pathToFileURL(join(folder, `${program.name}.ts`)).href)) as Tree;
    return plainOf(module, marked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function plainOf(module: Tree, { name, parameters }: ReturnType<typeof markedOf>): Plain {
  const marked = module[name] as (...args: unknown[]) => number;
  const run = (args: readonly unknown[]): number =>
    marked(...args.map((arg) => (arg instanceof Static ? arg.value : arg)));
  const fresh = () => (module['whyCase'] as (names: typeof scope) => unknown[])(scope);
  const below = (args: unknown, path: Path) => path.reduce((at, key) => (at as Tree)[key], args);
  return {
    inputs(of) {
      const [parameter, ...rest] = of.split('.');
      const path = [parameters.indexOf(parameter!), ...rest];
      return pathsIn(below(fresh(), path), path);
    },
    at: (path) => below(fresh(), path) as number,
    result(moved, step = 0) {
      const args = fresh();
      if (moved)
        (below(args, moved.slice(0, -1)) as Tree)[moved.at(-1)!] = (below(args, moved) as number) + step;
      return run(args);
    },
    watched() {
      watch.start();
      run(fresh());
      return watch.seen;
    },
  };
}
