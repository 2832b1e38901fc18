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

/** Size of a reading beside its name, and the space between names, as in the style sheet. */
const READING = 0.32;
const SPACE = 0.35;
const LEAST_WIDTH = 4;
/** Wider names are set in two lines. */
const MOST_WIDTH = 9;

/** How wide a line is in units of its height: Japanese letters count as one, others as a little more than half. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter < '\u2E80' ? 0.6 : 1), 0);
}

/** Width and lines of a name, so that the style sheet can make it as large as its place allows. */
export function measureName(name: string, kana: string): { readonly width: number; readonly lines: number } {
  const paired = readingPairs(name, kana);
  const parts = paired.length > 1 ? paired : name.split(/\s+/).map((part) => [part, ''] as const);
  const widths = parts.map(([part, reading]) => Math.max(widthOf(part), widthOf(reading) * READING));
  const whole = widths.reduce((sum, width) => sum + width + SPACE, -SPACE);
  const lines = whole > MOST_WIDTH && widths.length > 1 ? 2 : 1;
  return { width: Math.max(LEAST_WIDTH, lines === 1 ? whole : Math.max(...widths)), lines };
}

/** A verdict that fills its place: colour, shape, one large word, the name with its reading, the reason. Legible at three metres. */
export function Face({ status, word, name, kana, because, more = [] }: FaceProps) {
  const { width, lines } = measureName(name, kana);
  const sizes = { '--word-width': widthOf(word), '--name-width': width, '--name-lines': lines } as CSSProperties;
  return (
    <div className={`face tone-${status}`} style={sizes}>
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
      {more.length > 0 && <p className="face-more">{more.join('\u3000')}</p>}
    </div>
  );
}
