// The built-ins that a file takes when it is loaded.
import { accessors } from './builtIns.mjs';

export class Taken {
  /** Their expressions by name. */
  #taken = new Map();
  #helpers = new Set();

  /** The statements that take them. @param from the specifier of scripts/primordials/iterate.ts as the file imports it */
  prelude(from) {
    const taken = Array.from(this.#taken, ([name, code]) => `const ${name} = ${code};`);
    const names = Array.from(this.#helpers, (name) => `${name} as $${name}`);
    return `import { ${names.join(', ')} } from '${from}'; ${taken.join(' ')}`;
  }

  /** The function that does what a member of a prototype does, given its object first. */
  method({ name, code }, key) {
    const call = 'Function.prototype.call.bind';
    return accessors.get(key)?.test(name)
      ? this.take(`$${name}$${key}`, `${call}(Object.getOwnPropertyDescriptor(${code}, '${key}').get)`)
      : this.take(`$${name}$${key}`, `${call}(${code}.${key})`);
  }

  /** Takes what an expression gives under a name. */
  take(name, code) {
    this.#taken.set(name, code);
    return name;
  }

  /** A helper of scripts/primordials/iterate.ts. */
  helper(name) {
    this.#helpers.add(name);
    return `$${name}`;
  }
}
