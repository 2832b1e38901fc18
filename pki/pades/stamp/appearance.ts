import { dictionary, name, type PdfReference } from '../../pdf/syntax/objects.ts';
import { NewStream, serialize } from '../../pdf/syntax/serialize.ts';
import type { IncrementalUpdate } from '../../pdf/update.ts';
import { embedFont } from './embed-font.ts';
import type { StampFont } from './font.ts';
import type { StampLayout } from './layout.ts';

const INK = '0.11 0.16 0.36';
const WARNING = '0.78 0.05 0.1';
const FRAME_WIDTH = 0.8;

/** A place on a page for an appearance: its size as a reader sees it, and the turn of the page that it undoes. */
export interface AppearanceSpace {
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
}

/** Matrix that turns an appearance against the rotation of its page (ISO 32000-2 section 12.5.5). */
const UPRIGHT: Readonly<Record<number, readonly number[]>> = {
  0: [1, 0, 0, 1, 0, 0],
  90: [0, 1, -1, 0, 0, 0],
  180: [-1, 0, 0, -1, 0, 0],
  270: [0, -1, 1, 0, 0, 0],
};

const form = (space: AppearanceSpace, resources: ReturnType<typeof dictionary>, content: string): NewStream =>
  new NewStream(
    dictionary({
      Type: name('XObject'),
      Subtype: name('Form'),
      BBox: [0, 0, space.width, space.height],
      Matrix: UPRIGHT[space.rotation]!,
      Resources: resources,
    }),
    Buffer.from(content, 'latin1'),
  );

/** Appearance of a signature that is not to be seen. */
export const emptyAppearance = (space: AppearanceSpace): NewStream => form(space, dictionary({}), '');

/** Draws a stamp into the space, as large as it fits, in the middle. */
export function stampAppearance(update: IncrementalUpdate, layout: StampLayout, font: StampFont, space: AppearanceSpace): PdfReference {
  const embedded = embedFont(
    update,
    font.font,
    layout.lines.flatMap(({ glyphs }) => glyphs),
  );
  const scale = Math.min(space.width / layout.width, space.height / layout.height);
  const left = (space.width - layout.width * scale) / 2;
  const bottom = (space.height - layout.height * scale) / 2;
  const inset = FRAME_WIDTH / 2;
  const frame = [inset, inset, layout.width - FRAME_WIDTH, layout.height - FRAME_WIDTH].map(points).join(' ');
  const texts = layout.lines.map(({ glyphs, size, x, y, emphasis }) => {
    const shown = Buffer.from(serialize(embedded.encode(glyphs))).toString('latin1');
    return `${emphasis ? WARNING : INK} rg BT /F0 ${points(size)} Tf ${points(x)} ${points(y)} Td ${shown} Tj ET`;
  });
  const content = [
    `q ${points(scale)} 0 0 ${points(scale)} ${points(left)} ${points(bottom)} cm`,
    `${INK} RG ${FRAME_WIDTH} w ${frame} re S`,
    ...texts,
    'Q',
  ];
  return update.add(form(space, dictionary({ Font: dictionary({ F0: embedded.reference }) }), content.join('\n')));
}

const points = (value: number): string => value.toFixed(3);
