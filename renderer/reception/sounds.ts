import type { VerdictId, VerdictView } from '../../main/api/schema/attendance.ts';

/** One note: pitch in hertz, start and length in seconds. */
export interface Note {
  readonly hertz: number;
  readonly at: number;
  readonly lasts: number;
}

export interface Sound {
  readonly wave: OscillatorType;
  /** 0 to 1. */
  readonly level: number;
  readonly notes: readonly Note[];
}

/** Equal temperament from A4; semitones above it. */
const PITCH: Readonly<Record<string, number>> = {
  E3: -17,
  A3: -12,
  C4: -9,
  E4: -5,
  G4: -2,
  A4: 0,
  C5: 3,
  D5: 5,
  E5: 7,
  G5: 10,
  A5: 12,
  C6: 15,
  E6: 19,
};
const hertzOf = (name: string): number => 440 * 2 ** (PITCH[name]! / 12);

/** `G5:80 -:40 C6:160`: notes and rests with their lengths in milliseconds. */
function notesOf(score: string): readonly Note[] {
  let at = 0;
  return score.split(' ').flatMap((part) => {
    const [name = '', length] = part.split(':');
    const lasts = Number(length) / 1000;
    const note = { hertz: name === '-' ? 0 : hertzOf(name), at, lasts };
    at += lasts;
    return name === '-' ? [] : [note];
  });
}

/** A pleasant rise for what is done, a questioning repeat for what staff must look at, a low buzz for what stops; each verdict its own. */
const SCORES: Readonly<Record<VerdictId, string>> = {
  ok: 'C5:70 E5:70 G5:180',
  'already-in': 'G5:70 -:50 G5:140',
  'name-only': 'C5:70 G5:180',
  'unknown-card': 'E5:120 A5:120 E5:200',
  'test-card': 'A5:60 -:40 A5:60 -:40 A5:60 -:40 A5:60',
  superseded: 'E5:120 D5:120 C5:220',
  expired: 'E5:140 C5:260',
  'reception-ended': 'E5:120 -:60 C5:260',
  'wrong-room': 'A4:120 -:60 E5:120 -:60 A4:220',
  'not-booked': 'E5:120 -:80 E5:220',
  'no-my-page': 'D5:120 -:60 D5:120 -:60 E5:200',
  'too-early': 'C5:120 -:60 C5:120 -:60 C5:200',
  late: 'G4:120 -:60 G4:120 -:60 C5:200',
  'not-in': 'G4:140 -:60 C5:140 -:60 G4:200',
  'status-stale': 'A4:240 -:80 A4:120',
  held: 'A3:260 -:90 A3:260 -:90 A3:260',
  'revoked-or-lost': 'E3:420 -:80 E3:420',
  unreadable: 'E4:90 -:50 E4:90',
};

const WAVES: Readonly<Record<VerdictView['face'], Pick<Sound, 'wave' | 'level'>>> = {
  accepted: { wave: 'sine', level: 0.5 },
  hold: { wave: 'sine', level: 0.25 },
  warning: { wave: 'triangle', level: 0.6 },
  stop: { wave: 'sawtooth', level: 0.4 },
};

const OUT = 'G5:70 E5:70 C5:180';
const HOLD = 'A5:50';
const ACCEPTED_BY_STAFF = 'G4:60 C5:60 E5:160';

/** The sound of a showing; silence for what staff declined. */
export function soundOf({ verdict, face, direction, answer }: Pick<VerdictView, 'verdict' | 'face' | 'direction' | 'answer'>): Sound | null {
  if (answer === 'declined') return null;
  if (answer === 'accepted') return { ...WAVES.accepted, notes: notesOf(ACCEPTED_BY_STAFF) };
  if (face === 'hold') return { ...WAVES.hold, notes: notesOf(HOLD) };
  return { ...WAVES[face], notes: notesOf(verdict === 'ok' && direction === 'out' ? OUT : SCORES[verdict]) };
}
