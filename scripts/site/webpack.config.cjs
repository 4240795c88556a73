const { join } = require('node:path');

const root = join(__dirname, '../..');

/** The script that answers the panel on a page of the documentation. */
module.exports = {
  name: 'site',
  mode: 'production',
  target: ['web', 'es2022'],
  context: root,
  entry: { trace: './site/trace.ts' },
  output: { path: join(root, 'dist/site'), filename: '[name].js' },
  performance: false,
  devtool: false,
  stats: 'errors-warnings',
  resolve: { extensions: ['.ts', '.js'], conditionNames: ['browser', 'import', 'module', 'default'] },
  module: {
    rules: [
      // A page may not compile text, as the reverse pass does when it is loaded; the page has no use for it.
      { test: /src.engine.autodiff/, sideEffects: false },
      {
        test: /\.ts$/,
        exclude: /node_modules/,
        loader: 'ts-loader',
        options: {
          transpileOnly: true,
          configFile: join(root, 'site/tsconfig.json'),
          compilerOptions: { noEmit: false, allowImportingTsExtensions: false },
        },
      },
    ],
  },
};
