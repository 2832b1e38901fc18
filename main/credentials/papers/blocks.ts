import { joined, type Strip, space } from '../../print/flow.ts';
import { HAIRLINE, INK, rule, text } from '../../print/ink.ts';
import { LEADING, paragraph } from '../../print/lines.ts';
import { type TableDress, tableHead, tableRow } from '../../print/table.ts';
import type { Typesetter } from '../../print/typeset.ts';
import type { Look } from './look.ts';
import type { Block, BlockOf } from './template.ts';
import { filled, type Values } from './values.ts';

/** Strips of a block; `head` stands again above the rows on a further page. */
export interface SetBlock {
  readonly head: readonly Strip[];
  readonly rows: readonly Strip[];
}

type Setter<Name extends Block['block']> = (block: BlockOf<Name>, type: Typesetter, look: Look, values: Values) => SetBlock;

const NOTHING: SetBlock = { head: [], rows: [] };
const BULLET = '・';
/** Height of a line for writing by hand, in points. */
const HAND = 25;
const SIGNATURE = { height: 36, label: 104, share: 0.62 } as const;

const known = (block: { readonly else?: string | undefined }, template: string, values: Values): string =>
  filled(template, values) ?? block.else ?? '';

function bulleted(type: Typesetter, item: string, { x, width, body }: Look): Strip {
  const indent = body.size;
  const bullet = type.line(BULLET);
  const [first, ...rest] = paragraph(type, item, body, x + indent, width - indent);
  const marked: Strip = { ...first!, draw: (top) => [text(bullet, x, top - body.size * 1.12, body), ...first!.draw(top)] };
  return joined([marked, ...rest]);
}

function headed(type: Typesetter, words: string, items: readonly string[], look: Look): SetBlock {
  if (items.length === 0) return NOTHING;
  const head = paragraph(type, words, look.heading, look.x, look.width);
  return { head: [...head, space(2)], rows: [...items.map((item) => bulleted(type, item, look)), space(look.gap)] };
}

const SETTERS: { readonly [Name in Block['block']]: Setter<Name> } = {
  text(block, type, look, values) {
    const words = known(block, block.text, values);
    if (words === '') return NOTHING;
    const strips = paragraph(type, words, block.note ? look.note : look.body, look.x, look.width, block.align ?? 'left');
    return { head: [], rows: [joined(strips), space(look.gap)] };
  },

  terms({ rows }, type, look, values) {
    const { x, width, termWidth, row, term: quiet, body, large } = look;
    const dress: TableDress = {
      type,
      x,
      rowHeight: row,
      grid: false,
      columns: [
        { heading: '', width: termWidth },
        { heading: '', width: width - termWidth },
      ],
    };
    const strips = rows.flatMap((entry) => {
      const value = known(entry, entry.value, values);
      if (value === '' && !entry.fill) return [];
      const style = entry.large ? large : body;
      const cells = [[{ text: entry.term, style: quiet }], value === '' ? [] : [{ text: value, style }]];
      return [tableRow(value === '' ? { ...dress, rowHeight: Math.max(row, HAND * entry.fill!) } : dress, cells)];
    });
    if (strips.length === 0) return NOTHING;
    const above: Strip = { height: 0, draw: (top) => [rule(x, top, width, INK, 0.7)] };
    return { head: [], rows: [above, ...strips, space(look.gap * 1.2)] };
  },

  list: ({ heading, list }, type, look, { lists }) => headed(type, heading, lists.get(list) ?? [], look),

  items: ({ heading, items }, type, look) => headed(type, heading, items, look),

  table({ heading, columns, note }, type, look, { lists }) {
    const given = columns.map(({ list }) => lists.get(list) ?? []);
    const count = Math.max(...given.map(({ length }) => length));
    if (count === 0) return NOTHING;
    const shares = columns.reduce((sum, { share }) => sum + share, 0);
    const dress: TableDress = {
      type,
      x: look.x,
      rowHeight: look.row,
      grid: false,
      columns: columns.map(({ heading: words, share }) => ({ heading: words, width: (look.width * share) / shares })),
    };
    const style = { ...look.body, size: look.body.size * 0.9 };
    const rows = Array.from({ length: count }, (_, index) =>
      tableRow(
        dress,
        given.map((list) => (list[index] ? [{ text: list[index], style }] : [])),
      ),
    );
    return {
      head: [...paragraph(type, heading, look.heading, look.x, look.width), space(3), tableHead(dress)],
      rows: [...rows, space(3), ...paragraph(type, note, look.note, look.x, look.width), space(look.gap)],
    };
  },

  sign({ rows }, type, look, values) {
    const width = look.width * SIGNATURE.share;
    const x = look.x + look.width - width;
    const lines = rows.map(({ label, value }): Strip => {
      const base = SIGNATURE.height - look.body.size * (LEADING - 1) - 2;
      const signed = value === undefined ? null : filled(value, values);
      return {
        height: SIGNATURE.height,
        draw: (top) => [
          text(type.line(label), x, top - base, look.term),
          ...(signed === null
            ? []
            : [text(type.fitted(signed, look.body.size, width - SIGNATURE.label), x + SIGNATURE.label, top - base, look.body)]),
          rule(x, top - SIGNATURE.height, width, signed === null ? INK : HAIRLINE, 0.6),
        ],
      };
    });
    return { head: [], rows: [joined([space(look.gap), ...lines])] };
  },
};

/** The strips of a block with what the letter knows. */
export const setBlock = (block: Block, type: Typesetter, look: Look, values: Values): SetBlock =>
  (SETTERS[block.block] as Setter<Block['block']>)(block as never, type, look, values);
