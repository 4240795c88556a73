const { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join, sep } = require('node:path');

/** The file beside the bundles that has the licences of all packages in them. */
const noticesName = 'ThirdPartyNotices.txt';

/** The folder of the installed package that a file belongs to; undefined of our own. */
function packageOf(file) {
  if (!file?.includes(`${sep}node_modules${sep}`)) return undefined;
  for (let folder = dirname(file); !folder.endsWith(`${sep}node_modules`); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version) return folder;
  }
  return undefined;
}

/** What a package says of its licence. One that says nothing must not be bundled. */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (!license && files.length === 0) throw new Error(`${name} has no licence`);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}

/** A webpack plugin that writes the notices of all that the configurations which share it bundle. */
class Notices {
  #folders = new Set();

  apply(compiler) {
    compiler.hooks.done.tap('Notices', ({ compilation }) => {
      if (compilation.errors.length > 0) return;
      for (const module of compilation.modules)
        for (const part of [module, ...(module.modules ?? [])]) {
          const folder = packageOf(part.resource);
          if (folder) this.#folders.add(folder);
        }
      const notices = [...this.#folders].map(noticeOf).sort();
      const head = 'GradLens contains the following packages, each under its own licence.';
      const { path } = compiler.options.output;
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, noticesName), `${[head, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
    });
  }
}

module.exports = { Notices, noticesName };
