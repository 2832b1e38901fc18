import { MemorySource } from '../bytes/source.ts';
import { isArray, isInteger, type PdfObject, PdfString } from '../syntax/objects.ts';
import { type Operation, operations } from './operations.ts';

/** What the codes of a font mean in Unicode, as a ToUnicode CMap says (ISO 32000-2 section 9.10.3). */
export interface CodeMap {
  /** How many bytes a code has. */
  readonly width: 1 | 2;
  readonly text: ReadonlyMap<number, string>;
}

/** Codes that one map may name. */
const MOST = 70_000;

const utf16 = (bytes: Uint8Array): string => new TextDecoder('utf-16be').decode(bytes);
const codeOf = (bytes: Uint8Array): number => bytes.reduce((code, byte) => code * 256 + byte, 0);

/** The text some codes further on: the last unit counts up (adobe technical note 5014, `bfrange`). */
const after = (text: string, steps: number): string => text.slice(0, -1) + String.fromCharCode((text.charCodeAt(text.length - 1) + steps) & 0xffff);

type Strings = readonly PdfString[];
const isStrings = (values: readonly PdfObject[]): values is Strings => values.every((value) => value instanceof PdfString);

/** Reads a ToUnicode CMap. @throws PkiError PDF_BROKEN */
export function readCodeMap(data: Uint8Array): CodeMap {
  const text = new Map<number, string>();
  let width: CodeMap['width'] = 2;
  const put = (code: number, value: string): void => {
    if (text.size < MOST && value !== '') text.set(code, value);
  };
  const readers: Readonly<Record<string, (operands: Operation['operands']) => void>> = {
    endcodespacerange: ([first]) => {
      if (first instanceof PdfString) width = first.bytes.length === 1 ? 1 : 2;
    },
    endbfchar: (operands) => {
      for (let at = 0; at + 1 < operands.length; at += 2) {
        const pair = operands.slice(at, at + 2);
        if (isStrings(pair)) put(codeOf(pair[0]!.bytes), utf16(pair[1]!.bytes));
      }
    },
    endbfrange: (operands) => {
      for (let at = 0; at + 2 < operands.length; at += 3) {
        const [low, high, means] = operands.slice(at, at + 3);
        if (!(low instanceof PdfString && high instanceof PdfString)) continue;
        const first = codeOf(low.bytes);
        const last = Math.min(codeOf(high.bytes), first + 0xffff);
        const start = means instanceof PdfString ? utf16(means.bytes) : '';
        for (let code = first; code <= last && text.size < MOST; code += 1) {
          const single = isArray(means ?? null) ? (means as readonly PdfObject[])[code - first] : null;
          if (single instanceof PdfString) put(code, utf16(single.bytes));
          else if (start !== '') put(code, after(start, code - first));
        }
      }
    },
  };
  for (const { operator, operands } of operations(new MemorySource(data))) {
    // The number of entries stands before `begin…`, which takes it away with what came before.
    readers[operator]?.(operands.filter((operand) => !isInteger(operand)));
  }
  return { width, text };
}
