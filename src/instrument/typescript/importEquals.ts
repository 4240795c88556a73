import type * as core from '@babel/core';

/**
 * Lets Babel write `import x = require('y')` and `export = x` of a CommonJS file as a `require` and an assignment to `module.exports`:
 * it does so only where it is told that all modules become CommonJS, which this file is already.
 */
export const importEquals: core.PluginObject = {
  name: 'import-equals',
  pre(file) {
    file.set('@babel/plugin-transform-modules-*', 'commonjs');
  },
  visitor: {},
};
