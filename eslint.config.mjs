import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import { areas, layersRule, most } from './scripts/layers.mjs';

/** A pure area touches no file and no process, and only the panel the page that it stands in. */
function pure({ area }) {
  const globals = ['process', 'Buffer', 'require', 'setImmediate'];
  const page = area === 'webview' ? [] : ['window', 'document'];
  const modules = '^node:|^(fs|path|process|module|child_process|os|worker_threads|util)$';
  return {
    files: [`${area}/**/*.ts{,x}`],
    rules: {
      'no-restricted-globals': ['error', ...globals, ...page],
      'no-restricted-imports': ['error', { patterns: [{ regex: modules, message: `${area} is pure.` }] }],
    },
  };
}

/** Files that may not import these packages; the last word on a file counts. */
const without = (files, paths) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths }] },
});

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'bench/.instrumented/',
      'coverage/',
      'test/**/fixtures/',
      'test/**/golden/',
      'test/cases/',
      'docs/',
    ],
  },
  eslint.configs.recommended,
  tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setInterval: 'readonly',
        setTimeout: 'readonly',
        clearInterval: 'readonly',
        clearTimeout: 'readonly',
        URL: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  // Examples are code as users write it.
  { files: ['examples/**', 'bench/programs/**'], rules: { '@typescript-eslint/no-unused-vars': 'off' } },
  // Programs with a fault may be what a linter complains of.
  {
    files: ['test/why/planted/**', 'test/why/own/**'],
    rules: {
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/consistent-type-imports': 'off',
      'prefer-const': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'site/**/*.ts', 'webview/**/*.ts{,x}'],
    plugins: { gradlens: { rules: { layers: layersRule } } },
    rules: {
      'gradlens/layers': 'error',
      'max-lines': ['error', most.lines],
      'max-lines-per-function': ['error', most.functionLines],
    },
  },
  ...areas.filter((area) => area.pure).map(pure),
  without(['src/**/*.ts', 'site/**/*.ts', 'webview/**/*.ts{,x}'], ['vscode', 'ml-matrix']),
  without(['src/engine/**/*.ts'], ['vscode']),
  without(['src/host/**/*.ts', 'src/extension.ts'], ['ml-matrix']),
);
