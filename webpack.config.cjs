const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { BannerPlugin, DefinePlugin } = require('webpack');

const { Ascii } = require('./scripts/ascii.cjs');
const { Notices } = require('./scripts/notices.cjs');
const { runsBeside } = require('./scripts/primordials/rewrite.mjs');

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

const typescript = (configFile) => ({
  test: /\.tsx?$/,
  exclude: /node_modules/,
  loader: 'ts-loader',
  options: {
    transpileOnly: true,
    configFile: join(__dirname, configFile),
    compilerOptions: { noEmit: false, allowImportingTsExtensions: false },
  },
});

/** What runs beside the user's program takes the built-ins of the language when it starts. */
const primordials = {
  enforce: 'pre',
  test: /\.ts$/,
  include: (path) => runsBeside(path),
  loader: join(__dirname, 'scripts/primordials/loader.mjs'),
};

const notices = new Notices();

/** Two runs in one process leave each other's files alone; the first cleans. */
const common = {
  mode: 'production',
  performance: false,
  devtool: false,
  stats: 'errors-warnings',
};

/** The extension, the command line, and the child process that runs user code; what starts the latter two is small. */
const node = {
  ...common,
  name: 'node',
  target: 'node22',
  entry: {
    extension: './src/extension.ts',
    cli: './src/cli/start/boot.ts',
    commands: './src/cli/main.ts',
    runner: './src/runner/child/boot.ts',
    child: './src/runner/child/main.ts',
    exec: './src/runner/exec/main.ts',
  },
  output: {
    path: dist,
    filename: '[name].js',
    chunkFilename: '[name].js',
    library: { type: 'commonjs2' },
    clean: { keep: /^(webview\.|babel\.|acorn\.|ThirdPartyNotices|test\/|site\/|screenshots\/)/ },
  },
  externals: { vscode: 'commonjs vscode' },
  resolve: {
    extensions: ['.ts', '.js', '.json'],
    // The UMD builds hide their requires from webpack.
    conditionNames: ['import', 'module', 'node', 'require', 'default'],
  },
  module: {
    parser: { javascript: { createRequire: false } },
    rules: [typescript('tsconfig.json'), primordials],
  },
  optimization: {
    // Readable stacks are worth more than small files here: an internal error prints one.
    minimize: false,
    // What the extension loads late is in few files: all that reads sources in the first of them.
    splitChunks: {
      cacheGroups: {
        default: false,
        defaultVendors: false,
        syntax: {
          name: 'syntax',
          chunks: (chunk) => !chunk.canBeInitial() && chunk.name !== 'cases',
          enforce: true,
          test: /src.(instrument|shared)|@babel|@jridgewell/,
        },
      },
    },
  },
  plugins: [
    stamp,
    new Ascii(),
    notices,
    new BannerPlugin({ banner: '#!/usr/bin/env node', raw: true, test: /^cli\.js$/ }),
    // Where the bundle is, not where its source was: bundles load one another by their names.
    new DefinePlugin({ 'import.meta.url': "require('node:url').pathToFileURL(__filename).href" }),
  ],
};

/** What few programs need and takes long to read: see src/instrument/typescript/babel.cjs and src/runner/child/acorn.cjs. */
const late = {
  ...common,
  name: 'late',
  target: 'node22',
  entry: { babel: './src/instrument/typescript/babel.cjs', acorn: './src/runner/child/acorn.cjs' },
  output: { path: dist, filename: '[name].cjs', library: { type: 'commonjs2' } },
  // Making Babel small takes longer than all the rest, and Node loads it no faster for it.
  optimization: { minimize: false },
  plugins: [notices],
  // Babel looks for configuration files and plugins by name; it is given none.
  ignoreWarnings: [/Critical dependency/],
};

/** The panel: one script, and one style sheet of all that it imports. */
const webview = {
  ...common,
  name: 'webview',
  target: ['web', 'es2022'],
  entry: { webview: './webview/main.tsx' },
  output: { path: dist, filename: '[name].js', cssFilename: '[name].css', publicPath: '' },
  experiments: { css: true },
  plugins: [notices],
  // Rules stay as they are written.
  optimization: { minimize: { css: false } },
  resolve: { extensions: ['.tsx', '.ts', '.js'], conditionNames: ['browser', 'import', 'module', 'default'] },
  module: {
    rules: [typescript('webview/tsconfig.json'), { test: /\.css$/, type: 'css/global' }],
  },
};

module.exports = [node, late, webview];
