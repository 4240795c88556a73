// What TypeScript knows of a file's nodes: which are built-ins of the language, and which are lists.
import ts from 'typescript';
import { prototypeOf } from './builtIns.mjs';

export class Facts {
  #program;
  #checker;

  constructor(program) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
  }

  /** The declarations of a member. */
  declarationsOf(node) {
    return this.#checker.getSymbolAtLocation(node.name)?.declarations ?? [];
  }

  /** What a call calls. */
  signatureOf(node) {
    return this.#checker.getResolvedSignature(node);
  }

  typeOf(node) {
    return this.#checker.getTypeAtLocation(node);
  }

  /** The name of a built-in that an expression is; undefined of any other. */
  globalName(node) {
    if (!ts.isIdentifier(node) || !/^[A-Z]/.test(node.text) || /^(NaN|Infinity)$/.test(node.text))
      return undefined;
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.#checker.getSymbolAtLocation(node);
    const { declarations = [] } = symbol ?? {};
    const isBuiltIn = declarations.some((one) =>
      this.#program.isSourceFileDefaultLibrary(one.getSourceFile()),
    );
    return isBuiltIn && declarations.every((one) => this.isLibrary(one)) ? node.text : undefined;
  }

  /** Whether an expression is a list. */
  isList(node) {
    return this.isListType(this.#checker.getTypeAtLocation(node));
  }

  /** Whether a type is that of lists alone. */
  isListType(type) {
    if (type.isUnion()) return type.types.every((one) => this.isListType(one));
    const constraint =
      type.flags & ts.TypeFlags.TypeParameter ? this.#checker.getBaseConstraintOfType(type) : type;
    if (!constraint) return false;
    return this.#checker.isArrayLikeType(constraint) || this.isTyped(constraint);
  }

  /** Whether a type is that of a typed array. */
  isTyped(type) {
    return prototypeOf(type.symbol?.name ?? '')?.name === 'TypedArray';
  }

  /** Whether a declaration is one of the language's or of Node's. */
  isLibrary(declaration) {
    const file = declaration.getSourceFile();
    return this.#program.isSourceFileDefaultLibrary(file) || file.fileName.includes('/@types/node/');
  }
}
