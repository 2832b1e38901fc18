import formats from '../../../resources/credentials/paper-formats.json' with { type: 'json' };
import { MILLIMETRE } from '../../print/sheet.ts';

const points = ({ width, height }: { readonly width: number; readonly height: number }) => ({
  width: width * MILLIMETRE,
  height: height * MILLIMETRE,
});

/** Width and height in points. */
export const POSTCARD = points(formats.postcard);
/** 長形3号, upright. */
export const ENVELOPE = points(formats.envelope);
/** A label of the grid, without what lies around it. */
export const LABEL = points(formats.labels);

/** What says that a card is one for the post; nothing where the paper has it already. */
export const MARKING: string = formats.postcard.marking;

/** How labels stand on a sheet of A4: `left` and `top` are the margins, `inset` the air within a label, in points. */
export const LABELS = {
  across: formats.labels.across,
  down: formats.labels.down,
  left: formats.labels.left * MILLIMETRE,
  top: formats.labels.top * MILLIMETRE,
  inset: formats.labels.inset * MILLIMETRE,
} as const;

/** Boxes of the seven digits: distances from the right and upper edge of the sheet to their row, in points. */
export const POSTAL_BOXES = {
  right: formats.postalCode.right * MILLIMETRE,
  top: formats.postalCode.top * MILLIMETRE,
  width: formats.postalCode.width * MILLIMETRE,
  height: formats.postalCode.height * MILLIMETRE,
  offsets: formats.postalCode.offsets.map((offset) => offset * MILLIMETRE),
} as const;
