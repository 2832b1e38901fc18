import { Session } from 'node:inspector';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = pathToFileURL(join(import.meta.dirname, '../../..')).href;
/** Ours to test; the tests themselves and packages are not looked at. */
const ROOMS = ['card', 'pki', 'main'].map((room) => `${ROOT}/${room}/`);

const isOurs = (url: string): boolean => ROOMS.some((room) => url.startsWith(room));

export interface Reach {
  readonly files: number;
  readonly functions: number;
  /** Characters of source inside blocks that ran. */
  readonly characters: number;
}

/** Of one file: which characters of its text ran, and where functions begin that did. */
interface Marks {
  readonly marks: Uint8Array;
  readonly functions: ReadonlySet<number>;
}

/** `null` when nothing of the file ran. */
function marksOf({ functions }: Profiler.ScriptCoverage): Marks | null {
  const ran = functions.filter(({ ranges }) => ranges[0]!.count > 0).map(({ ranges }) => ranges[0]!.startOffset);
  if (ran.length === 0) return null;
  const marks = new Uint8Array(Math.max(...functions.map(({ ranges }) => ranges[0]!.endOffset)));
  // Outer before inner: an inner function that did not run takes its text back.
  for (const { ranges } of functions) for (const { startOffset, endOffset, count } of ranges) marks.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return { marks, functions: new Set(ran) };
}

const isBeyond = ({ marks }: Marks, known: Marks | undefined): boolean => marks.some((mark, at) => mark === 1 && known?.marks[at] !== 1);

/**
 * What of our sources has run in this thread, by V8's precise block coverage. V8 joins a block with what surrounds it when both ran
 * equally often, so blocks have no lasting names: the map is kept by character of the source.
 */
export class Coverage {
  readonly #session = new Session();
  readonly #reached = new Map<string, Marks>();
  readonly #fresh = new Map<string, Marks>();

  constructor() {
    this.#session.connect();
    this.#post('Profiler.enable');
    this.#post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Whether anything ran since the last look that had not been reached. It counts as reached once it is accepted. */
  look(): boolean {
    this.#fresh.clear();
    const { result } = this.#post('Profiler.takePreciseCoverage') as Profiler.TakePreciseCoverageReturnType;
    for (const script of result) {
      const now = isOurs(script.url) ? marksOf(script) : null;
      if (now && isBeyond(now, this.#reached.get(script.url))) this.#fresh.set(script.url, now);
    }
    return this.#fresh.size > 0;
  }

  /** Counts as reached what the last look saw. */
  accept(): void {
    for (const [url, now] of this.#fresh) this.#merge(url, now);
    this.#fresh.clear();
  }

  /** Forgets what ran, for the next target. */
  reset(): void {
    this.#reached.clear();
    this.#fresh.clear();
    this.#post('Profiler.takePreciseCoverage');
  }

  get reach(): Reach {
    const all = [...this.#reached.values()];
    const sum = (of: (marks: Marks) => number): number => all.reduce((total, marks) => total + of(marks), 0);
    return {
      files: all.length,
      functions: sum(({ functions }) => functions.size),
      characters: sum(({ marks }) => marks.reduce((total, mark) => total + mark, 0)),
    };
  }

  stop(): void {
    this.#session.disconnect();
  }

  #merge(url: string, { marks, functions }: Marks): void {
    const known = this.#reached.get(url);
    const map = new Uint8Array(Math.max(marks.length, known?.marks.length ?? 0));
    if (known) map.set(known.marks);
    for (let at = 0; at < marks.length; at++) if (marks[at] === 1) map[at] = 1;
    this.#reached.set(url, { marks: map, functions: new Set([...functions, ...(known?.functions ?? [])]) });
  }

  /** The inspector of one's own thread answers within the call. */
  #post(method: string, parameters: object = {}): unknown {
    let answer: unknown;
    this.#session.post(method, parameters, (error, result) => {
      if (error) throw error;
      answer = result;
    });
    return answer;
  }
}
