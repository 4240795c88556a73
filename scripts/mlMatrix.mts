// `node scripts/mlMatrix.mts` writes docs/ml-matrix.md from the records of ml-matrix's members; a test holds the page to them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { members } from '../src/engine/matrix/members.ts';

/** The page as text. */
export function matrixPage(): string {
  const sections = Object.entries(members).map(([holder, held]) => {
    const lines = Map.groupBy(Object.keys(held), (name) => {
      const { kind, why } = held[name]!;
      return why ? `${kind} (${why})` : kind;
    });
    const list = Array.from(lines, ([kind, names]) => `- ${kind}: ${names.map(code).join(', ')}\n`);
    return `\n### ${holder}\n\n${list.join('')}`;
  });
  return `${head}## Members\n${sections.join('')}`;
}

const code = (name: string) => `\`${name}\``;

const head = `# ml-matrix, member by member

Written by \`scripts/mlMatrix.mts\` from the records in \`src/engine/matrix\`; a test compares both with the installed package.

Every public member of ml-matrix 6 is traced. The user's own copy computes each result.

- **rule**: one equation (or elements that move), with its derivative.
- **twin**: an instrumented twin of the member is traced through and folds into one row; the reason stands beside it.
- **structural**: the same, but nothing is computed: elements move, or a question about the shape is answered.
- **constructor**: a class, traced through.
- **non-differentiable**: the result has no derivative or is none of numbers. This list is closed: integer operators, predicates,
  places of elements, ranks and permutations, text.

A rule asks for a dense matrix that stores its numbers as \`Matrix\` does. Members that only read (sums, products, norms) take
ml-matrix's own views, wrappers and symmetric matrices as dense ones; for subclasses with \`get\` and \`set\` of their own, or where
rows share storage, the twin runs.

As an input, a \`Matrix\` is what its rows store; so is an instance of a subclass with \`get\` and \`set\` of its own. A view or a wrapper is
the matrix or array below it (\`x.matrix\`, \`x.data\`), in that one's shape. A \`SymmetricMatrix\` or \`DistanceMatrix\` stores each number off
the diagonal once for two places: its gradient is symmetric, with half of what that number does in each place, so that a symmetric
change does the sum of change times gradient (JAX's convention for symmetric matrices).

\`for (const [i, j, value] of matrix)\` and \`const { diagonalMatrix } = svd\` are calls by the language itself, so the iterator of
matrices and the getters are replaced while a program is traced; nothing else of ml-matrix is changed.

## Linear algebra

\`inverse\`, \`solve\`, \`determinant\`, \`pseudoInverse\`, LU, Cholesky, QR, SVD and EVD have rules: each factor is an equation of its own,
and what a decomposition solves is one of its matrix, as long as nobody writes to a factor. They are evaluated by an ml-matrix that comes with GradLens; where the user's version gives other bits, the twin runs instead.

- A pseudoinverse (and a solution by SVD) holds its rank: where it would change, the function jumps. With a threshold that leaves
  out singular values which are not 0, the twin runs.
- A symmetric matrix is taken as (A + Aᵀ) / 2, as in JAX, so its gradient is symmetric. With \`assumeSymmetric\` ml-matrix reads the
  lower triangle, and so does the gradient. Eigenvectors in general are scaled as ml-matrix scales them. Complex eigenvalues: the twin.
- Singular or eigenvalues equal within 10⁻¹⁰ of the largest have vectors that turn freely among themselves and have no derivative.
  That part is left out of the gradient; where the result depends on it, the finding \`degenerate-spectrum\` names vectors and gap.
  Equal eigenvalues of a matrix that is not symmetric part like a square root: that is the same finding. The largest of equal
  singular values, or one of equal eigenvalues of a symmetric matrix, is a kink, like a maximum.
- The order of rows in LU decomposition, the sides to which QR decomposition reflects, a rank and a comparison for symmetry are
  branches: the record holds for them.
- A least squares solution by QR asks for full rank and at least as many rows as columns; else the twin runs.

`;

if (import.meta.main) writeFileSync(join(import.meta.dirname, '../docs/ml-matrix.md'), matrixPage());
