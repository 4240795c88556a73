/**
 * The terms of a rule, one an operand, with names in place of its letters: `z̄ ∘ y` and `z̄ ∘ x` of `x̄ += z̄ ∘ y;  ȳ += z̄ ∘ x`.
 * Letters are x, y (A, B of matrices, X of one) for operands and z (Z) for the result. Undefined where a rule is not of this form.
 */
export function instantiate(
  rule: string,
  names: readonly string[],
  cotangents: readonly string[],
  [result, incoming]: readonly [string, string],
): string[] | undefined {
  const parts = rule.normalize('NFD').split(/;\s+/);
  if (parts.length !== names.length) return undefined;
  const terms = parts.map((part) => /^\S+ \+= (.*)$/su.exec(part)?.[1]);
  if (terms.some((term) => term === undefined || /[ᵢⱼₙ₁₂]|\[/u.test(term))) return undefined;
  return terms.map((term) =>
    term!.replace(letters, (whole, digits: string, letter: string, bar: string) => {
      const at = operandOf[letter];
      const name = at === undefined ? (bar ? incoming : result) : bar ? cotangents[at] : names[at];
      if (name === undefined) return whole;
      const safe = /\s/.test(name) ? `(${name})` : name;
      return digits ? `${digits}·${safe}` : safe;
    }),
  );
}

/** A letter by itself, perhaps barred, perhaps after digits (`2z`) or before a transpose sign. */
const letters = /(?<![\p{L}])(\d*)([xyzABXZ])(\u0304?)(?![\p{L}--ᵀ])/gv;

const operandOf: { readonly [letter: string]: number } = { x: 0, A: 0, X: 0, y: 1, B: 1 };
