import type { CSSProperties } from 'react';
import { Icon } from '../design/icon.tsx';
import { Reading, readingPairs } from '../design/reading.tsx';
import type { Status } from '../design/status.tsx';
import './face.css';

interface FaceProps {
  readonly status: Status;
  readonly word: string;
  readonly name: string;
  readonly kana: string;
  readonly because: string;
  /** What staff may know beside it. */
  readonly more?: readonly string[];
}

/** Size of a reading beside its name, and the space between names that are read, as in the style sheet. */
const READING = 0.32;
const SPACE = 0.4;
/** The shortest names leave some air. */
const LEAST_WIDTH = 3.5;
const MOST_LINES = 4;

/** Widths of bold letters in units of their height, the first group that holds a letter; everything of Japanese counts as one. */
const WIDTHS: readonly (readonly [letters: RegExp, width: number])[] = [
  [/[\u2E80-\uFFFF\u{10000}-\u{3FFFF}]/u, 1],
  [/[MWmw@%&]/, 0.95],
  [/[Iijlft.,:;'|()\s-]/, 0.4],
  [/[A-Z]/, 0.72],
];
const OTHERS = 0.62;

/** How wide a line is in units of its height. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? OTHERS), 0);
}

/** A piece of a name that stays in one line, and the space before it where it does not begin one. */
interface Piece {
  readonly width: number;
  readonly space: number;
}

/** Whether a reading stands above a name, as `Reading` decides. */
const isRead = (name: string, kana: string): boolean => kana.trim() !== '' && kana !== name;

/** Where a name may go on in the next line: between its parts, without a reading after a hyphen too. */
function piecesOf(name: string, kana: string): readonly Piece[] {
  const paired = readingPairs(name, kana);
  if (isRead(name, kana)) return paired.map(([part, reading]) => ({ width: Math.max(widthOf(part), widthOf(reading) * READING), space: SPACE }));
  return [...name.trim().matchAll(/(\s*)(\S+)/g)].flatMap(([, space = '', part = '']) =>
    part.split(/(?<=-)/).map((piece, index) => ({ width: widthOf(piece), space: index === 0 ? widthOf(space) : 0 })),
  );
}

/** Width of the widest line where pieces are set in so many lines, as even as they can be. */
function widestLine(pieces: readonly Piece[], lines: number): number {
  const whole = pieces.reduce((sum, { width, space }, index) => sum + width + (index === 0 ? 0 : space), 0);
  if (lines <= 1 || pieces.length <= 1) return whole;
  const firsts = pieces.slice(1).map((_piece, index) => pieces.slice(0, index + 1));
  return Math.min(whole, ...firsts.map((first) => Math.max(widestLine(first, 1), widestLine(pieces.slice(first.length), lines - 1))));
}

/** How wide a name is in one line, in two, three and four, so that the style sheet can make it as large as its place allows; whether readings stand above it. */
export function measureName(name: string, kana: string): { readonly widths: readonly number[]; readonly read: boolean } {
  const pieces = piecesOf(name, kana).slice(0, 12);
  const widths = Array.from({ length: MOST_LINES }, (_none, index) => Math.max(LEAST_WIDTH, widestLine(pieces, index + 1)));
  return { widths, read: isRead(name, kana) };
}

/** A verdict that fills its place: colour, shape, one large word, the name with its reading, the reason. Legible at three metres. */
export function Face({ status, word, name, kana, because, more = [] }: FaceProps) {
  const { widths, read } = measureName(name, kana);
  const beside = more.join('\u3000');
  const sizes = {
    '--word-width': widthOf(word),
    ...Object.fromEntries(widths.map((width, index) => [`--name-width-${index + 1}`, width])),
    '--because-width': widthOf(because),
    '--more-width': Math.max(1, widthOf(beside)),
  } as CSSProperties;
  return (
    <div className={`face tone-${status}`} data-read={read} data-more={more.length > 0} style={sizes}>
      <div className="face-answer">
        <Icon name={status} />
        <p className="face-word">{word}</p>
      </div>
      {name && (
        <p className="face-name">
          <Reading name={name} kana={kana} />
        </p>
      )}
      <p className="face-because">{because}</p>
      {more.length > 0 && <p className="face-more">{beside}</p>}
    </div>
  );
}
