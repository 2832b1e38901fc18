import { drawn, Flow, heightOf, type Strip, space } from '../../../print/flow.ts';
import { INK, type Mark, QUIET, type TextStyle } from '../../../print/ink.ts';
import { paragraph } from '../../../print/lines.ts';
import { A4, measureOf, type Sheet } from '../../../print/sheet.ts';
import type { Typesetter } from '../../../print/typeset.ts';
import { furnished, spread } from '../../../training/output/papers/furniture.ts';
import { addressee, senderLines } from '../address.ts';
import { setBlock } from '../blocks.ts';
import { dayInBoth } from '../days.ts';
import { footText } from '../foot.ts';
import type { LetterData } from '../letter.ts';
import { look } from '../look.ts';
import type { Template } from '../template.ts';
import { postalText, valuesOf } from '../values.ts';

/** The address stands where the window of an envelope is, once the sheet is folded in three. */
const SHEET: Sheet = { ...A4, left: 62, right: 62, top: 58, bottom: 56 };
const MEASURE = measureOf(SHEET);
const LOOK = look(SHEET.left, MEASURE, 10.5, 118);
const RECIPIENT = 250;
const SENDER_LEFT = SHEET.left + 285;

const ADDRESS: TextStyle = { size: 10, colour: INK };
const NAME: TextStyle = { size: 13, colour: INK };
const SENDER: TextStyle = { size: 9, colour: QUIET };
const SENDER_NAME: TextStyle = { size: 10, colour: INK };

/** Columns side by side, each with lines of its own. */
const columns = (...strips: readonly (readonly Strip[])[]): Strip => ({
  height: Math.max(...strips.map(heightOf)),
  draw: (top) => strips.flatMap((column) => drawn(column, top)),
});

function recipient(type: Typesetter, template: Template, data: LetterData): Strip[] {
  const { to } = template;
  if (to === null) return [];
  const { postalCode, address } = data.holder;
  const lines = to.address ? [postalText(postalCode), address].filter((line) => line !== '') : [];
  return [
    ...lines.flatMap((line) => paragraph(type, line, ADDRESS, SHEET.left, RECIPIENT)),
    space(4),
    ...paragraph(type, addressee(template, data), NAME, SHEET.left, RECIPIENT),
  ];
}

function sender(type: Typesetter, { from }: Template, data: LetterData): Strip[] {
  const width = SHEET.width - SHEET.right - SENDER_LEFT;
  const [name, ...rest] = from ? senderLines(data.sender) : [];
  return [
    ...paragraph(type, dayInBoth(data.day), SENDER_NAME, SENDER_LEFT, width, 'right'),
    space(10),
    ...(name === undefined ? [] : paragraph(type, name, SENDER_NAME, SENDER_LEFT, width, 'right')),
    ...rest.flatMap((line) => paragraph(type, line, SENDER, SENDER_LEFT, width, 'right')),
  ];
}

/** Pages of a letter on A4. */
export function a4Pages(type: Typesetter, template: Template, data: LetterData): readonly (readonly Mark[])[] {
  const values = valuesOf(template, data);
  const flow = new Flow(SHEET);
  flow.place([
    columns(recipient(type, template, data), sender(type, template, data)),
    space(26),
    ...paragraph(type, template.title, spread(LOOK.title, 'ja'), SHEET.left, MEASURE, 'center'),
    space(20),
  ]);
  for (const block of template.body) {
    const { head, rows } = setBlock(block, type, LOOK, values);
    if (head.length > 0) flow.table(head, rows);
    else flow.place(rows, { together: block.block !== 'terms' });
  }
  return furnished(flow.pages, { type, sheet: SHEET, language: 'ja', head: template.title, foot: footText(template, data), mark: null });
}
