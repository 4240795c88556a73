import type * as t from '@babel/types';
import type { Bindings } from '../shared/sites.ts';
import { propertyKey } from './ast.ts';
import { requiredModule } from './declarations.ts';
import type { Names } from './scope.ts';

/** What a module's names stand for in other modules, and what others get under its names. */
export function bindingsOf(program: t.Program, { values, captured }: Names): Bindings {
  const imports: Bindings['imports'][number][] = [];
  const exports: Bindings['exports'][number][] = [];
  for (const statement of program.body) {
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const one of statement.specifiers) {
          const name = one.type === 'ImportSpecifier' ? nameOf(one.imported) : importedAs[one.type];
          imports.push([one.local.name, statement.source.value, name]);
        }
        break;
      case 'VariableDeclaration':
        for (const { id, init } of statement.declarations) {
          const from = init ? requiredModule(init) : undefined;
          if (from === undefined || id.type !== 'ObjectPattern') continue;
          for (const property of id.properties) {
            if (property.type === 'RestElement' || property.value.type !== 'Identifier') continue;
            imports.push([property.value.name, from, propertyKey(property) ?? property.value.name]);
          }
        }
        break;
      case 'ExportNamedDeclaration':
        for (const one of statement.specifiers) {
          if (one.type !== 'ExportSpecifier') continue;
          exports.push([nameOf(one.exported), statement.source?.value ?? '', nameOf(one.local)]);
        }
        break;
      case 'ExportAllDeclaration':
        exports.push(['*', statement.source.value, '*']);
        break;
      default:
    }
  }
  const names = Array.from(captured, (node) => (node as t.Identifier).name);
  const declared = [...values].filter((name) => !imports.some(([local]) => local === name));
  return { imports, exports, declared, captured: [...new Set(names)] };
}

const importedAs = { ImportDefaultSpecifier: 'default', ImportNamespaceSpecifier: '*' } as const;

const nameOf = (node: t.Identifier | t.StringLiteral): string =>
  node.type === 'Identifier' ? node.name : node.value;
