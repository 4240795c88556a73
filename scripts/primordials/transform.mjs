// Rewrites a file so that it does not run on what a program makes of the language's built-ins: it takes them when it is loaded.
import ts from 'typescript';
import { accessors, arrayHelpers, isCalledOnIt, iterators, prototypeOf } from './builtIns.mjs';
import { Facts } from './facts.mjs';
import { Taken } from './taken.mjs';
import { hasRest, isAssigned, isContinued, isExpression, isWritten } from './syntax.mjs';

/**
 * The text of a file with its built-ins taken at its start: methods and functions of built-ins, their names, and whatever goes through
 * an iterator. What programs may have of their own (`Iterable`, `unknown`) is asked as it is.
 *
 * @param file a file of the program
 * @param program the files with their types
 * @param helpers the specifier of scripts/primordials/iterate.ts as the file imports it
 * @returns the new text
 * @throws where a built-in is used in a form that cannot be rewritten
 */
export function withPrimordials(file, program, helpers) {
  return new Rewriting(file, program).text(helpers);
}

const { SyntaxKind } = ts;

/** The types of what a built-in asks for keys that need not be there: a program may have put them on `Object.prototype`. */
const asksForKeys = /\bPropertyDescriptor\b|\bProxyHandler</;

class Rewriting {
  #file;
  #facts;
  #taken = new Taken();
  #count = 0;

  constructor(file, program) {
    this.#file = file;
    this.#facts = new Facts(program);
  }

  text(helpers) {
    const body = this.#children(this.#file);
    return `${this.#taken.prelude(helpers)}\n${body}`;
  }

  /** A node's text, rewritten. */
  #of(node) {
    return this.#rewritten(node) ?? this.#children(node);
  }

  #children(node) {
    const { text } = this.#file;
    const children = [];
    ts.forEachChild(node, (child) => void children.push(child));
    children.sort((a, b) => a.pos - b.pos);
    let result = '';
    let at = node.kind === SyntaxKind.SourceFile ? 0 : node.getStart(this.#file);
    for (const child of children) {
      if (child.kind === SyntaxKind.EndOfFileToken || child.end === child.pos) continue;
      const start = child.getStart(this.#file);
      result += text.slice(at, start) + this.#of(child);
      at = child.end;
    }
    return result + text.slice(at, node.end);
  }

  #rewritten(node) {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      // `extends Map<…>` is no type, but looks like one.
      return ts.isExpressionWithTypeArguments(node) ? undefined : node.getText(this.#file);
    }
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.getText(this.#file);
    if (ts.isCallExpression(node)) return this.#call(node);
    if (ts.isNewExpression(node)) return this.#construction(node);
    if (ts.isPropertyAccessExpression(node)) return this.#read(node);
    if (ts.isIdentifier(node)) return this.#identifier(node);
    if (ts.isForOfStatement(node)) return this.#loop(node);
    if (ts.isArrayBindingPattern(node)) return this.#pattern(node);
    if (ts.isVariableDeclaration(node)) return this.#declaration(node);
    if (ts.isArrayLiteralExpression(node)) return this.#list(node);
    if (ts.isBinaryExpression(node) && ts.isArrayLiteralExpression(node.left) && isAssigned(node.left))
      return `(${this.#children(node)})`;
    if (ts.isSpreadElement(node)) return `...${this.#each(node.expression)}`;
    if (ts.isRegularExpressionLiteral(node)) return `${this.#taken.helper('ownRegExp')}(${node.text})`;
    return undefined;
  }

  #call(node) {
    const callee = node.expression;
    if (!ts.isPropertyAccessExpression(callee)) return this.#withArguments(node, '', this.#of(callee));
    const fixed = this.#static(callee, true);
    if (fixed) return this.#withArguments(node, '', fixed);
    const method = this.#member(callee);
    if (!method) return this.#withArguments(node, '', this.#of(callee));
    if (!callee.questionDotToken && !(callee.flags & ts.NodeFlags.OptionalChain))
      return this.#withArguments(node, this.#of(callee.expression), method);
    if (isContinued(node)) this.#refuse(node, 'a longer optional chain');
    const receiver = this.#of(callee.expression);
    const it = `$it${this.#count++}`;
    return `(((${it}) => ${it} == null ? undefined : ${this.#withArguments(node, it, method)})(${receiver}))`;
  }

  /** A call with `first` before its other arguments, if that is not empty. */
  #withArguments(node, first, callee) {
    const optional = node.questionDotToken ? '?.' : '';
    const types =
      node.typeArguments && callee[0] !== '$'
        ? `<${node.typeArguments.map((t) => t.getText(this.#file)).join()}>`
        : '';
    const given = this.#arguments(node);
    return `${callee}${optional}${types}(${first === '' ? given : [first, ...(given === '' ? [] : [given])].join(', ')})`;
  }

  #arguments(node) {
    const signature = this.#facts.signatureOf(node);
    const isBuiltIn = signature?.declaration && this.#facts.isLibrary(signature.declaration);
    // `from` and constructors iterate a list, too; other functions that take one read its length.
    const iterates =
      ts.isNewExpression(node) || node.expression.name?.text === 'from'
        ? /\b(Iterable|ArrayLike)</
        : /\bIterable</;
    return (node.arguments ?? [])
      .map((argument, i) => {
        const declared = isBuiltIn && signature.parameters[i]?.valueDeclaration?.type?.getText();
        // A typed array made of another one reads its storage.
        const isStorage = ts.isNewExpression(node) && this.#facts.isTyped(this.#facts.typeOf(argument));
        const code =
          declared && iterates.test(declared) && !isStorage ? this.#each(argument) : this.#of(argument);
        const isAsked = ts.isObjectLiteralExpression(argument) && asksForKeys.test(declared);
        // A comment may be meant for the bundler.
        return (
          this.#file.text.slice(argument.pos, argument.getStart(this.#file)) +
          (isAsked ? `{ __proto__: null, ${code.slice(1)}` : code)
        );
      })
      .join(',');
  }

  #construction(node) {
    const name = this.#facts.globalName(node.expression);
    if (name === 'Map' && node.arguments?.length)
      return `${this.#taken.helper('mapOf')}(${this.#each(node.arguments[0])})`;
    const types =
      node.typeArguments && !name ? `<${node.typeArguments.map((t) => t.getText(this.#file)).join()}>` : '';
    const made = `new ${this.#of(node.expression)}${types}(${this.#arguments(node)})`;
    return name === 'RegExp' ? `${this.#taken.helper('ownRegExp')}(${made})` : made;
  }

  #read(node) {
    if (isWritten(node)) return undefined;
    const fixed = this.#static(node, false);
    if (fixed) return fixed;
    if (!accessors.has(node.name.text) || node.flags & ts.NodeFlags.OptionalChain) return undefined;
    const method = this.#accessor(node);
    return method && `${method}(${this.#of(node.expression)})`;
  }

  /** A function of a built-in itself, such as `Math.max`. */
  #static(node, isCalled) {
    const name = this.#facts.globalName(node.expression);
    if (!name || (name === 'Symbol' && !isCalled)) return undefined;
    if (this.#facts.typeOf(node).getCallSignatures().length === 0) return undefined;
    const path = `${name}.${node.name.text}`;
    const taken = `$${name}_${node.name.text}`;
    if (!isCalledOnIt(path)) return this.#taken.take(taken, path);
    return isCalled ? this.#taken.take(`${taken}_`, `${path}.bind(${name})`) : this.#taken.take(taken, path);
  }

  #accessor(node) {
    const declarations = this.#facts.declarationsOf(node);
    const holders = new Set(declarations.map(({ parent }) => prototypeOf(parent.name?.text ?? '')?.name));
    const [holder] = holders;
    return holders.size === 1 && accessors.get(node.name.text)?.test(holder) ? this.#member(node) : undefined;
  }

  /** The function that does what a member of a built-in's prototype does, given its object first. */
  #member(node) {
    const declarations = this.#facts.declarationsOf(node);
    if (declarations.length === 0 || !declarations.every((one) => this.#facts.isLibrary(one)))
      return undefined;
    const found = new Map(
      declarations.map(({ parent }) => {
        const prototype = parent.name && prototypeOf(parent.name.text);
        return [prototype?.name, prototype];
      }),
    );
    const [prototype] = found.values();
    if (found.size > 1) this.#refuse(node, 'a method of several built-ins');
    if (!prototype) return undefined;
    const key = node.name.text;
    if (prototype.name === 'Array' && Object.hasOwn(arrayHelpers, key))
      return this.#taken.helper(arrayHelpers[key]);
    return this.#taken.method(prototype, key);
  }

  #identifier(node) {
    const { parent } = node;
    const name = this.#facts.globalName(node);
    if (!name) return undefined;
    if (ts.isShorthandPropertyAssignment(parent)) return `${name}: ${this.#taken.take(`$${name}`, name)}`;
    if (!isExpression(node)) return undefined;
    return this.#taken.take(`$${name}`, name);
  }

  #loop(node) {
    const { initializer, expression, statement } = node;
    if (node.awaitModifier) return undefined;
    const body = this.#of(statement);
    if (!this.#facts.isList(expression))
      return `for (${this.#head(initializer)} of ${this.#each(expression)}) ${body}`;
    const [list, i] = [`$list${this.#count}`, `$i${this.#count++}`];
    const [declared] = initializer.declarations ?? [];
    const item = declared
      ? `const ${this.#bound(declared.name, `${list}[${i}]`)}`
      : `${this.#of(initializer)} = ${list}[${i}]`;
    const keyword =
      declared && !(initializer.flags & ts.NodeFlags.Const) ? item.replace(/^const/, 'let') : item;
    return `for (let ${list} = ${this.#taken.helper('listed')}(${this.#of(expression)}), ${i} = 0; ${i} < ${list}.length; ${i}++) { ${keyword}; ${body} }`;
  }

  #head(initializer) {
    return this.#children(initializer);
  }

  /** `name = value`, or a pattern that takes the value apart. */
  #bound(name, value) {
    return ts.isArrayBindingPattern(name) && hasRest(name)
      ? `${this.#children(name)} = ${this.#taken.helper('each')}(${value})`
      : `${this.#of(name)} = ${value}`;
  }

  #declaration(node) {
    if (!ts.isArrayBindingPattern(node.name) || !hasRest(node.name) || !node.initializer) return undefined;
    return `${this.#children(node.name)} = ${this.#taken.helper('each')}(${this.#of(node.initializer)})`;
  }

  /** `[a, , b]` → `{ 0: a, 2: b }`. */
  #pattern(node) {
    if (hasRest(node)) this.#refuse(node, 'a rest that is not taken from a declared value');
    if (!this.#facts.isListType(this.#facts.typeOf(node)))
      this.#refuse(node, 'a pattern of something else than a list');
    const parts = node.elements.flatMap((element, i) =>
      ts.isOmittedExpression(element) ? [] : [`${i}: ${this.#children(element)}`],
    );
    return `{ ${parts.join(', ')} }`;
  }

  #list(node) {
    if (isAssigned(node)) {
      const parts = node.elements.flatMap((element, i) => {
        if (ts.isSpreadElement(element)) this.#refuse(node, 'a rest that is not taken from a declared value');
        return ts.isOmittedExpression(element) ? [] : [`${i}: ${this.#of(element)}`];
      });
      return `{ ${parts.join(', ')} }`;
    }
    if (!node.elements.some(ts.isSpreadElement)) return undefined;
    const parts = [];
    let single = [];
    const end = () => {
      if (single.length > 0) parts.push(`[${single.join(', ')}]`);
      single = [];
    };
    for (const element of node.elements) {
      if (!ts.isSpreadElement(element)) single.push(this.#of(element));
      else if (this.#facts.isList(element.expression)) {
        end();
        parts.push(this.#of(element.expression));
      } else single.push(this.#of(element));
    }
    end();
    return parts.length === 1 && single.length > 0
      ? parts[0]
      : `${this.#taken.helper('joined')}(${parts.join(', ')})`;
  }

  /** What is iterated in place of an expression, without a method that programs can replace. */
  #each(node) {
    const code = this.#of(node);
    if (this.#facts.isList(node)) return `${this.#taken.helper('each')}(${code})`;
    const type = this.#facts.typeOf(node);
    if (type.flags & ts.TypeFlags.StringLike) {
      return `${this.#taken.helper('each')}(${code}, ${this.#taken.take('$StringIterator$next', `Function.prototype.call.bind(Object.getPrototypeOf(''[Symbol.iterator]()).next)`)}, ${this.#taken.take('$String$iterator', 'Function.prototype.call.bind(String.prototype[Symbol.iterator])')})`;
    }
    const name = prototypeOf(type.symbol?.name ?? '')?.name;
    const [make, iterator] = iterators[name] ?? [undefined, name];
    if (!/Iterator$|^Generator$/.test(iterator ?? '')) return code;
    const started = make ? `${this.#taken.method(prototypeOf(name), make)}(${code})` : code;
    return `${this.#taken.helper('each')}(${started}, ${this.#taken.method(prototypeOf(iterator), 'next')})`;
  }

  #refuse(node, what) {
    const { line } = this.#file.getLineAndCharacterOfPosition(node.getStart(this.#file));
    throw new Error(`${this.#file.fileName}:${line + 1}: ${what} cannot be made safe from patched built-ins`);
  }
}
