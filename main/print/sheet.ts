/** A sheet of paper in points, with the margins of its text. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** ISO 216, in points. */
export const A4 = { width: 595.28, height: 841.89 } as const;
export const A4_LANDSCAPE = { width: A4.height, height: A4.width } as const;

export const MILLIMETRE = 72 / 25.4;

/** Width of the text between the margins. */
export const measureOf = ({ width, left, right }: Sheet): number => width - left - right;
