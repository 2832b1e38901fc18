/** Values in their order, so many together at most; the last piece may be shorter. */
export const inPieces = <T>(all: readonly T[], most: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_none, piece) => all.slice(piece * most, (piece + 1) * most));
