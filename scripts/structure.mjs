// `npm run structure`: circles of value imports between files and between folders, imports against the order of the layers, files
// a folder, longest files and functions. Fails where the code passes a bound.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { areas, most, refusal } from './layers.mjs';
import { root } from './node.mjs';

const tops = [...new Set(areas.map(({ area }) => area.split('/')[0]))];
const paths = tops.flatMap((top) =>
  readdirSync(join(root, top), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
);
const texts = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
const sources = new Map(
  Array.from(texts, ([path, text]) => [path, ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)]),
);

/** Whether an import or export leaves nothing behind once types are erased. */
function isErased(statement) {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : statement;
  if (!clause) return false;
  if (clause.isTypeOnly || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = ts.isImportDeclaration(statement) ? clause.namedBindings : clause.exportClause;
  const isNamed = named && (ts.isNamedImports(named) || ts.isNamedExports(named)) && !clause.name;
  return Boolean(isNamed && named.elements.length > 0 && named.elements.every((e) => e.isTypeOnly));
}

/** The relative imports of a file: whither, and whether only types are meant. */
function importsOf(path) {
  return sources.get(path).statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    const specifier = isImport && statement.moduleSpecifier?.text;
    if (!specifier || !specifier.startsWith('.')) return [];
    const to = join(dirname(path), specifier).split(sep).join('/');
    return existsSync(join(root, to)) && texts.has(to)
      ? [{ from: path, to, erased: isErased(statement) }]
      : [];
  });
}
const imports = paths.flatMap(importsOf);
const values = imports.filter(({ erased }) => !erased);

/** Groups of nodes that reach each other (Tarjan's strongly connected components), those of one node left out. */
function circles(nodes, edges) {
  const next = new Map(nodes.map((node) => [node, []]));
  for (const { from, to } of edges) if (from !== to) next.get(from).push(to);
  const [order, low, stack, found] = [new Map(), new Map(), [], []];
  const visit = (node) => {
    order.set(node, order.size);
    low.set(node, order.get(node));
    stack.push(node);
    for (const other of next.get(node)) {
      if (!order.has(other)) visit(other);
      if (stack.includes(other)) low.set(node, Math.min(low.get(node), low.get(other)));
    }
    if (low.get(node) !== order.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    if (group.length > 1) found.push(group.sort());
  };
  for (const node of nodes) if (!order.has(node)) visit(node);
  return found;
}

/** A folder and one inside it count as one. */
const isNested = (a, b) => a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
const folders = [...new Set(paths.map((path) => dirname(path)))].sort();
const fileCircles = circles(paths, values);
const folderCircles = circles(
  folders,
  values
    .map(({ from, to }) => ({ from: dirname(from), to: dirname(to) }))
    .filter(({ from, to }) => !isNested(from, to)),
);
const upward = imports.flatMap(({ from, to }) => {
  const why = refusal(from, to);
  return why ? [`${from} → ${to}: ${why}`] : [];
});

/** Every function that has a body: its name and its number of lines. */
function functionsOf(path) {
  const source = sources.get(path);
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const [first, last] = [node.getStart(source), node.end].map(
        (at) => source.getLineAndCharacterOfPosition(at).line,
      );
      const name = node.name?.getText(source) ?? node.parent.name?.getText?.(source) ?? 'function';
      found.push({ path, name, lines: last - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
const functions = paths.flatMap(functionsOf);
const files = paths.map((path) => ({ path, lines: texts.get(path).split('\n').length - 1 }));
const byFolder = folders.map((folder) => {
  const own = files.filter(({ path }) => dirname(path) === folder);
  return { folder, count: own.length, lines: own.reduce((sum, { lines }) => sum + lines, 0) };
});
const longest = (items, count) => items.toSorted((a, b) => b.lines - a.lines).slice(0, count);
const total = files.reduce((sum, { lines }) => sum + lines, 0);

/** Prints what was found under its title; returns how much it was. */
function section(title, lines) {
  console.log(`${title}: ${lines.length}${lines.map((line) => `\n  ${line}`).join('')}`);
  return lines.length;
}

console.log(`${files.length} files, ${total} lines, ${functions.length} functions`);
console.log('files and lines a folder:');
for (const { folder, count, lines } of byFolder)
  console.log(`  ${folder.padEnd(34)}${String(count).padStart(3)}${String(lines).padStart(7)}`);
section('longest files', longest(files, 10).map(({ path, lines }) => `${lines} ${path}`)); // prettier-ignore
section('longest functions', longest(functions, 10).map(({ path, name, lines }) => `${lines} ${path} ${name}`)); // prettier-ignore
console.log('');
const faults = [
  section('circles of files', fileCircles.map((group) => group.join(' '))), // prettier-ignore
  section('circles of folders', folderCircles.map((group) => group.join(' '))), // prettier-ignore
  section('imports against the layers', upward),
  section(
    `folders of more than ${most.files} files`,
    byFolder.filter(({ count }) => count > most.files).map(({ folder, count }) => `${count} ${folder}`),
  ),
  section(`files of more than ${most.lines} lines`, files.filter(({ lines }) => lines > most.lines).map(({ path, lines }) => `${lines} ${path}`)), // prettier-ignore
  section(
    `functions of more than ${most.functionLines} lines`,
    functions
      .filter(({ lines }) => lines > most.functionLines)
      .map(({ path, name, lines }) => `${lines} ${path} ${name}`),
  ),
];
if (faults.some((count) => count > 0)) process.exitCode = 1;
