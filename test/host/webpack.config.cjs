const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const tests = readdirSync(__dirname).filter((name) => name.endsWith('.test.ts'));

/** The suites that run inside VS Code, one bundle each, and the entry that VS Code calls. */
module.exports = {
  name: 'host tests',
  mode: 'development',
  target: 'node22',
  context: __dirname,
  entry: Object.fromEntries(['index.ts', ...tests].map((name) => [name.replace(/\.ts$/, ''), `./${name}`])),
  output: {
    path: join(__dirname, '../../dist/test'),
    filename: '[name].js',
    library: { type: 'commonjs2' },
    clean: true,
  },
  // VS Code and mocha are those of the process that runs the tests.
  externals: { vscode: 'commonjs vscode', mocha: 'commonjs mocha' },
  node: { __dirname: false },
  resolve: { extensions: ['.ts', '.js', '.json'] },
  module: {
    rules: [
      {
        test: /\.ts$/,
        exclude: /node_modules/,
        loader: 'ts-loader',
        options: {
          transpileOnly: true,
          configFile: join(__dirname, '../../tsconfig.json'),
          compilerOptions: { noEmit: false, allowImportingTsExtensions: false },
        },
      },
    ],
  },
  devtool: 'inline-source-map',
  stats: 'errors-warnings',
};
