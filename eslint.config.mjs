import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What a folder may not import: the other folders by relative path, and what a pure folder must not touch. */
function fence(folder, { folders, packages = [], pure = true }) {
  const pattern = (regex, message) => ({ regex, message });
  const patterns = [
    pattern(
      `^(\\.{1,2}/)+(src/)?(${folders.join('|')})(/|\\.ts$|$)`,
      `${folder} may not import this folder.`,
    ),
  ];
  if (folder !== 'host') patterns.push(pattern('^vscode$', 'Only src/host touches vscode.'));
  if (pure)
    patterns.push(
      pattern('^node:|^(fs|path|process|module|child_process|os|worker_threads|util)$', 'A pure folder.'),
    );
  for (const name of packages) patterns.push(pattern(`^${name}$`, `${folder} does not need ${name}.`));
  const globals = ['process', 'Buffer', 'require', 'setImmediate'];
  if (folder !== 'webview') globals.push('window', 'document');
  return {
    files: folder === 'webview' ? ['webview/**/*.ts{,x}'] : [`src/${folder}/**/*.ts`, `src/${folder}.ts`],
    rules: {
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
      'no-restricted-globals': pure ? ['error', ...globals] : 'off',
    },
  };
}

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
  fence('shared', { folders: ['instrument', 'engine', 'runner', 'present', 'host', 'cli', 'extension'] }),
  fence('instrument', {
    folders: ['engine', 'runner', 'present', 'host', 'cli', 'extension'],
    packages: ['ml-matrix'],
  }),
  fence('engine', { folders: ['instrument', 'runner', 'present', 'host', 'cli', 'extension'] }),
  fence('present', {
    folders: ['instrument', 'engine', 'runner', 'host', 'cli', 'extension'],
    packages: ['ml-matrix'],
  }),
  fence('cli', { folders: ['instrument', 'engine', 'host', 'extension'], pure: false }),
  fence('runner', { folders: ['present', 'host', 'cli', 'extension'], packages: ['ml-matrix'], pure: false }),
  // The host keeps a run's record, from which the engine tells what an equation sent when it is asked.
  fence('host', {
    folders: ['engine/(?!sent\\.ts$).*', 'cli', 'extension'],
    packages: ['ml-matrix'],
    pure: false,
  }),
  fence('webview', {
    folders: ['instrument', 'engine', 'runner', 'host', 'cli', 'extension'],
    packages: ['ml-matrix'],
  }),
);
