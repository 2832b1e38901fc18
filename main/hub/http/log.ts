/** A line of the log. Routes stand by their pattern, clients by their identifier; no path, address, name or number of a person. */
export interface LogLine {
  readonly event: 'request' | 'fault' | 'push' | 'end';
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly client?: string | null;
  readonly code?: string;
  /** Name of an error and where it was thrown; its message may quote data and is left out. */
  readonly fault?: string;
}

export type Log = (line: LogLine) => void;

/** One JSON line each, with its time in UTC. */
export const jsonLog =
  (write: (line: string) => void, now: () => Date = () => new Date()): Log =>
  (line) =>
    write(JSON.stringify({ at: now().toISOString(), ...line }));

/** Kind of a fault and where it was thrown, without its message. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const [, frame = ''] = /\n\s*at (.*)/.exec(error.stack ?? '') ?? [];
  const code = 'code' in error ? ` ${String(error.code)}` : '';
  return `${error.name}${code} ${frame}`.trim();
}
