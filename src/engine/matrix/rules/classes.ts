import { constructed, each, structural, type Holders, type Member } from '../member.ts';

/** A class whose numbers stand in private fields. */
const privateClass: Member = { ...constructed, hasPrivateStorage: true };
const writes: Member = { ...structural, writesPrivate: true };
const throughBase: Holders[string] = { get: structural, set: structural };

/** Classes that are traced through: symmetric matrices, views, wrappers, an iteration. */
export const classes: Holders = {
  AbstractMatrix: { new: { ...constructed, why: 'abstract' } },
  SymmetricMatrix: {
    new: { ...privateClass, why: 'private storage, which the twin has once more' },
    ...each('zeros ones isSymmetricMatrix fromCompact', structural),
  },
  'SymmetricMatrix.prototype': {
    ...each('set removeCross addCross', writes),
    ...each('get clone applyMask', structural),
    ...each('size rows columns diagonalSize klassType', structural),
    ...each('toMatrix toCompact upperRightEntries upperRightValues', structural),
  },
  DistanceMatrix: { new: privateClass, ...each('isDistanceMatrix fromCompact', structural) },
  'DistanceMatrix.prototype': each('set clone klassSubType addCross toSymmetricMatrix toCompact', structural),
  BaseView: { new: constructed },
  ...views('Column', 'ColumnSelection', 'FlipColumn', 'FlipRow', 'Row', 'RowSelection', 'Selection'),
  ...views('Sub', 'Transpose'),
  WrapperMatrix1D: { new: constructed },
  'WrapperMatrix1D.prototype': { ...throughBase, _calculateIndex: structural },
  WrapperMatrix2D: { new: constructed },
  'WrapperMatrix2D.prototype': throughBase,
  NIPALS: { new: { ...constructed, why: 'an iteration of products, which show as such' } },
};

/** `MatrixRowView` and its like: they read and write the matrix below. */
function views(...names: readonly string[]): Holders {
  return Object.fromEntries(
    names.flatMap((name) => [
      [`Matrix${name}View`, { new: constructed }],
      [`Matrix${name}View.prototype`, throughBase],
    ]),
  );
}
