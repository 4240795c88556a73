import type * as core from '@babel/core';
import type * as t from '@babel/types';
import type { Parsed } from '../parse.ts';

/** The `require` of a module that has `import x = require('y')`, and what declares it. */
const requireName = '__gl_require';
const requirePrelude = `import { createRequire as ${requireName}Of } from "node:module"; const ${requireName} = ${requireName}Of(import.meta.url);`;

/** The value of `export = x` in an ES module. */
export const exportsName = '__gl_exports';

/** Statements that a file needs before its own where it has `import x = require('y')`. */
export function importEqualsPrelude({ format, program }: Parsed): string {
  return format === 'module' && program.body.some(isRequired) ? requirePrelude : '';
}

const isRequired = (node: t.Statement): boolean =>
  node.type === 'TSImportEqualsDeclaration' &&
  node.importKind !== 'type' &&
  node.moduleReference.type === 'TSExternalModuleReference';

/**
 * Lets Babel write `import x = require('y')` and `export = x` of a CommonJS file as a `require` and an assignment to `module.exports`:
 * it does so only where it is told that all modules become CommonJS, which this file is already.
 */
const ofCommonJs: core.PluginObject = {
  name: 'import-equals',
  pre(file) {
    file.set('@babel/plugin-transform-modules-*', 'commonjs');
  },
  visitor: {},
};

/**
 * The same in an ES module, as TypeScript has it for Node: a `require` of the module's own, and a default export that is also what
 * `require` of the module gives.
 */
const ofModules = ({ types: build }: typeof core): core.PluginObject => ({
  name: 'import-equals',
  visitor: {
    TSImportEqualsDeclaration(path) {
      const { id, importKind, moduleReference } = path.node;
      if (importKind === 'type' || moduleReference.type !== 'TSExternalModuleReference') return;
      const call = build.callExpression(build.identifier(requireName), [moduleReference.expression]);
      const declaration = build.variableDeclaration('const', [build.variableDeclarator(id, call)]);
      path.replaceWith(isExported(path.node) ? build.exportNamedDeclaration(declaration) : declaration);
    },
    TSExportAssignment(path) {
      const value = build.identifier(exportsName);
      const exported = ['default', 'module.exports'].map((name) =>
        build.exportSpecifier(build.cloneNode(value), build.stringLiteral(name)),
      );
      const declaration = build.variableDeclaration('const', [
        build.variableDeclarator(value, path.node.expression),
      ]);
      path.replaceWithMultiple([declaration, build.exportNamedDeclaration(null, exported)]);
    },
  },
});

/** Whether `export` stands before it; the types of Babel do not know. */
const isExported = (node: t.TSImportEqualsDeclaration): boolean =>
  'isExport' in node && node.isExport === true;

/** The plugin for a file of a format. */
export const importEquals = (format: Parsed['format']) =>
  format === 'commonjs' ? () => ofCommonJs : ofModules;
