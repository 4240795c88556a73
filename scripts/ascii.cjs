const { sources } = require('webpack');

/** Characters beyond ASCII that stand after a backslash: there an escape would mean something else. */
const afterBackslash = /\\[^\0-\x7f]/;
const beyond = /[^\0-\x7f]/g;

/**
 * A webpack plugin that writes scripts in ASCII, with escapes for all else: V8 keeps such a text as it is read, another one takes twice
 * the memory and several times as long.
 */
class Ascii {
  apply(compiler) {
    const { Compilation } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('Ascii', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE;
      compilation.hooks.processAssets.tap({ name: 'Ascii', stage }, (assets) => {
        for (const [name, asset] of Object.entries(assets)) {
          if (!name.endsWith('.js')) continue;
          const text = asset.source().toString();
          const found = afterBackslash.exec(text);
          if (found) throw new Error(`${name} has a character after a backslash: ${found[0]}`);
          const escaped = text.replace(beyond, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
          compilation.updateAsset(name, new sources.RawSource(escaped));
        }
      });
    });
  }
}

module.exports = { Ascii };
