import { expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

/** Plain CommonJS in JavaScript, with no config at all, and a script in TypeScript's own CommonJS. */
const layout: Layout = {
  files: {
    'package.json': '{ "name": "tool", "main": "lib" }',
    'lib/index.js': `'use strict';
      const path = require('path');
      const { scale } = require('./scale');
      const table = require('./table.json');
      const old = require('./old');
      /** @trace weigh(3) */
      function weigh(x) {
        return scale(x) * table.weights[1] + old.offset * path.sep.length;
      }
      module.exports = { weigh };`,
    'lib/scale/index.js': 'exports.scale = (x) => x * x;',
    'lib/table.json': '{ "weights": [1, 2] }',
    'lib/old.cts': `import fs = require('node:fs');
      const offset: number = typeof fs.readFileSync === 'function' ? 5 : 0;
      export = { offset };`,
  },
};

it('plain CommonJS', async () => {
  const { value, gradients, messages } = await traceIn(layout, 'lib/index.js');
  expect([value, gradients.x, messages]).toEqual([23, 12, []]);
});
