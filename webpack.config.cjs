const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { BannerPlugin } = require('webpack');

const dist = join(__dirname, 'dist');

/** Leaves `dist/.built` when all is written, so that scripts/ensure.mjs knows how old the bundles are. */
const stamp = {
  apply: (compiler) =>
    compiler.hooks.done.tap('Stamp', (stats) => {
      if (stats.hasErrors()) return;
      mkdirSync(dist, { recursive: true });
      writeFileSync(join(dist, '.built'), '');
    }),
};

/** The command line and the child process that runs user code. */
module.exports = {
  name: 'node',
  mode: 'production',
  target: 'node22',
  entry: { cli: './src/cli.ts', runner: './src/runner/child.ts' },
  output: {
    path: dist,
    filename: '[name].js',
    chunkFilename: '[name].js',
    library: { type: 'commonjs2' },
    clean: true,
  },
  externals: { vscode: 'commonjs vscode' },
  resolve: {
    extensions: ['.ts', '.js', '.json'],
    // The UMD builds hide their requires from webpack.
    conditionNames: ['import', 'module', 'node', 'require', 'default'],
  },
  module: {
    parser: { javascript: { createRequire: false } },
    rules: [
      {
        test: /\.ts$/,
        exclude: /node_modules/,
        loader: 'ts-loader',
        options: { transpileOnly: true, compilerOptions: { noEmit: false, allowImportingTsExtensions: false } },
      },
    ],
  },
  // Readable stacks are worth more than small files here: an internal error prints one.
  optimization: { minimize: false },
  performance: false,
  devtool: false,
  stats: 'errors-warnings',
  plugins: [stamp, new BannerPlugin({ banner: '#!/usr/bin/env node', raw: true, test: /^cli\.js$/ })],
};
